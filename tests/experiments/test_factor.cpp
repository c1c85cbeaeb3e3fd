// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "experiments/plan/factor.hpp"

using namespace cultivar;

namespace {

const Factor share{"synergy.pair", "", Law::uniform, 2.0, 6.0, {}};
const Factor delay{"trial.delay", "days", Law::log_uniform, 14.0, 240.0, {}};
const Factor trials{"trial.max_trials", "", Law::integer, 1.0, 10.0, {}};
const Factor rule{"matching.rule", "", Law::one_of, 0.0, 0.0, {"lottery", "auction", 3.5}};

}  // namespace

TEST_CASE("factor: a uniform one rises in a straight line from low to high") {
    CHECK(value_at(share, 0.0) == 2.0);
    CHECK(value_at(share, 0.25) == 3.0);
    CHECK(value_at(share, 1.0) == 6.0);
}

TEST_CASE("factor: half way of a log-uniform one lies the geometric mean, and the ends are exact") {
    CHECK(value_at(delay, 0.0) == 14.0);
    CHECK(value_at(delay, 0.5) == doctest::Approx(std::sqrt(14.0 * 240.0)).epsilon(1e-14));
    CHECK(value_at(delay, 1.0) == 240.0);
    CHECK(value_at(delay, 1.0 - 0x1p-53) <= 240.0);
}

TEST_CASE("factor: each integer has an equal part of the range") {
    for (int whole = 1; whole <= 10; ++whole) {
        CHECK(value_at(trials, (whole - 1) / 10.0 + 0.001) == whole);
        CHECK(value_at(trials, whole / 10.0 - 0.001) == whole);
    }
    CHECK(value_at(trials, 1.0) == 10.0);
    CHECK(level_count(trials) == 10);
}

TEST_CASE("factor: each value of a list has an equal part, be it a name or a number") {
    CHECK(value_at(rule, 0.33) == 0.0);
    CHECK(value_at(rule, 0.34) == 1.0);
    CHECK(value_at(rule, 0.67) == 2.0);
    CHECK(value_at(rule, 1.0) == 2.0);
    CHECK(std::get<std::string>(level_of(rule, 1.0)) == "auction");
    CHECK(std::get<double>(level_of(rule, 2.0)) == 3.5);
    CHECK(std::get<double>(level_of(trials, 7.0)) == 7.0);
    CHECK(level_count(rule) == 3);
    CHECK(level_count(share) == 0);
}

TEST_CASE("factor: a share outside 0 to 1 is refused") {
    for (const double u : {-1e-300, 1.0 + 0x1p-52, std::numeric_limits<double>::quiet_NaN()})
        CHECK_THROWS_AS((void)value_at(share, u), std::invalid_argument);
}

TEST_CASE("factor: what is wrong with a range is said, and nothing of a sound one") {
    for (const Factor& sound : {share, delay, trials, rule}) CHECK(fault_of(sound).empty());
    const double infinite = std::numeric_limits<double>::infinity();
    for (const Factor& wrong :
         {Factor{"a", "", Law::uniform, 1.0, 1.0, {}}, Factor{"a", "", Law::uniform, 0.0, infinite, {}},
          Factor{"a", "", Law::uniform, -1e308, 1e308, {}}, Factor{"a", "", Law::log_uniform, 0.0, 1.0, {}},
          Factor{"a", "", Law::integer, 0.5, 2.0, {}}, Factor{"a", "", Law::integer, 0.0, 1e17, {}},
          Factor{"a", "", Law::one_of, 0.0, 1.0, {}}})
        CHECK_FALSE(fault_of(wrong).empty());
}
