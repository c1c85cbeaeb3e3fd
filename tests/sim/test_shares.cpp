// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "sim/random.hpp"
#include "sim/shares.hpp"
#include "tests/support/distribution_checks.hpp"

using namespace cultivar;
using Amounts = std::vector<double>;

TEST_CASE("shares: equal amounts have Gini 0 and Jain 1, one for all has Gini 1 - 1/n and Jain 1/n") {
    for (const std::size_t n : {1U, 2U, 7U, 100U}) {
        const Amounts equal(n, 3.0);
        CHECK(sim::gini(equal) == doctest::Approx(0.0));
        CHECK(sim::jain(equal) == doctest::Approx(1.0));
        CHECK(sim::herfindahl(equal) == doctest::Approx(1.0 / static_cast<double>(n)));
        Amounts single(n, 0.0);
        single[n / 2] = 5.0;
        CHECK(sim::gini(single) == doctest::Approx(1.0 - 1.0 / static_cast<double>(n)));
        CHECK(sim::jain(single) == doctest::Approx(1.0 / static_cast<double>(n)));
        CHECK(sim::herfindahl(single) == doctest::Approx(1.0));
    }
    CHECK(sim::gini({}) == 0.0);
    CHECK(sim::gini({0.0, 0.0}) == 0.0);
    CHECK(sim::jain(Amounts{0.0, 0.0}) == 1.0);
}

/// Gini is half the mean absolute difference over the mean.
TEST_CASE("shares: Gini is the mean absolute difference of two over twice the mean") {
    sim::Stream stream(5, 1, sim::Key{1});
    Amounts amounts;
    for (int i = 0; i < 60; ++i) amounts.push_back(stream.lognormal(2.0, 1.5));
    double differences = 0.0;
    for (const double a : amounts)
        for (const double b : amounts) differences += std::fabs(a - b);
    const double total = std::accumulate(amounts.begin(), amounts.end(), 0.0);
    CHECK(sim::gini(amounts) == doctest::Approx(differences / 60.0 / 2.0 / total));
}

TEST_CASE("shares: equal structures have similarity 1 and Krugman 0, disjoint ones 0 and 2") {
    const Amounts a{1.0, 3.0, 0.0, 2.0}, twice{2.0, 6.0, 0.0, 4.0}, other{0.0, 0.0, 5.0, 0.0}, none(4, 0.0);
    CHECK(sim::cosine(a, twice) == doctest::Approx(1.0));
    CHECK(sim::krugman(a, twice) == doctest::Approx(0.0));
    CHECK(sim::cosine(a, other) == 0.0);
    CHECK(sim::krugman(a, other) == doctest::Approx(2.0));
    CHECK(sim::cosine(a, none) == 0.0);
    CHECK(sim::krugman(none, a) == 0.0);
    CHECK_THROWS_AS((void)sim::cosine(a, Amounts{1.0}), std::invalid_argument);
    CHECK_THROWS_AS((void)sim::krugman(a, Amounts{1.0}), std::invalid_argument);
}

TEST_CASE(
    "shares: a location quotient is 1 where a part is like the whole, and part of all over part of firms at "
    "most") {
    CHECK(sim::location_quotient(2.0, 10.0, 20.0, 100.0) == doctest::Approx(1.0));
    CHECK(sim::location_quotient(20.0, 10.0, 20.0, 100.0) == doctest::Approx(10.0));
    CHECK(sim::location_quotient(0.0, 10.0, 20.0, 100.0) == 0.0);
    CHECK(sim::location_quotient(0.0, 10.0, 0.0, 100.0) == 0.0);
    CHECK(sim::location_quotient(1.0, 0.0, 1.0, 100.0) == 0.0);
}

/// Overlaps of independent pairs are hypergeometric: mean 25/22, variance 5 · 5/22 · 17/22 · 17/21. False
/// alarm: 1e-6. Seen: sets of six.
TEST_CASE("shares: two regions that pick five of 22 categories at random have similarity 5/22 on average") {
    constexpr int pairs = 40'000;
    sim::Stream stream(6, 1, sim::Key{2});
    const auto drawn = [&stream] {
        std::vector<std::size_t> order(22);
        std::iota(order.begin(), order.end(), std::size_t{0});
        stream.shuffle(std::span(order));
        Amounts shares(22, 0.0);
        for (int i = 0; i < 5; ++i) shares[order[static_cast<std::size_t>(i)]] = 0.2;
        return shares;
    };
    double sum = 0.0;
    for (int i = 0; i < pairs; ++i) {
        const Amounts a = drawn();
        sum += sim::cosine(a, drawn());
    }
    const double deviation = std::sqrt(5.0 * (5.0 / 22) * (17.0 / 22) * (17.0 / 21) / 25.0 / pairs);
    CHECK(std::fabs(sum / pairs - 5.0 / 22) < tests::z_bound * deviation);
}
