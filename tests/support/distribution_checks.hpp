// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cultivar::tests {

/// A standard normal leaves (-4.9, 4.9) with probability 9.6e-7.
inline constexpr double z_bound = 4.9;

/// The size that a chi-square variable exceeds with probability 1e-6 (Wilson & Hilferty's cube, z = 4.7534).
inline double chi_square_bound(double degrees_of_freedom) {
    const double w = 2.0 / (9.0 * degrees_of_freedom);
    return degrees_of_freedom * std::pow(1.0 - w + 4.7534 * std::sqrt(w), 3.0);
}

/// Largest gap between the empirical and the true distribution function times sqrt(n). `before` is the
/// probability of falling short of a value: the same function for a continuous law, that of the next lower
/// value for a discrete one.
template <class Upto, class Before>
double distribution_gap(std::vector<double> sample, Upto upto, Before before) {
    std::sort(sample.begin(), sample.end());
    const auto n = static_cast<double>(sample.size());
    double gap = 0.0;
    for (std::size_t i = 0; i < sample.size();) {
        std::size_t end = i;
        while (end < sample.size() && sample[end] == sample[i]) ++end;
        gap = std::max(gap, std::fabs(static_cast<double>(i) / n - before(sample[i])));
        gap = std::max(gap, std::fabs(static_cast<double>(end) / n - upto(sample[i])));
        i = end;
    }
    return gap * std::sqrt(n);
}

/// The gap exceeds this with probability at most 2 exp(-2 x^2) = 1e-6 for every law and sample size (Massart
/// 1990).
inline constexpr double gap_bound = 2.6935;

/// How many standard errors the mean of a sample lies from its expectation.
inline double mean_error(const std::vector<double>& sample, double mean, double variance) {
    double sum = 0.0;
    for (const double x : sample) sum += x - mean;
    return sum / std::sqrt(variance * static_cast<double>(sample.size()));
}

/// How many standard errors the mean squared deviation from a known mean lies from the variance; `fourth` is
/// the fourth central moment.
inline double variance_error(const std::vector<double>& sample, double mean, double variance, double fourth) {
    double sum = 0.0;
    for (const double x : sample) sum += (x - mean) * (x - mean) - variance;
    return sum / std::sqrt((fourth - variance * variance) * static_cast<double>(sample.size()));
}

/// Pearson's statistic of counts that should be equal.
inline double chi_square_of_equal(const std::vector<std::uint64_t>& counts) {
    double total = 0.0;
    for (const std::uint64_t count : counts) total += static_cast<double>(count);
    const double wanted = total / static_cast<double>(counts.size());
    double sum = 0.0;
    for (const std::uint64_t count : counts) {
        const double gap = static_cast<double>(count) - wanted;
        sum += gap * gap / wanted;
    }
    return sum;
}

}  // namespace cultivar::tests
