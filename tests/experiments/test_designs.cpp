// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <stdexcept>

#include "experiments/plan/design.hpp"
#include "tests/support/sensitivity.hpp"

using namespace cultivar;

namespace {

Factor listed(std::size_t count) {
    return {"list", "", Law::one_of, 0, 0, std::vector<Level>(count)};
}

Factor whole(double low, double high) {
    return {"whole", "", Law::integer, low, high, {}};
}

bool begins_with(const std::vector<double>& longer, const std::vector<double>& shorter) {
    return longer.size() > shorter.size() && std::equal(shorter.begin(), shorter.end(), longer.begin());
}

using Row = std::vector<double>;

Row row(const Design& design, std::size_t index) {
    return {design.row(index).begin(), design.row(index).end()};
}

}  // namespace

TEST_CASE("factorial: all combinations, the last factor fastest") {
    const std::vector<Factor> factors{whole(4, 5), listed(3)};
    const Design design = factorial_design(factors);
    CHECK(design.cells == Row{4, 0, 4, 1, 4, 2, 5, 0, 5, 1, 5, 2});
    CHECK(factorial_count(factors) == design.rows());
    CHECK(values_at(design, factors, 4) == Row{5, 1});
    CHECK_THROWS_AS((void)factorial_design(shares(1)), std::invalid_argument);
}

TEST_CASE("factorial: a grid of 10^20 points and one beyond 64 bits are counted, not made") {
    CHECK(factorial_count(std::vector<Factor>(19, whole(0, 9))) == 10'000'000'000'000'000'000ULL);
    CHECK(factorial_count(std::vector<Factor>(20, whole(0, 9))) == uncountable);
    CHECK(factorial_count(std::vector<Factor>(500, whole(0, 9))) == uncountable);
    CHECK_THROWS_AS((void)factorial_design(std::vector<Factor>(20, whole(0, 9))), std::length_error);
}

TEST_CASE("counts of points stay at the largest number instead of running over") {
    const std::uint64_t many = 1'000'000'000'000'000'000ULL;
    CHECK(sobol_count(3, 8, false) == 40);
    CHECK(sobol_count(3, 8, true) == 64);
    CHECK(sobol_count(40, many, false) == uncountable);
    CHECK(sobol_count(static_cast<std::size_t>(uncountable), 1, true) == uncountable);
    CHECK(morris_count(3, 10) == 40);
    CHECK(morris_count(20, many) == uncountable);
    CHECK(morris_grid_count(3, 4) == 256);
    CHECK(morris_grid_count(64, 4) == uncountable);
    CHECK(one_at_a_time_count(5) == 11);
    CHECK_THROWS_AS((void)sobol_design(shares(2), most_cells, false, 0), std::length_error);
    CHECK_THROWS_AS((void)random_design(shares(2), most_cells, 1), std::length_error);
}

TEST_CASE("zip: values go together, and lists of unequal length are refused") {
    CHECK(zip_design({whole(4, 6), listed(3)}).cells == Row{4, 0, 5, 1, 6, 2});
    CHECK(zip_count({whole(4, 6), listed(3)}) == 3);
    CHECK_THROWS_AS((void)zip_design({whole(4, 6), listed(2)}), std::invalid_argument);
}

TEST_CASE("one at a time: the baseline, then each factor low and high and the others as they were") {
    const Design design = one_at_a_time_design({whole(4, 6), listed(3)}, {5, 1});
    CHECK(design.cells == Row{5, 1, 4, 1, 6, 1, 5, 0, 5, 2});
    CHECK_THROWS_AS((void)one_at_a_time_design(shares(2), {0.5}), std::invalid_argument);
}

TEST_CASE("random: more points keep the first ones, and another factor leaves the others alone") {
    const Design design = random_design(shares(2), 20, 7);
    CHECK(begins_with(random_design(shares(2), 30, 7).cells, design.cells));
    const Design wider = random_design(shares(3), 20, 7);
    for (std::size_t i = 0; i < 20; ++i) CHECK(row(design, i) == Row{row(wider, i)[0], row(wider, i)[1]});
    CHECK(random_design(shares(2), 20, 8).cells != design.cells);
    CHECK(std::set<double>(design.cells.begin(), design.cells.end()).size() == 40);
}

TEST_CASE("Latin hypercube: one point in each part of each factor, factors in different orders") {
    const std::size_t n = 50;
    const Design design = latin_hypercube_design(shares(3), n, 7);
    std::array<std::vector<int>, 3> parts;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t f = 0; f < 3; ++f) parts[f].push_back(static_cast<int>(design.row(i)[f] * n));
    CHECK(parts[0] != parts[1]);
    CHECK(parts[1] != parts[2]);
    for (std::vector<int>& part : parts) {
        std::sort(part.begin(), part.end());
        for (int i = 0; i < static_cast<int>(n); ++i) CHECK(part[static_cast<std::size_t>(i)] == i);
    }
}

TEST_CASE("Sobol: a block is A, A with each column of B, B with each column of A, then B") {
    // Point 4 of the sequence: (.375 .375 | .625 .875).
    const Design design = sobol_design(shares(2), 1, true, 4);
    CHECK(design.cells == Row{.375, .375, .625, .375, .375, .875, .375, .875, .625, .375, .625, .875});
    CHECK(design.block == 6);
    const Design first = sobol_design(shares(2), 1, false, 4);
    CHECK(first.cells == Row{.375, .375, .625, .375, .375, .875, .625, .875});
    CHECK(first.block == 4);
}

TEST_CASE("Sobol: more blocks keep the first ones") {
    const Design design = sobol_design(shares(3), 16, true, 16);
    CHECK(begins_with(sobol_design(shares(3), 32, true, 16).cells, design.cells));
    CHECK(design.blocks() == 16);
}

TEST_CASE("Morris: each factor moves once along a trajectory, by 2/3 on four levels, and stays on the grid") {
    for (const std::size_t candidates : {1, 10}) {
        const Design design = morris_design(shares(5), 12, 4, 3, candidates);
        REQUIRE(design.rows() == 12 * 6);
        for (std::size_t block = 0; block < design.blocks(); ++block) {
            std::set<std::size_t> moved;
            for (std::size_t step = 1; step < design.block; ++step)
                for (std::size_t f = 0; f < 5; ++f) {
                    const double now = design.row(block * 6 + step)[f];
                    const double before = design.row(block * 6 + step - 1)[f];
                    CHECK(std::fabs(now * 3 - std::round(now * 3)) < 1e-12);
                    if (now == before) continue;
                    CHECK(moved.insert(f).second);
                    CHECK(std::fabs(now - before) == doctest::Approx(2.0 / 3.0));
                }
            CHECK(moved.size() == 5);
        }
    }
    CHECK_THROWS_AS((void)morris_design(shares(2), 4, 5, 1), std::invalid_argument);
}

TEST_CASE("Morris: more trajectories keep the first ones") {
    for (const std::size_t candidates : {1, 10})
        CHECK(begins_with(morris_design(shares(4), 9, 4, 3, candidates).cells,
                          morris_design(shares(4), 6, 4, 3, candidates).cells));
}

TEST_CASE("Morris: chosen among candidates, trajectories lie farther apart than the first that come") {
    const auto spread = [](const Design& design) {
        double sum = 0.0;
        for (std::size_t p = 0; p < design.rows(); ++p)
            for (std::size_t q = 0; q < p; ++q) {
                double squares = 0.0;
                for (std::size_t f = 0; f < design.columns; ++f)
                    squares += std::pow(design.row(p)[f] - design.row(q)[f], 2);
                sum += std::sqrt(squares);
            }
        return sum;
    };
    for (const std::uint64_t seed : {1, 2, 3})
        CHECK(spread(morris_design(shares(4), 8, 4, seed, 20)) >
              spread(morris_design(shares(4), 8, 4, seed, 1)));
}

TEST_CASE("a design without a factor or a point is refused") {
    CHECK_THROWS_AS((void)factorial_design({}), std::invalid_argument);
    CHECK_THROWS_AS((void)random_design({}, 5, 1), std::invalid_argument);
    CHECK_THROWS_AS((void)latin_hypercube_design(shares(2), 0, 1), std::invalid_argument);
    CHECK_THROWS_AS((void)sobol_design(shares(2), 0, true, 0), std::invalid_argument);
    CHECK_THROWS_AS((void)morris_design(shares(2), 0, 4, 1), std::invalid_argument);
}
