// SPDX-License-Identifier: Apache-2.0
#include "experiments/analysis/variance_components.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "sim/statistics.hpp"

namespace cultivar {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

void refuse_uneven(std::span<const double> outputs, std::size_t seeds) {
    if (seeds == 0 || outputs.size() % seeds != 0)
        throw std::invalid_argument("every point has an output under every seed, if only a missing one");
}

}  // namespace

VarianceComponents variance_components(std::span<const double> outputs, std::size_t seeds) {
    refuse_uneven(outputs, seeds);
    VarianceComponents components{0, 0, nan, nan};
    double runs = 0.0, squares_of_counts = 0.0, sum = 0.0, squares_within = 0.0;
    std::vector<sim::Tally> tallies;
    for (std::size_t start = 0; start < outputs.size(); start += seeds) {
        sim::Tally tally;
        for (const double output : outputs.subspan(start, seeds))
            if (std::isfinite(output)) tally.add(output);
        const double count = static_cast<double>(tally.count());
        components.missing += seeds - tally.count();
        if (tally.count() == 0) continue;
        tallies.push_back(tally);
        runs += count;
        squares_of_counts += count * count;
        sum += tally.sum();
        if (tally.count() > 1) squares_within += tally.variance() * (count - 1.0);
    }
    components.points = tallies.size();
    const double points = static_cast<double>(tallies.size());
    if (tallies.size() < 2 || runs <= points) return components;
    double squares_between = 0.0;
    for (const sim::Tally& tally : tallies) {
        const double away = tally.mean() - sum / runs;
        squares_between += static_cast<double>(tally.count()) * away * away;
    }
    const double seeds_a_point = (runs - squares_of_counts / runs) / (points - 1.0);
    components.within = squares_within / (runs - points);
    components.between =
        std::fmax(0.0, (squares_between / (points - 1.0) - components.within) / seeds_a_point);
    return components;
}

std::vector<double> point_means(std::span<const double> outputs, std::size_t seeds) {
    refuse_uneven(outputs, seeds);
    std::vector<double> means;
    for (std::size_t start = 0; start < outputs.size(); start += seeds) {
        double sum = 0.0;
        for (const double output : outputs.subspan(start, seeds)) sum += std::isfinite(output) ? output : nan;
        means.push_back(sum / static_cast<double>(seeds));
    }
    return means;
}

}  // namespace cultivar
