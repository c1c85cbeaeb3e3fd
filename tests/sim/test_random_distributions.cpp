// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/random.hpp"
#include "tests/support/distribution_checks.hpp"

using namespace cultivar::sim;
using namespace cultivar::tests;

// Each bound fails a right generator with probability 1e-6 or less. With 400,000 draws a shift of the
// distribution function by 0.0043 or of a mean by 0.8 % of the standard deviation is seen.

namespace {

constexpr int draws = 400'000;

template <class Draw>
std::vector<double> sample(Draw draw) {
    Stream stream(11, 3, key_of("sample"));
    std::vector<double> values;
    for (int i = 0; i < draws; ++i) values.push_back(static_cast<double>(draw(stream)));
    return values;
}

/// P(X <= x) for a gamma variable of scale 1 by the power series of the incomplete gamma function
/// (DLMF 8.11.4).
double gamma_distribution(double shape, double x) {
    if (x <= 0.0) return 0.0;
    double term = std::exp(shape * std::log(x) - x - std::lgamma(shape + 1.0));
    double sum = term;
    for (int n = 1; n < 2000 && term > 1e-18 * sum; ++n) sum += term *= x / (shape + n);
    return sum;
}

std::vector<double> running_totals(double first, int count, auto ratio) {
    std::vector<double> totals;
    double sum = 0.0;
    double term = first;
    for (int k = 0; k < count; ++k) {
        sum += term;
        totals.push_back(sum);
        term *= ratio(k + 1);
    }
    return totals;
}

double discrete_gap(const std::vector<double>& values, const std::vector<double>& totals) {
    const auto upto = [&](double k) { return k < 0.0 ? 0.0 : totals.at(static_cast<std::size_t>(k)); };
    return distribution_gap(values, upto, [&](double k) { return upto(k - 1.0); });
}

template <class Upto>
double continuous_gap(const std::vector<double>& values, Upto upto) {
    return distribution_gap(values, upto, upto);
}

}  // namespace

TEST_CASE("random distributions: uniform") {
    const std::vector<double> u = sample([](Stream& s) { return s.uniform(); });
    CHECK(continuous_gap(u, [](double x) { return x; }) < gap_bound);
    CHECK(std::fabs(mean_error(u, 0.5, 1.0 / 12)) < z_bound);
    CHECK(std::fabs(variance_error(u, 0.5, 1.0 / 12, 1.0 / 80)) < z_bound);
}

TEST_CASE("random distributions: integers are equally likely") {
    for (const std::uint32_t count : {2U, 3U, 7U, 1000U}) {
        std::vector<std::uint64_t> counts(count, 0);
        Stream stream(12, 3, Key{count});
        for (int i = 0; i < draws; ++i) ++counts[stream.integer(count)];
        CHECK(chi_square_of_equal(counts) < chi_square_bound(count - 1.0));
    }
}

TEST_CASE(
    "random distributions: integers below 3 * 2^30 have no bias, where scaling alone would double one "
    "residue") {
    std::vector<std::uint64_t> residues(3, 0);
    Stream stream(13, 3, Key{1});
    for (int i = 0; i < draws; ++i) ++residues[stream.integer(3U << 30) % 3U];
    CHECK(chi_square_of_equal(residues) < chi_square_bound(2.0));
}

TEST_CASE("random distributions: Bernoulli") {
    for (const double p : {1e-3, 0.25, 0.5, 0.9}) {
        const std::vector<double> x = sample([p](Stream& s) { return s.bernoulli(p); });
        CHECK(std::fabs(mean_error(x, p, p * (1.0 - p))) < z_bound);
    }
}

TEST_CASE("random distributions: exponential by mean") {
    const std::vector<double> x = sample([](Stream& s) { return s.exponential(2.5); });
    CHECK(continuous_gap(x, [](double t) { return 1.0 - std::exp(-t / 2.5); }) < gap_bound);
    CHECK(std::fabs(mean_error(x, 2.5, 6.25)) < z_bound);
    CHECK(std::fabs(variance_error(x, 2.5, 6.25, 9.0 * 39.0625)) < z_bound);
}

TEST_CASE("random distributions: the exponential's tail is exponential again") {
    std::vector<double> beyond;
    for (std::uint32_t i = 0; i < 4'000'000; ++i) {
        const double x = Stream(11, 1, Key{4}, i).exponential(1.0);
        if (x > 7.0) beyond.push_back(x - 7.0);
    }
    const double expected = 4e6 * std::exp(-7.0);
    CHECK(std::fabs(static_cast<double>(beyond.size()) - expected) < z_bound * std::sqrt(expected));
    CHECK(continuous_gap(beyond, [](double t) { return 1.0 - std::exp(-t); }) < gap_bound);
}

TEST_CASE("random distributions: normal and lognormal") {
    const auto normal = [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); };
    const std::vector<double> z = sample([](Stream& s) { return s.normal(3.0, 2.0); });
    CHECK(continuous_gap(z, [&](double x) { return normal((x - 3.0) / 2.0); }) < gap_bound);
    CHECK(std::fabs(mean_error(z, 3.0, 4.0)) < z_bound);
    CHECK(std::fabs(variance_error(z, 3.0, 4.0, 48.0)) < z_bound);
    const std::vector<double> y = sample([](Stream& s) { return s.lognormal(5.0, 0.5); });
    CHECK(continuous_gap(y, [&](double x) { return normal(std::log(x / 5.0) / 0.5); }) < gap_bound);
}

TEST_CASE("random distributions: Gumbel") {
    const std::vector<double> x = sample([](Stream& s) { return s.gumbel(1.5); });
    CHECK(continuous_gap(x, [](double t) { return std::exp(-std::exp(-t / 1.5)); }) < gap_bound);
}

TEST_CASE("random distributions: gamma by shape and mean") {
    for (const double shape : {0.3, 1.0, 2.0, 50.0}) {
        CAPTURE(shape);
        const double mean = 4.0;
        const std::vector<double> x = sample([&](Stream& s) { return s.gamma(shape, mean); });
        const double variance = mean * mean / shape;
        CHECK(continuous_gap(x, [&](double t) { return gamma_distribution(shape, t * shape / mean); }) <
              gap_bound);
        CHECK(std::fabs(mean_error(x, mean, variance)) < z_bound);
        CHECK(std::fabs(variance_error(x, mean, variance, variance * variance * (3.0 + 6.0 / shape))) <
              z_bound);
    }
}

TEST_CASE("random distributions: Poisson on both sides of the change of method") {
    for (const double mean : {1e-3, 0.7, 5.0, 9.999, 10.0, 37.5, 600.0}) {
        CAPTURE(mean);
        const std::vector<double> x = sample([&](Stream& s) { return s.poisson(mean); });
        const std::vector<double> totals =
            running_totals(std::exp(-mean), 1500, [&](int k) { return mean / k; });
        CHECK(discrete_gap(x, totals) < gap_bound);
        CHECK(std::fabs(mean_error(x, mean, mean)) < z_bound);
        CHECK(std::fabs(variance_error(x, mean, mean, mean + 3.0 * mean * mean)) < z_bound);
    }
}

TEST_CASE("random distributions: Poisson at a million and at 10^12") {
    for (const double mean : {1e6, 1e12}) {
        const std::vector<double> x = sample([&](Stream& s) { return s.poisson(mean); });
        CHECK(std::fabs(mean_error(x, mean, mean)) < z_bound);
        CHECK(std::fabs(variance_error(x, mean, mean, mean + 3.0 * mean * mean)) < z_bound);
    }
}

TEST_CASE("random distributions: binomial on both sides of the change of method") {
    const std::array<std::pair<int, double>, 9> cases = {{{1, 0.3},
                                                          {9, 0.3},
                                                          {40, 0.249},
                                                          {40, 0.25},
                                                          {40, 0.8},
                                                          {500, 0.5},
                                                          {100, 0.97},
                                                          {1000, 0.4},
                                                          {100'000, 5e-5}}};
    for (const auto& one : cases) {
        const int n = one.first;
        const double p = one.second;
        CAPTURE(n);
        CAPTURE(p);
        const std::vector<double> x =
            sample([&](Stream& s) { return s.binomial(static_cast<std::uint64_t>(n), p); });
        const double q = 1.0 - p;
        const std::vector<double> totals = running_totals(std::exp(n * std::log1p(-p)), std::min(n, 1100) + 1,
                                                          [&](int k) { return p / q * (n - k + 1) / k; });
        const double variance = n * p * q;
        const double fourth = variance * (1.0 + (3.0 * n - 6.0) * p * q);
        CHECK(discrete_gap(x, totals) < gap_bound);
        CHECK(std::fabs(mean_error(x, n * p, variance)) < z_bound);
        CHECK(std::fabs(variance_error(x, n * p, variance, fourth)) < z_bound);
    }
}

TEST_CASE("random distributions: binomial with a billion trials") {
    const double n = 1e9;
    const double p = 0.3;
    const std::vector<double> x = sample([](Stream& s) { return s.binomial(1'000'000'000, 0.3); });
    const double variance = n * p * (1.0 - p);
    CHECK(std::fabs(mean_error(x, n * p, variance)) < z_bound);
    CHECK(std::fabs(variance_error(x, n * p, variance, 3.0 * variance * variance)) < z_bound);
}

TEST_CASE("random distributions: categories come in proportion to their weights") {
    const std::array<double, 4> weights = {1.0, 0.0, 3.0, 6.0};
    const std::vector<double> x = sample([&](Stream& s) { return s.categorical(weights); });
    CHECK(discrete_gap(x, {0.1, 0.1, 0.4, 1.0}) < gap_bound);
    for (const double category : x) REQUIRE(category != 1.0);
}

TEST_CASE("random distributions: every order of four items is equally likely") {
    std::vector<std::uint64_t> counts(256, 0);
    Stream stream(14, 3, Key{1});
    for (int i = 0; i < draws; ++i) {
        std::array<std::uint32_t, 4> items = {0, 1, 2, 3};
        stream.shuffle(std::span<std::uint32_t>(items));
        ++counts[items[0] + 4 * items[1] + 16 * items[2] + 64 * items[3]];
    }
    std::erase(counts, 0U);
    REQUIRE(counts.size() == 24);
    CHECK(chi_square_of_equal(counts) < chi_square_bound(23.0));
}

TEST_CASE(
    "random distributions: first draws are independent along occurrences, purposes, entities and seeds") {
    const auto along = [](auto first_draw) {
        std::vector<std::uint64_t> cells(256, 0);
        double last = first_draw(0U);
        for (std::uint32_t i = 1; i <= draws; ++i) {
            const double next = first_draw(i);
            ++cells[static_cast<std::size_t>(last * 16.0) * 16 + static_cast<std::size_t>(next * 16.0)];
            last = next;
        }
        return chi_square_of_equal(cells);
    };
    // Overlapping pairs: the statistic minus that of single values is chi-square with 240 degrees of freedom
    // (Good 1953), so the bound for 255 is on the safe side.
    const double bound = chi_square_bound(255.0);
    CHECK(along([](std::uint32_t i) { return Stream(1, 2, Key{3}, i).uniform(); }) < bound);
    CHECK(along([](std::uint32_t i) { return Stream(1, 2, Key{i}).uniform(); }) < bound);
    CHECK(along([](std::uint32_t i) { return Stream(1, 2, child_key(Key{5}, i)).uniform(); }) < bound);
    CHECK(along([](std::uint32_t i) { return Stream(i, 2, Key{3}).uniform(); }) < bound);
    CHECK(along([](std::uint32_t i) {
              return Stream(1, static_cast<std::uint16_t>(i), Key{i >> 16}).uniform();
          }) < bound);
}
