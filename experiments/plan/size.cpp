// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/size.hpp"

#include <unistd.h>

#include <array>
#include <cmath>
#include <cstdio>

#include "experiments/plan/refusal.hpp"
#include "models/metrics.hpp"

namespace cultivar {

namespace {

constexpr double share_of_memory = 0.8;
constexpr double months_per_year = 12.0;

double cells_of(const Metric& metric, const WorldDescription& world) {
    double cells = 1.0;
    for (const Axis axis : metric.axes)
        cells *= axis == Axis::region   ? static_cast<double>(world.regions.size())
                 : axis == Axis::family ? static_cast<double>(world.families.size())
                                        : static_cast<double>(axis_members(axis).size());
    return cells;
}

double bytes_of_run(const WorldDescription& world) {
    double cells = 0.0;
    for (const Metric& metric : metrics())
        if (metric.has_series()) cells += cells_of(metric, world);
    return cells * sizeof(double) * std::ceil(sim::in_years(world.end - world.start) * months_per_year + 1.0);
}

std::string in_gigabytes(double bytes) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.3g GB", bytes / 1e9);
    return text.data();
}

double memory_limit() {
    return share_of_memory * static_cast<double>(::sysconf(_SC_PHYS_PAGES)) *
           static_cast<double>(::sysconf(_SC_PAGE_SIZE));
}

double planned_points(const Sampling& sampling) {
    return static_cast<double>(point_count(sampling.factors, sampling.choice));
}

double planned_count(const Experiment& experiment) {
    const Sampling& sampling = *experiment.sampling;
    return planned_points(sampling) * static_cast<double>(experiment.seeds.size()) +
           static_cast<double>(sampling.replicated) * static_cast<double>(sampling.more_seeds.size());
}

/// Points stand in the plan, in the design and among the results; a metric has at most about this many numbers.
double sampled_bytes(const Experiment& experiment) {
    constexpr double copies_of_points = 4.0, bytes_of_run = 400.0, numbers_of_metric = 24.0;
    const Sampling& sampling = *experiment.sampling;
    const double cells = planned_points(sampling) * static_cast<double>(sampling.factors.size());
    const double numbers = numbers_of_metric * static_cast<double>(experiment.shown.size());
    return copies_of_points * sizeof(double) * cells +
           planned_count(experiment) * (bytes_of_run + sizeof(double) * numbers);
}

}  // namespace

double result_bytes(const Experiment& experiment) {
    if (experiment.sampling) return sampled_bytes(experiment);
    double bytes = 0.0;
    for (const Variant& variant : experiment.variants) bytes += bytes_of_run(variant.world);
    return bytes * static_cast<double>(experiment.seeds.size());
}

void refuse_too_large(const Experiment& experiment) {
    if (experiment.sampling) return refuse_too_many_points(experiment);
    const double limit = memory_limit();
    const double needed = result_bytes(experiment);
    if (needed <= limit) return;
    const double seeds = std::floor(static_cast<double>(experiment.seeds.size()) * limit / needed);
    refuse_input("memory",
                 "the series of " + std::to_string(experiment.variants.size()) + " × " +
                     std::to_string(experiment.seeds.size()) + " runs need about " + in_gigabytes(needed) +
                     "; limit " + in_gigabytes(limit),
                 experiment.inputs.front().string(),
                 "--seeds " + std::to_string(static_cast<long>(seeds)) + " would fit", 3);
}

void refuse_too_many_points(const Experiment& experiment) {
    const Sampling& sampling = *experiment.sampling;
    const double cells = planned_points(sampling) * static_cast<double>(sampling.factors.size());
    const double needed = result_bytes(experiment);
    if (needed <= memory_limit() && cells <= static_cast<double>(most_cells)) return;
    const std::uint64_t points = point_count(sampling.factors, sampling.choice);
    const std::string counted = points == uncountable ? "more than 10^19" : std::to_string(points);
    refuse_input("memory",
                 "the design has " + counted + " points; their runs need " +
                     (points == uncountable ? "more than " : "about ") + in_gigabytes(needed) + "; limit " +
                     in_gigabytes(memory_limit()) + " and " +
                     std::to_string(most_cells / sampling.factors.size()) + " points",
                 experiment.inputs.front().string(), "sample it with latin_hypercube or sobol and a small n",
                 3);
}

}  // namespace cultivar
