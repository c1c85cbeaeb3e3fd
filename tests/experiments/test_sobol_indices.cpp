// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>

#include "experiments/analysis/sobol_indices.hpp"
#include "experiments/plan/sampling_purpose.hpp"
#include "sim/random.hpp"
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

/// Outputs of so many blocks of three factors with pairs that no function of theirs would give: their mean
/// is far from 0, and A, B and the mixed rows have nothing in common.
std::vector<double> arbitrary_outputs(std::size_t blocks) {
    std::vector<double> outputs(blocks * 8);
    for (std::size_t row = 0; row < outputs.size(); ++row)
        outputs[row] =
            5.0 + std::fmod(static_cast<double>(row * row) * 0.618 + static_cast<double>(row % 7), 3.0);
    return outputs;
}

/// The formulas of the header word for word: first and total by factor, then second by pair.
std::vector<double> by_the_formulas(const std::vector<double>& outputs) {
    const std::size_t n = outputs.size() / 8;
    const auto at = [&outputs](std::size_t block, std::size_t place) { return outputs[block * 8 + place]; };
    const auto mean_over = [n](const auto& term) {
        double sum = 0.0;
        for (std::size_t block = 0; block < n; ++block) sum += term(block);
        return sum / static_cast<double>(n);
    };
    const double mean = mean_over([&](std::size_t b) { return (at(b, 0) + at(b, 7)) / 2.0; });
    const auto f = [&](std::size_t block, std::size_t place) { return at(block, place) - mean; };
    const double v = mean_over([&](std::size_t b) { return (f(b, 0) * f(b, 0) + f(b, 7) * f(b, 7)) / 2.0; });
    std::vector<double> found;
    for (std::size_t i = 1; i <= 3; ++i)
        found.push_back(mean_over([&](std::size_t b) { return f(b, 7) * (f(b, i) - f(b, 0)); }) / v);
    for (std::size_t i = 1; i <= 3; ++i)
        found.push_back(mean_over([&](std::size_t b) { return std::pow(f(b, 0) - f(b, i), 2) / 2.0; }) / v);
    for (std::size_t i = 1; i <= 3; ++i)
        for (std::size_t j = i + 1; j <= 3; ++j)
            found.push_back(
                mean_over([&](std::size_t b) { return f(b, 3 + i) * f(b, j) - f(b, 0) * f(b, 7); }) / v -
                found[i - 1] - found[j - 1]);
    return found;
}

std::vector<SobolIndex> all_of(const SobolIndices& indices) {
    std::vector<SobolIndex> all = indices.first;
    all.insert(all.end(), indices.total.begin(), indices.total.end());
    all.insert(all.end(), indices.second.begin(), indices.second.end());
    return all;
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

TEST_CASE("Sobol indices: from any outputs they follow the formulas, and so they do in each resample") {
    const std::size_t n = 9;
    const std::vector<double> outputs = arbitrary_outputs(n);
    const std::vector<SobolIndex> found = all_of(sobol_indices(outputs, {3, true, 0.95, 1, 42}));
    std::vector<double> resampled;
    sim::Stream stream(42, static_cast<std::uint16_t>(SamplingPurpose::bootstrap),
                       sim::child_key(sim::key_of("resample"), 0));
    for (std::size_t i = 0; i < n; ++i) {
        const auto block = outputs.begin() + 8 * static_cast<std::ptrdiff_t>(stream.integer(n));
        resampled.insert(resampled.end(), block, block + 8);
    }
    const std::vector<double> expected = by_the_formulas(outputs);
    const std::vector<double> expected_resampled = by_the_formulas(resampled);
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(std::fabs(found[i].value - expected[i]) < 1e-12);
        CHECK(std::fabs(found[i].low - expected_resampled[i]) < 1e-12);
        CHECK(found[i].low == found[i].high);
    }
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
    const SobolIndices still = sobol_indices(std::vector<double>(35, 0.1), of_three);
    CHECK(std::isnan(still.first[0].value));
    CHECK(std::isnan(still.total[0].low));
    CHECK_FALSE(still.total[0].above_zero());
    CHECK(still.mean == 0.1);
    std::vector<double> only_mixed(35, 0.1);
    for (std::size_t row = 1; row < only_mixed.size(); row += 5) only_mixed[row] = static_cast<double>(row);
    CHECK(std::isnan(sobol_indices(only_mixed, of_three).total[0].value));
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
