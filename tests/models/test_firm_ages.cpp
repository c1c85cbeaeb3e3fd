// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>

#include "models/firm_ages.hpp"

using namespace cultivar;

namespace {

/// Exact: the share of firms that reach an age, from the published shares year by year.
double reached(double age) {
    double share = 1.0;
    for (int year = 0; year < age; ++year) {
        const double rate = exit_rate_by_age[static_cast<std::size_t>(std::min(year, 9))];
        share *= std::pow(1.0 - rate, std::min(1.0, age - year));
    }
    return share;
}

}  // namespace

TEST_CASE("firm ages: the integrated hazard leaves the published shares of firms") {
    for (const double age : {0.0, 0.3, 1.0, 2.5, 3.0, 7.25, 10.0, 13.5, 40.0})
        CHECK(std::exp(-exit_hazard_until(age)) == doctest::Approx(reached(age)).epsilon(1e-12));
}

TEST_CASE("firm ages: the age at a hazard undoes the hazard until an age") {
    for (double age = 0.0; age < 60.0; age += 0.37)
        CHECK(age_at_hazard(exit_hazard_until(age)) == doctest::Approx(age).epsilon(1e-12));
    CHECK(age_at_hazard(0.0) == 0.0);
}

/// Exact up to the midpoint rule with 20,000 steps of 0.01 years: its error is below 1e-6 of the whole.
TEST_CASE("firm ages: the stationary law has the share that reaches an age as its density") {
    constexpr double step = 0.01;
    double mean_life = 0.0;
    for (double age = step / 2; age < 200.0; age += step) mean_life += reached(age) * step;
    double lived = 0.0;
    for (int i = 0; i < 5'000; ++i) {
        lived += reached((i + 0.5) * step) * step;
        if (i % 97 != 0) continue;
        CHECK(stationary_age(lived / mean_life) == doctest::Approx((i + 1) * step).epsilon(1e-4));
    }
    CHECK(mean_life == doctest::Approx(14.3).epsilon(0.05));
}

TEST_CASE("firm ages: firms close most often in their third year") {
    for (std::size_t k = 0; k < exit_rate_by_age.size(); ++k)
        CHECK(exit_rate_by_age[k] <= exit_rate_by_age[2]);
}
