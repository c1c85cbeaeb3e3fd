// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "models/mechanisms/coverage.hpp"
#include "tests/support/bounds.hpp"
#include "tests/support/diffusion.hpp"
#include "tests/support/distribution_checks.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

constexpr double p = 0.03, q = 0.38;

/// Adoptions a year when k of n firms have adopted: those left, times the hazard of each.
double rate(double k, double n) {
    return (p + q * k / n) * (n - k);
}

/// When the Bass curve reaches a share: the inverse of F(t) = (1 − e^−(p+q)t) / (1 + q/p e^−(p+q)t).
double bass_time(double share) {
    return std::log((1.0 + q / p * share) / (1.0 - share)) / (p + q);
}

Cultivation bass_run(std::uint32_t regions, std::uint32_t firms_each, std::uint64_t seed) {
    Cultivation run(diffusion_world(regions, firms_each, p, q).years(25).description, seed, trace_only);
    run.run();
    return run;
}

/// The largest distance between the course of adoption and the curve, over its bound, at 99 shares.
/// The k-th adoption comes after independent exponential waits with the rates above, so its time has the mean
/// Σ 1/rate and is sub-gamma with v = Σ 1/rate², c = max 1/rate: it strays by more than √(2vx) + cx with
/// probability at most 2 e^−x (Boucheron, Lugosi & Massart 2013, 2.4); e^−x = 1e-6 / 198 for the largest of 99.
/// What the mean misses the curve by at this n belongs to the bound.
double largest_distance(const std::vector<double>& times, std::size_t n) {
    const double x = std::log(2.0 * 99.0 / false_alarm);
    double mean = 0.0, v = 0.0, c = 0.0, largest = 0.0;
    for (std::size_t k = 1; k < n; ++k) {
        const double wait = 1.0 / rate(static_cast<double>(k - 1), static_cast<double>(n));
        mean += wait;
        v += wait * wait;
        c = std::max(c, wait);
        if (k % (n / 100) != 0) continue;
        const double share = static_cast<double>(k) / static_cast<double>(n);
        const double wide = std::sqrt(2.0 * v * x) + c * x;
        const double above = bass_share(p, q, mean + wide) - share;
        const double below = share - bass_share(p, q, mean - wide);
        const double bias = std::fabs(bass_share(p, q, mean) - share);
        const double distance = std::fabs(bass_share(p, q, times[k - 1]) - share);
        largest = std::max(largest, distance / (std::max(above, below) + bias));
    }
    return largest;
}

/// The waits between adoptions times their rates: independent unit exponentials, exactly, at every n.
void add_waits(const std::vector<double>& times, double n, std::vector<double>& waits) {
    for (std::size_t k = 0; k < times.size(); ++k)
        waits.push_back((times[k] - (k == 0 ? 0.0 : times[k - 1])) * rate(static_cast<double>(k), n));
}

double waits_gap(const std::vector<double>& waits) {
    return tests::distribution_gap(waits, unit_exponential, unit_exponential);
}

}  // namespace

TEST_CASE("adoption: the reference points of the Bass curve") {
    CHECK(bass_time(0.1) == doctest::Approx(2.2529).epsilon(2e-5));
    CHECK(bass_time(0.5) == doctest::Approx(6.5502).epsilon(2e-5));
    CHECK(bass_time(0.9) == doctest::Approx(11.7568).epsilon(2e-5));
    CHECK(std::log(q / p) / (p + q) == doctest::Approx(6.1926).epsilon(2e-5));
    CHECK(bass_share(p, q, 6.1926) == doctest::Approx(0.4605).epsilon(1e-4));
    for (const double share : {0.01, 0.3, 0.99})
        CHECK(bass_share(p, q, bass_time(share)) == doctest::Approx(share));
}

/// False alarms: 1e-6 for each size. Seen: q wrong by 5 % at 100,000 firms.
TEST_CASE("adoption: fully mixed firms follow the Bass curve at 1,000, 10,000 and 100,000") {
    for (const std::uint32_t n : {1'000U, 10'000U, 100'000U}) {
        CAPTURE(n);
        const std::vector<double> times = adoption_times(bass_run(1, n, 11));
        REQUIRE(times.size() + n / 100 > n);
        CHECK(largest_distance(times, n) < 1.0);
    }
}

/// False alarms: 1e-6 for the rates, 1e-6 for the shape. Seen: p wrong by 5 %, q by 0.5 %.
TEST_CASE("adoption: waits between adoptions are exponential at the Bass rates") {
    std::vector<double> waits;
    for (std::uint64_t seed = 1; seed <= 8; ++seed)
        add_waits(adoption_times(bass_run(1, 100'000, seed)), 1e5, waits);
    CHECK(drift(waits) < 1.0);
    CHECK(waits_gap(waits) < tests::gap_bound);
}

/// False alarms: 2e-6. Seen: a weight of the own region that is off by 0.05.
TEST_CASE("adoption: regions under equal influence are one region") {
    std::vector<double> waits;
    for (std::uint64_t seed = 1; seed <= 4; ++seed)
        add_waits(adoption_times(bass_run(5, 4'000, seed)), 2e4, waits);
    CHECK(drift(waits) < 1.0);
    CHECK(waits_gap(waits) < tests::gap_bound);
}
