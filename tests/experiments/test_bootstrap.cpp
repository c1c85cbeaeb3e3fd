// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "experiments/analysis/bootstrap.hpp"

using namespace cultivar;

namespace {

std::vector<double> mean_and_half(std::span<const double> sums, double items) {
    return {sums[0] / items, sums[1] / items};
}

/// Items 1 … n, each with half of itself.
std::vector<double> ramp(std::size_t n) {
    std::vector<double> terms;
    for (std::size_t i = 1; i <= n; ++i) {
        terms.push_back(static_cast<double>(i));
        terms.push_back(static_cast<double>(i) / 2.0);
    }
    return terms;
}

}  // namespace

// The ends are the 2.5 % quantiles of 2,000 resampled means, nearly normal with deviation s / sqrt(n). Such a
// quantile errs by sqrt(.025 * .975 / 2000) / .0584 = .06 deviations, a half width by less; 5 times that,
// 0.3 deviations, bounds it at 6e-7. Seen: intervals wrong by a seventh.
TEST_CASE("bootstrap: the interval of a mean has the width of the normal one") {
    const std::size_t n = 400;
    const std::vector<Bootstrapped> found = bootstrap(ramp(n), n, {0.95, 2000, 3}, mean_and_half);
    const double deviation = std::sqrt((400.0 * 400.0 - 1.0) / 12.0) / std::sqrt(400.0);
    CHECK(found[0].value == 200.5);
    CHECK(std::fabs(found[0].low - (200.5 - 1.959964 * deviation)) < 0.3 * deviation);
    CHECK(std::fabs(found[0].high - (200.5 + 1.959964 * deviation)) < 0.3 * deviation);
    CHECK(found[1].low == doctest::Approx(found[0].low / 2.0));
}

TEST_CASE("bootstrap: a higher confidence holds the interval of a lower one, a seed gives it again") {
    const Bootstrapped narrow = bootstrap(ramp(30), 30, {0.8, 500, 3}, mean_and_half)[0];
    const Bootstrapped wide = bootstrap(ramp(30), 30, {0.99, 500, 3}, mean_and_half)[0];
    CHECK(wide.low < narrow.low);
    CHECK(wide.high > narrow.high);
    CHECK(bootstrap(ramp(30), 30, {0.8, 500, 3}, mean_and_half)[0].low == narrow.low);
    CHECK(bootstrap(ramp(30), 30, {0.8, 500, 4}, mean_and_half)[0].low != narrow.low);
}

TEST_CASE("bootstrap: estimates that a resample does not have are left out of the interval") {
    const auto needs_both = [](std::span<const double> sums, double items) {
        return std::vector<double>{sums[0] > items ? sums[0] : std::numeric_limits<double>::quiet_NaN()};
    };
    const Bootstrapped found = bootstrap(std::vector<double>{1.0, 2.0}, 2, {0.95, 200, 1}, needs_both)[0];
    CHECK(found.value == 3.0);
    CHECK(found.low == 3.0);
    CHECK(found.high == 4.0);
    CHECK_THROWS_AS((void)bootstrap({}, 0, {}, needs_both), std::invalid_argument);
    CHECK_THROWS_AS((void)bootstrap(ramp(1), 1, {1.0, 10, 1}, mean_and_half), std::invalid_argument);
}
