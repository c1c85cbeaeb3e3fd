// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/sampling.hpp"

#include <stdexcept>

#include "experiments/plan/designs/blank.hpp"
#include "experiments/plan/settings.hpp"
#include "scenarios/reader/parameter_value.hpp"

namespace cultivar {

namespace {

/// What a level is in the parameter's own unit; a text is read as in a world file.
double number_of(const Level& level, const sim::ParameterEntry& entry) {
    if (const auto* number = std::get_if<double>(&level)) return *number;
    Diagnostics unread;
    const auto read = read_parameter(Node::scalar(std::get<std::string>(level), {}), entry, unread);
    if (!read) throw std::out_of_range(entry.name + " has no value " + std::get<std::string>(level));
    return *read;
}

Design listed_points(const std::vector<Factor>& factors, const DesignChoice& choice) {
    Design design = blank_design(point_count(factors, choice), factors.size(), Scale::value);
    design.cells = choice.given;
    return design;
}

}  // namespace

std::uint64_t point_count(const std::vector<Factor>& factors, const DesignChoice& choice) {
    switch (choice.method) {
        case Method::factorial:
            return factorial_count(factors);
        case Method::zip:
            return zip_count(factors);
        case Method::one_at_a_time:
            return one_at_a_time_count(factors.size());
        case Method::points:
            return factors.empty() ? 0 : choice.given.size() / factors.size();
        case Method::sobol:
            return sobol_count(factors.size(), choice.n, choice.second_order);
        case Method::morris:
            return morris_count(factors.size(), choice.n);
        case Method::random:
        case Method::latin_hypercube:
            break;
    }
    return choice.n;
}

Design lay_out(const std::vector<Factor>& factors, const DesignChoice& choice) {
    switch (choice.method) {
        case Method::factorial:
            return factorial_design(factors);
        case Method::zip:
            return zip_design(factors);
        case Method::one_at_a_time:
            return one_at_a_time_design(factors, choice.given);
        case Method::points:
            return listed_points(factors, choice);
        case Method::random:
            return random_design(factors, choice.n, choice.seed);
        case Method::latin_hypercube:
            return latin_hypercube_design(factors, choice.n, choice.seed);
        case Method::sobol:
            return sobol_design(factors, choice.n, choice.second_order, choice.skip);
        case Method::morris:
            break;
    }
    return morris_design(factors, choice.n, choice.levels, choice.seed, choice.candidates);
}

std::vector<std::size_t> replicated_points(const Sampling& sampling) {
    std::vector<std::size_t> points;
    for (std::size_t block = 0; block < sampling.replicated; ++block)
        points.push_back(block * sampling.design.block);
    return points;
}

std::vector<std::string> set_factors(WorldDescription& world, const std::vector<Factor>& factors,
                                     std::span<const double> values) {
    std::vector<Setting> settings;
    for (std::size_t i = 0; i < factors.size(); ++i) {
        const sim::ParameterId parameter = world.catalogue.id(factors[i].path);
        settings.push_back(
            {parameter, number_of(level_of(factors[i], values[i]), world.catalogue[parameter])});
    }
    return set_at_start(world, settings);
}

std::string value_text(const Factor& factor, const sim::ParameterEntry& entry, double value) {
    return parameter_text(entry, number_of(level_of(factor, value), entry));
}

}  // namespace cultivar
