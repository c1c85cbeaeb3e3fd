// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace cultivar {

/// How intervals are made by resampling (Efron 1979).
struct Bootstrap {
    double confidence = 0.95;
    std::size_t resamples = 1000;
    std::uint64_t seed = 1;
};

/// An estimate from all items and its percentile interval; NaN where no resample gave a number.
struct Bootstrapped {
    double value = 0.0;
    double low = 0.0;
    double high = 0.0;
};

/// Estimates that depend on `items` items only through sums of their terms: `terms` holds as many numbers for
/// each item, one item after the other, and `estimate` makes the estimates from their sums and the number of
/// items. Each resample draws as many items with replacement under the key (seed, resample); estimates that
/// are not finite in a resample are left out of their interval. Throws std::invalid_argument without items or
/// with a confidence outside (0, 1).
[[nodiscard]] std::vector<Bootstrapped> bootstrap(
    std::span<const double> terms, std::size_t items, const Bootstrap& settings,
    const std::function<std::vector<double>(std::span<const double> sums, double items)>& estimate);

}  // namespace cultivar
