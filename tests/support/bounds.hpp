// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace cultivar::test {

/// One in a million: how often a law's test may fail though the law holds.
inline constexpr double false_alarm = 1e-6;

/// The x for which n unit exponentials keep every partial sum within x of its expectation, but for
/// probability `alarm`. The moment generating function of one, 1 / (1 − θ), makes exp(θ (S_k − k)) a
/// submartingale; Doob's inequality and the best θ give exp(−n (u − ln(1 + u))) with u = x / n for the way
/// up, and the way down is rarer. Holds for every n.
inline double exponential_sum_bound(std::size_t n, double alarm = false_alarm) {
    const auto count = static_cast<double>(n);
    const double wanted = std::log(2.0 / alarm) / count;
    double low = 0.0, high = wanted + 2.0 * std::sqrt(wanted) + 1.0;
    for (int i = 0; i < 100; ++i) {
        const double u = (low + high) / 2.0;
        (u - std::log1p(u) < wanted ? low : high) = u;
    }
    return high * count;
}

/// The largest distance of a partial sum from its expectation over `exponential_sum_bound`: above 1 with
/// probability at most one in a million if the numbers are independent unit exponentials.
inline double drift(const std::vector<double>& waits) {
    double sum = 0.0, largest = 0.0;
    for (std::size_t k = 0; k < waits.size(); ++k) {
        sum += waits[k] - 1.0;
        largest = std::max(largest, std::fabs(sum));
    }
    return largest / exponential_sum_bound(waits.size());
}

/// The distribution function of one unit exponential.
inline double unit_exponential(double x) {
    return x <= 0.0 ? 0.0 : -std::expm1(-x);
}

/// How surprising a count of successes is: n times the divergence of the observed share from p. By Chernoff
/// it exceeds ln(2 / alarm) with probability at most `alarm`, for every n and p.
inline double binomial_surprise(double successes, double trials, double p) {
    const auto part = [](double share, double expected) {
        return share > 0.0 ? share * std::log(share / expected) : 0.0;
    };
    const double share = successes / trials;
    return trials * (part(share, p) + part(1.0 - share, 1.0 - p));
}
inline double surprise_bound(double tests = 1.0, double alarm = false_alarm) {
    return std::log(2.0 * tests / alarm);
}

/// The distribution function of a sum of `shape` independent exponentials of this mean.
inline double erlang(int shape, double mean, double x) {
    if (x <= 0.0) return 0.0;
    double term = 1.0, sum = 1.0;
    for (int i = 1; i < shape; ++i) {
        term *= x / mean / i;
        sum += term;
    }
    return 1.0 - sum * std::exp(-x / mean);
}

}  // namespace cultivar::test
