// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "experiments/analysis/tornado.hpp"

using namespace cultivar;

namespace {

constexpr double no_output = std::numeric_limits<double>::quiet_NaN();

std::vector<std::size_t> order(const Tornado& tornado) {
    std::vector<std::size_t> factors;
    for (const TornadoBar& bar : tornado.bars) factors.push_back(bar.factor);
    return factors;
}

}  // namespace

TEST_CASE("tornado: effects against the baseline, the widest bar first, equals as they came") {
    // Low and high of four factors: -1 +2, -3 +4, +5 +6 (both on one side), +2 -1.
    const Tornado found = tornado(std::vector<double>{10, 9, 12, 7, 14, 15, 16, 12, 9});
    CHECK(found.baseline == 10.0);
    CHECK(order(found) == std::vector<std::size_t>{1, 2, 0, 3});
    CHECK(found.bars[0].at_low == -3.0);
    CHECK(found.bars[0].at_high == 4.0);
    CHECK(found.bars[0].width() == 7.0);
    CHECK(found.bars[1].width() == 6.0);
    CHECK(found.bars[3].at_low == 2.0);
}

TEST_CASE("tornado: a failed run leaves one side out, two put the factor last, a failed baseline all") {
    const Tornado found = tornado(std::vector<double>{10, no_output, no_output, no_output, 14, 9, 12});
    CHECK(order(found) == std::vector<std::size_t>{1, 2, 0});
    CHECK(std::isnan(found.bars[0].at_low));
    CHECK(found.bars[0].width() == 4.0);
    CHECK(std::isnan(found.bars[2].width()));
    const Tornado blind = tornado(std::vector<double>{no_output, 1, 2, 3, 4});
    CHECK(std::isnan(blind.bars[0].width()));
    CHECK(order(blind) == std::vector<std::size_t>{0, 1});
}

TEST_CASE("tornado: outputs that are no baseline with pairs are refused") {
    CHECK_THROWS_AS((void)tornado({}), std::invalid_argument);
    CHECK_THROWS_AS((void)tornado(std::vector<double>{1, 2}), std::invalid_argument);
    CHECK(tornado(std::vector<double>{1}).bars.empty());
}
