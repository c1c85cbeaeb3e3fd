// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "experiments/analysis/association.hpp"

using namespace cultivar;

TEST_CASE("association: rank correlation sees any rising curve as 1, and shares ranks among equals") {
    const std::vector<double> x{1, 2, 3, 4, 5};
    CHECK(rank_correlation(x, std::vector<double>{1, 8, 27, 64, 125}) == doctest::Approx(1.0));
    CHECK(rank_correlation(x, std::vector<double>{5, 4, 3, 2, -9}) == doctest::Approx(-1.0));
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: covariance 4.5, squares 4.5 and 5.
    CHECK(rank_correlation(std::vector<double>{1, 2, 2, 3}, std::vector<double>{1, 2, 3, 4}) ==
          doctest::Approx(4.5 / std::sqrt(4.5 * 5.0)));
}

TEST_CASE("association: pairs without a number are left out, and nothing varying is no number") {
    const double none = std::numeric_limits<double>::quiet_NaN();
    CHECK(rank_correlation(std::vector<double>{1, 2, 9, 3}, std::vector<double>{1, 2, none, 3}) ==
          doctest::Approx(1.0));
    CHECK(std::isnan(rank_correlation(std::vector<double>{1, 2, 3}, std::vector<double>{4, 4, 4})));
    CHECK(std::isnan(correlation_ratio(std::vector<double>{0, 1}, std::vector<double>{4, 4})));
}

TEST_CASE("association: the correlation ratio is the share of squares between groups") {
    // Group means 2 and 6 about 4: between 4 * 4 = 16; within 1 + 1 + 1 + 1 = 4.
    CHECK(correlation_ratio(std::vector<double>{0, 0, 1, 1}, std::vector<double>{1, 3, 5, 7}) ==
          doctest::Approx(16.0 / 20.0));
    CHECK(correlation_ratio(std::vector<double>{0, 1, 0, 1}, std::vector<double>{1, 1, 3, 3}) ==
          doctest::Approx(0.0));
}
