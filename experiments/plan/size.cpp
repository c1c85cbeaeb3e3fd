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
        if (metric.summarise == nullptr) cells += cells_of(metric, world);
    return cells * sizeof(double) * std::ceil(sim::in_years(world.end - world.start) * months_per_year + 1.0);
}

std::string in_gigabytes(double bytes) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.3g GB", bytes / 1e9);
    return text.data();
}

}  // namespace

double result_bytes(const Experiment& experiment) {
    double bytes = 0.0;
    for (const Variant& variant : experiment.variants) bytes += bytes_of_run(variant.world);
    return bytes * static_cast<double>(experiment.seeds.size());
}

void refuse_too_large(const Experiment& experiment) {
    const double memory =
        static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGE_SIZE));
    const double limit = share_of_memory * memory;
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

}  // namespace cultivar
