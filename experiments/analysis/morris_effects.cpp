// SPDX-License-Identifier: Apache-2.0
#include "experiments/analysis/morris_effects.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "sim/statistics.hpp"

namespace cultivar {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// The one factor in which two rows differ.
std::size_t moved_factor(std::span<const double> before, std::span<const double> after) {
    const auto moved = std::mismatch(before.begin(), before.end(), after.begin());
    if (moved.first == before.end() ||
        !std::equal(moved.first + 1, before.end(), moved.second + 1, after.end()))
        throw std::invalid_argument("one factor moves at each step of a trajectory");
    return static_cast<std::size_t>(moved.first - before.begin());
}

/// The effects of one trajectory, by factor.
void add_effects(const Design& design, std::size_t start, std::span<const double> outputs,
                 std::vector<double>& effects) {
    std::vector<double> found(design.columns, nan);
    for (std::size_t row = start + 1; row < start + design.block; ++row) {
        const std::size_t factor = moved_factor(design.row(row - 1), design.row(row));
        found[factor] =
            (outputs[row] - outputs[row - 1]) / (design.row(row)[factor] - design.row(row - 1)[factor]);
    }
    effects.insert(effects.end(), found.begin(), found.end());
}

}  // namespace

MorrisEffects morris_effects(const Design& design, std::span<const double> outputs,
                             const Bootstrap& settings) {
    const std::size_t k = design.columns;
    if (k == 0 || design.block != k + 1 || design.scale != Scale::share || outputs.size() > design.rows())
        throw std::invalid_argument("elementary effects need trajectories and at most an output a point");
    MorrisEffects result{0, 0, std::vector<MorrisEffect>(k, {nan, {nan, nan, nan}, nan, nan})};
    std::vector<double> effects;
    for (std::size_t start = 0; start + design.block <= outputs.size(); start += design.block) {
        const auto part = outputs.subspan(start, design.block);
        if (std::all_of(part.begin(), part.end(), [](double output) { return std::isfinite(output); })) {
            add_effects(design, start, outputs, effects);
            ++result.trajectories;
        } else {
            ++result.dropped;
        }
    }
    if (result.trajectories == 0) return result;
    std::vector<double> sizes(effects.size());
    std::transform(effects.begin(), effects.end(), sizes.begin(),
                   [](double effect) { return std::fabs(effect); });
    const std::vector<Bootstrapped> mean_sizes =
        bootstrap(sizes, result.trajectories, settings, [](std::span<const double> sums, double n) {
            std::vector<double> means(sums.begin(), sums.end());
            for (double& mean : means) mean /= n;
            return means;
        });
    for (std::size_t i = 0; i < k; ++i) {
        sim::Tally tally;
        for (std::size_t t = 0; t < result.trajectories; ++t) tally.add(effects[t * k + i]);
        const double n = static_cast<double>(tally.count());
        const double deviation = n > 1.0 ? tally.standard_deviation() * std::sqrt((n - 1.0) / n) : 0.0;
        result.factors[i] = {tally.mean(), mean_sizes[i], deviation, tally.standard_deviation()};
    }
    return result;
}

}  // namespace cultivar
