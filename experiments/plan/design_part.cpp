// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/design_part.hpp"

#include <algorithm>
#include <bit>
#include <optional>

#include "experiments/plan/points_file.hpp"
#include "experiments/plan/variants.hpp"
#include "scenarios/reader/fields.hpp"

namespace cultivar {

namespace {

constexpr std::int64_t most_points = 1'000'000'000'000;
constexpr std::int64_t most_levels = 1000;
constexpr std::int64_t most_candidates = 1000;
/// Of trajectories by their distances: about ten seconds.
constexpr double most_candidate_work = 2e9;
constexpr std::int64_t largest_seed = std::int64_t{1} << 62;
constexpr std::int64_t largest_skip = std::int64_t{1} << 50;
/// Without a skip the sequence begins in the corner where every factor has its lowest value. This one moves all
/// points by the same shift, and twice as many blocks keep the first half.
constexpr std::uint64_t usual_skip = std::uint64_t{1} << 20;
/// Of factors that the Sobol sequence has room for: two of its dimensions each.
constexpr std::size_t most_sobol_factors = 1833;

std::uint64_t number(const Fields& fields, const char* key, std::int64_t low, std::int64_t high) {
    return static_cast<std::uint64_t>(fields.require(key, read_whole, low, high).value_or(low));
}

std::uint64_t option(const Fields& fields, const char* key, std::int64_t low, std::int64_t high,
                     std::uint64_t usual) {
    const auto read = fields.get(key, read_whole, low, high);
    return read ? static_cast<std::uint64_t>(*read) : usual;
}

void read_sobol(const Node& node, DesignChoice& choice, const DesignOrigin& origin,
                Diagnostics& diagnostics) {
    const Fields fields(node, "a Sobol design", {"n", "second_order", "skip"}, diagnostics);
    choice.n = number(fields, "n", 2, most_points);
    choice.skip = option(fields, "skip", 0, largest_skip, usual_skip);
    choice.second_order = fields.get("second_order", read_switch).value_or(false);
    if (!std::has_single_bit(choice.n)) {
        const std::uint64_t below = std::bit_floor(choice.n);
        diagnostics.add("range", std::to_string(choice.n) + " blocks; their number is a power of two",
                        fields.find("n")->place(),
                        "write " + std::to_string(below) + " or " + std::to_string(2 * below));
    }
    if (origin.factors.size() > most_sobol_factors)
        diagnostics.add("range",
                        std::to_string(origin.factors.size()) + " factors; the Sobol sequence has room for " +
                            std::to_string(most_sobol_factors),
                        node.place());
}

void read_morris(const Node& node, DesignChoice& choice, const DesignOrigin& origin,
                 Diagnostics& diagnostics) {
    const Fields fields(node, "a Morris design", {"trajectories", "levels", "seed", "candidates"},
                        diagnostics);
    choice.n = number(fields, "trajectories", 1, most_points);
    choice.levels = option(fields, "levels", 2, most_levels, choice.levels);
    choice.seed = number(fields, "seed", 0, largest_seed);
    choice.candidates = option(fields, "candidates", 1, most_candidates, choice.candidates);
    if (choice.levels % 2 != 0)
        diagnostics.add("range", std::to_string(choice.levels) + " levels; their number is even",
                        fields.find("levels")->place());
    const double k = static_cast<double>(origin.factors.size());
    const double work = static_cast<double>(choice.candidates) * static_cast<double>(choice.n) *
                        static_cast<double>(choice.n) * k * k * k;
    if (choice.candidates > 1 && work > most_candidate_work)
        diagnostics.add("range", "so many candidates for so many trajectories take too long to compare",
                        fields.find("candidates")->place(), "leave out 'candidates'");
}

void read_random(const Node& node, const std::string& name, DesignChoice& choice, Diagnostics& diagnostics) {
    const Fields fields(node, name, {"n", "seed"}, diagnostics);
    choice.n = number(fields, "n", 2, most_points);
    choice.seed = number(fields, "seed", 0, largest_seed);
}

void check_listed(const DesignOrigin& origin, const DesignChoice& choice, const Node& node,
                  Diagnostics& diagnostics) {
    for (const Factor& factor : origin.factors) {
        if (level_count(factor) == 0)
            diagnostics.add("cross",
                            in_quotes(factor.path) + " has no list of values for a design called '" +
                                std::string(name_of(choice.method)) + '\'',
                            node.place(), "give it integer or one_of");
        else if (choice.method == Method::zip && level_count(factor) != level_count(origin.factors.front()))
            diagnostics.add("cross",
                            in_quotes(factor.path) + " has " + std::to_string(level_count(factor)) +
                                " values and " + in_quotes(origin.factors.front().path) + " has " +
                                std::to_string(level_count(origin.factors.front())),
                            node.place());
    }
}

/// The values of the factors in the world as it begins, from which one at a time is moved.
std::vector<double> baseline_of(const DesignOrigin& origin, const Node& node, Diagnostics& diagnostics) {
    WorldDescription world = origin.world;
    for (const PolicyChange& change : world.changes)
        if (change.founds(world.start)) world.values[change.parameter.index] = change.target;
    std::vector<double> values;
    for (const Factor& factor : origin.factors) {
        const sim::ParameterId parameter = world.catalogue.id(factor.path);
        const auto value = place_of(factor, world.catalogue[parameter], world.values[parameter.index]);
        if (!value)
            diagnostics.add("cross",
                            "the world's own value of " + in_quotes(factor.path) +
                                " is not among its values, but a design one at a time begins there",
                            node.place());
        values.push_back(value.value_or(0.0));
    }
    return values;
}

}  // namespace

DesignChoice read_design(const Node& node, const DesignOrigin& origin, Experiment& experiment,
                         Diagnostics& diagnostics) {
    DesignChoice choice;
    const bool bare = node.is_scalar();
    if (!bare && (!node.is_map() || node.entries().size() != 1)) {
        diagnostics.add("type", "expected one method such as {sobol: {n: 512}}", node.place(),
                        hint_for("", {method_names.begin(), method_names.end()}));
        return choice;
    }
    const Node& name = bare ? node : Node::scalar(node.entries()[0].key, node.entries()[0].key_place());
    const auto method = read_choice(name, "design", {method_names.begin(), method_names.end()}, diagnostics);
    if (!method) return choice;
    choice.method = static_cast<Method>(*method);
    const Node options = bare ? Node::map({}, node.place()) : node.entries()[0].value;
    switch (choice.method) {
        case Method::sobol:
            read_sobol(options, choice, origin, diagnostics);
            return choice;
        case Method::morris:
            read_morris(options, choice, origin, diagnostics);
            return choice;
        case Method::random:
        case Method::latin_hypercube:
            read_random(options, name.text(), choice, diagnostics);
            return choice;
        case Method::points:
            if (const auto path = read_path(options, origin.folder, diagnostics)) {
                experiment.inputs.push_back(*path);
                choice.given = read_points(*path, origin.world.catalogue, origin.factors, diagnostics);
            }
            return choice;
        case Method::one_at_a_time:
            choice.given = baseline_of(origin, node, diagnostics);
            break;
        case Method::factorial:
        case Method::zip:
            check_listed(origin, choice, node, diagnostics);
            break;
    }
    if (!options.is_null() && !options.entries().empty())
        diagnostics.add("unknown-key", in_quotes(name.text()) + " has no options", options.place());
    return choice;
}

}  // namespace cultivar
