// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>

#include "experiments/analysis/sobol_indices.hpp"
#include "tests/support/sensitivity.hpp"

using namespace cultivar;

namespace {

constexpr double no_output = std::numeric_limits<double>::quiet_NaN();

const SobolAnalysis of_three{3, false, 0.95, 1000, 1};
const SobolAnalysis of_three_pairs{3, true, 0.95, 1000, 1};

void check_digits(const std::vector<SobolIndex>& found, const std::vector<double>& published) {
    REQUIRE(found.size() == published.size());
    for (std::size_t i = 0; i < found.size(); ++i) CHECK(std::fabs(found[i].value - published[i]) <= 5.1e-13);
}

void check_within(const std::vector<SobolIndex>& found, const std::vector<double>& exact) {
    REQUIRE(found.size() == exact.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(found[i].low <= exact[i]);
        CHECK(found[i].high >= exact[i]);
        CHECK(found[i].low <= found[i].value);
        CHECK(found[i].high >= found[i].value);
    }
}

std::vector<double> ishigami_outputs(std::size_t n, bool second_order, std::uint64_t skip) {
    return outputs_of(sobol_design(shares(3), n, second_order, skip), ishigami);
}

}  // namespace

TEST_CASE("Sobol indices: of the Ishigami function, to twelve digits of an independent program") {
    const SobolIndices fine = sobol_indices(ishigami_outputs(1024, false, 1024), of_three);
    check_digits(fine.first, {.316831534464, .443763061004, .012203148377});
    check_digits(fine.total, {.555860085136, .441898071196, .244675386536});
    const SobolIndices coarse = sobol_indices(ishigami_outputs(256, false, 256), of_three);
    check_digits(coarse.first, {.318358766384, .430380820162, .023150864894});
    CHECK(fine.blocks == 1024);
    CHECK(fine.dropped == 0);
}

TEST_CASE("Sobol indices: the exact ones of the Ishigami function lie in the intervals, pairs included") {
    const SobolIndices found = sobol_indices(ishigami_outputs(1024, true, 1024), of_three_pairs);
    const std::vector<double> first{.31390519114781146, .4424111447900409, 0.0};
    const std::vector<double> total{.5575888552099592, .4424111447900409, .2436836640621477};
    check_within(found.first, first);
    check_within(found.total, total);
    check_within(found.second, {0.0, total[0] - first[0], 0.0});
    CHECK(std::fabs(found.variance - 13.844587940719254) < 0.01 * 13.844587940719254);
    CHECK(std::fabs(found.mean - 3.5) < 0.01);
    CHECK(found.first[0].above_zero());
    CHECK(found.first[1].above_zero());
    CHECK_FALSE(found.first[2].above_zero());
    CHECK(found.total[2].above_zero());
}

TEST_CASE("Sobol indices: those of the g function come out within the intervals") {
    const std::vector<double> a{0.0, 1.0, 4.5, 9.0};
    const auto g = [&a](std::span<const double> u) {
        double product = 1.0;
        for (std::size_t i = 0; i < 4; ++i) product *= (std::fabs(4.0 * u[i] - 2.0) + a[i]) / (1.0 + a[i]);
        return product;
    };
    const SobolIndices found =
        sobol_indices(outputs_of(sobol_design(shares(4), 2048, false, 2048), g), {4, false, 0.95, 1000, 1});
    check_within(found.first, {.716492934858, .179123233714, .023685716855, .007164929349});
    check_within(found.total, {.787369701143, .242267600352, .034326744464, .010463384733});
    CHECK(found.variance == doctest::Approx(.46522905825936145).epsilon(0.01));
}

TEST_CASE("Sobol indices: of a product of two factors 3/7, 3/7 and together 1/7") {
    const auto product = [](std::span<const double> u) { return u[0] * u[1]; };
    const SobolIndices found = sobol_indices(outputs_of(sobol_design(shares(2), 4096, true, 4096), product),
                                             {2, true, 0.95, 200, 1});
    CHECK(std::fabs(found.first[0].value - 3.0 / 7.0) < 0.003);
    CHECK(std::fabs(found.first[1].value - 3.0 / 7.0) < 0.003);
    CHECK(std::fabs(found.second[0].value - 1.0 / 7.0) < 0.003);
    CHECK(std::fabs(found.total[0].value - 4.0 / 7.0) < 0.003);
}

TEST_CASE("Sobol indices: a constant added to all outputs changes no index") {
    std::vector<double> outputs = ishigami_outputs(128, true, 128);
    const SobolIndices before = sobol_indices(outputs, of_three_pairs);
    for (double& output : outputs) output += 1e4;
    const SobolIndices after = sobol_indices(outputs, of_three_pairs);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(after.first[i].value == doctest::Approx(before.first[i].value).epsilon(1e-9));
        CHECK(after.second[i].low == doctest::Approx(before.second[i].low).epsilon(1e-9));
    }
}

TEST_CASE("Sobol indices: with 3 % of runs failed, their blocks are dropped and counted and nothing is NaN") {
    std::vector<double> outputs = ishigami_outputs(1024, true, 1024);
    std::set<std::size_t> broken;
    for (std::size_t row = 5; row < outputs.size(); row += 33) {
        outputs[row] = row % 2 == 0 ? no_output : std::numeric_limits<double>::infinity();
        broken.insert(row / 8);
    }
    std::vector<double> whole;
    for (std::size_t row = 0; row < outputs.size(); ++row)
        if (!broken.contains(row / 8)) whole.push_back(outputs[row]);
    const SobolIndices found = sobol_indices(outputs, of_three_pairs);
    const SobolIndices without = sobol_indices(whole, of_three_pairs);
    CHECK(found.dropped == broken.size());
    CHECK(found.blocks == 1024 - broken.size());
    for (std::size_t i = 0; i < 3; ++i)
        for (const auto kind : {&SobolIndices::first, &SobolIndices::total, &SobolIndices::second}) {
            CHECK(std::isfinite((found.*kind)[i].value));
            CHECK((found.*kind)[i].value == (without.*kind)[i].value);
            CHECK((found.*kind)[i].low == (without.*kind)[i].low);
        }
    check_within(found.total, {.5575888552099592, .4424111447900409, .2436836640621477});
}

TEST_CASE(
    "Sobol indices: the first n blocks, and the blocks of a sweep cut short, are those of a smaller design") {
    const std::vector<double> outputs = ishigami_outputs(256, false, 0);
    const std::vector<SobolIndices> course = sobol_convergence(outputs, {64, 256, 1000}, of_three);
    REQUIRE(course.size() == 3);
    const SobolIndices small = sobol_indices(ishigami_outputs(64, false, 0), of_three);
    const SobolIndices cut = sobol_indices(std::span(outputs).first(64 * 5 + 3), of_three);
    CHECK(course[0].blocks == 64);
    CHECK(course[0].first[0].value == small.first[0].value);
    CHECK(cut.first[0].value == small.first[0].value);
    CHECK(cut.dropped == 0);
    CHECK(course[2].blocks == 256);
    CHECK(course[1].total[1].half_width() < course[0].total[1].half_width());
}

TEST_CASE("Sobol indices: without variance, or with less than two blocks, there are none") {
    const SobolIndices still = sobol_indices(std::vector<double>(50, 3.0), of_three);
    CHECK(std::isnan(still.first[0].value));
    CHECK(std::isnan(still.total[0].low));
    CHECK_FALSE(still.total[0].above_zero());
    CHECK(still.mean == 3.0);
    const SobolIndices one = sobol_indices(std::vector<double>{1, 2, 3, 4, 5}, of_three);
    CHECK(one.blocks == 1);
    CHECK(std::isnan(one.first[2].value));
    CHECK(std::isnan(sobol_indices({}, of_three).mean));
    CHECK_THROWS_AS((void)sobol_indices({}, SobolAnalysis{}), std::invalid_argument);
}

TEST_CASE("Sobol indices: a factor without effect has a total index of 0 that is not told from 0") {
    const auto first_only = [](std::span<const double> u) { return u[0]; };
    const SobolIndices found = sobol_indices(outputs_of(sobol_design(shares(2), 64, false, 64), first_only),
                                             {2, false, 0.95, 200, 1});
    CHECK(found.total[1].value == 0.0);
    CHECK_FALSE(found.total[1].above_zero());
    CHECK_FALSE(found.first[1].above_zero());
    CHECK(found.total[0].above_zero());
}

TEST_CASE("Sobol indices: half the width needs four times the blocks") {
    CHECK(blocks_needed(512, 0.1, 0.05) == 2048);
    CHECK(blocks_needed(512, 0.05, 0.1) == 128);
    CHECK(blocks_needed(512, 0.1, 0.0) == std::numeric_limits<std::uint64_t>::max());
    CHECK(blocks_needed(512, no_output, 0.1) == std::numeric_limits<std::uint64_t>::max());
}
