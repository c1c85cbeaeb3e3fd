// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

#include "sim/sobol_sequence.hpp"

using namespace cultivar::sim;

TEST_CASE("Sobol sequence: the first points and point 512 are those of new-joe-kuo-6 in Gray-code order") {
    const std::vector<double> published = {
        0,     0,     0,     0,     0,     0,      //
        .5,    .5,    .5,    .5,    .5,    .5,     //
        .75,   .25,   .25,   .25,   .75,   .75,    //
        .25,   .75,   .75,   .75,   .25,   .25,    //
        .375,  .375,  .625,  .875,  .375,  .125,   //
        .875,  .875,  .125,  .375,  .875,  .625,   //
        .625,  .125,  .875,  .625,  .625,  .875,   //
        .125,  .625,  .375,  .125,  .125,  .375,   //
        .1875, .3125, .9375, .4375, .5625, .3125,  //
    };
    CHECK(sobol_points(6, 0, 9) == published);
    CHECK(sobol_points(6, 512, 1) ==
          std::vector<double>{.0029296875, .2509765625, .9541015625, .9912109375, .4580078125, .5654296875});
}

TEST_CASE("Sobol sequence: wherever it is entered, the points are the same") {
    const std::vector<double> all = sobol_points(3, 0, 40);
    for (const std::size_t first : {0, 1, 2, 7, 16, 39})
        CHECK(sobol_points(3, first, 40 - first) ==
              std::vector<double>(all.begin() + static_cast<std::ptrdiff_t>(3 * first), all.end()));
}

TEST_CASE("Sobol sequence: 64 points from a multiple of 64 fall one into each part of every dimension") {
    const std::size_t dimensions = 200;
    const std::vector<double> points = sobol_points(dimensions, 192, 64);
    for (std::size_t d = 0; d < dimensions; ++d) {
        std::vector<int> parts;
        for (std::size_t i = 0; i < 64; ++i)
            parts.push_back(static_cast<int>(points[i * dimensions + d] * 64));
        std::sort(parts.begin(), parts.end());
        for (int part = 0; part < 64; ++part) REQUIRE(parts[static_cast<std::size_t>(part)] == part);
    }
}

TEST_CASE("Sobol sequence: no dimension, one too many and the end of the sequence are refused") {
    CHECK_THROWS_AS((void)sobol_points(0, 1, 1), std::invalid_argument);
    CHECK_THROWS_AS((void)sobol_points(sobol_dimensions + 1, 1, 1), std::invalid_argument);
    CHECK_THROWS_AS((void)sobol_points(1, std::uint64_t{1} << 51, 1), std::invalid_argument);
    CHECK(sobol_points(sobol_dimensions, 1, 1) == std::vector<double>(sobol_dimensions, 0.5));
    CHECK(sobol_points(2, 0, 0).empty());
}
