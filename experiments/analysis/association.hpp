// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace cultivar {

/// Spearman's rank correlation: Pearson's of the ranks, equal values sharing their mean rank. Pairs of which one
/// is not finite are left out; NaN if fewer than two are left or one of the rows is constant.
[[nodiscard]] double rank_correlation(std::span<const double> a, std::span<const double> b);

/// The correlation ratio (Pearson 1905): the share of the variance of `outputs` that lies between the means of
/// the groups with equal `places`. Outputs that are not finite are left out; NaN if nothing varies. With few
/// outputs a group it is too large on average: k groups of n outputs without effect give (k - 1) / (n - 1).
[[nodiscard]] double correlation_ratio(std::span<const double> places, std::span<const double> outputs);

}  // namespace cultivar
