// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "experiments/analysis/variance_components.hpp"

using namespace cultivar;

namespace {

constexpr double no_output = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("variance components: two points under two seeds by hand") {
    // Within: (2 + 2) / 2 = 2. Between points: mean square 2 (2^2 + 2^2) / 1 = 16, less 2, over 2 seeds: 7.
    const VarianceComponents found = variance_components(std::vector<double>{1, 3, 5, 7}, 2);
    CHECK(found.points == 2);
    CHECK(found.within == 2.0);
    CHECK(found.between == 7.0);
    CHECK(found.seed_share() == doctest::Approx(2.0 / 9.0));
}

TEST_CASE("variance components: a missing output changes the number of seeds a point") {
    // Within 2; between points: mean 3, mean square 2 + 4 = 6, n0 = 3 - 5/3 = 4/3, (6 - 2) / (4/3) = 3.
    const VarianceComponents found = variance_components(std::vector<double>{1, 3, 5, no_output}, 2);
    CHECK(found.missing == 1);
    CHECK(found.within == 2.0);
    CHECK(found.between == doctest::Approx(3.0));
}

TEST_CASE("variance components: all due to seeds, nothing due to seeds, and too few") {
    CHECK(variance_components(std::vector<double>{1, 3, 1, 3}, 2).seed_share() == 1.0);
    CHECK(variance_components(std::vector<double>{1, 1, 3, 3}, 2).seed_share() == 0.0);
    CHECK(std::isnan(variance_components(std::vector<double>{1, 3}, 2).within));
    CHECK(std::isnan(variance_components(std::vector<double>{1, 3}, 1).between));
    CHECK_THROWS_AS((void)variance_components(std::vector<double>{1, 3, 5}, 2), std::invalid_argument);
    CHECK_THROWS_AS((void)variance_components({}, 0), std::invalid_argument);
}

TEST_CASE("point means: over the seeds of a point, and none where one is missing") {
    const std::vector<double> means = point_means(std::vector<double>{1, 3, 5, no_output}, 2);
    CHECK(means[0] == 2.0);
    CHECK(std::isnan(means[1]));
}
