// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace cultivar {

/// Where the variance of an output comes from when each point of a design is run under several seeds: one-way
/// analysis of variance with random effects (Searle, Casella & McCulloch 1992),
///
///     within = MS_within,   between = max(0, (MS_between - MS_within) / n0),
///
/// where n0 = (N - sum n_i^2 / N) / (points - 1) is the number of seeds a point, for N runs in all. NaN with
/// fewer than two points, or without a point that has two seeds.
struct VarianceComponents {
    std::size_t points = 0;  ///< with at least one output
    std::size_t missing = 0;
    double between = 0.0;  ///< variance of the expectation over points
    double within = 0.0;   ///< mean variance over seeds at one point

    /// The share of one run's variance that is due to its seed; NaN if nothing varies.
    [[nodiscard]] double seed_share() const { return within / (between + within); }
};

/// From outputs [point, seed], seed fastest; those not finite are missing. Both functions throw
/// std::invalid_argument unless there is a seed and every point has all of them.
[[nodiscard]] VarianceComponents variance_components(std::span<const double> outputs, std::size_t seeds);

/// The mean of each point over its seeds; NaN if one is missing, as the mean over other seeds than those of its
/// neighbours is not comparable to theirs.
[[nodiscard]] std::vector<double> point_means(std::span<const double> outputs, std::size_t seeds);

}  // namespace cultivar
