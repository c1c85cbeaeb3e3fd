// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "tests/support/distribution_checks.hpp"
#include "tests/support/markets.hpp"

using namespace cultivar::sim;
using namespace cultivar::tests;

/// False alarm: 1e-6 each. Seen: suppliers that begin at the end of their list, a scenario that serves two.
TEST_CASE("first come: suppliers take the best that is left, owners get anyone") {
    // The supplier that finds m of n scenarios free gets the best of m, and an owner's partner is uniform on
    // its list.
    const std::uint32_t n = 300;
    const int markets = 60;
    double supplier_mean = 0.0;
    double supplier_variance = 0.0;
    for (std::uint32_t m = 1; m <= n; ++m) {
        supplier_mean += best_mean(m, n) * markets;
        supplier_variance += best_variance(m, n) * markets;
    }
    const double total = static_cast<double>(n) * markets;
    REQUIRE(supplier_mean / total == doctest::Approx((n + 1.0) / n * (harmonic(n + 1) - 1.0)));
    double supplier_sum = 0.0;
    double owner_sum = 0.0;
    for (std::uint32_t i = 0; i < markets; ++i) {
        const Market market = uniform_market(n, i);
        const std::vector<std::uint32_t> arrivals = random_order(n, Stream(34, 1, Key{2}, i));
        const std::vector<Pair> pairs = serial_order(market, offers_by_supplier(market, arrivals));
        const Ranks found = ranks(market, pairs);
        for (const std::uint32_t rank : found.of_supplier) supplier_sum += rank;
        for (const std::uint32_t rank : found.of_owner) owner_sum += rank;
    }
    CHECK(std::fabs((supplier_sum - supplier_mean) / std::sqrt(supplier_variance)) < z_bound);
    const double owner_variance = total * (static_cast<double>(n) * n - 1.0) / 12.0;
    CHECK(std::fabs((owner_sum - total * (n + 1.0) / 2.0) / std::sqrt(owner_variance)) < z_bound);
}

/// Exact, by trying every assignment. Seen: suppliers that begin at the end of their list.
TEST_CASE("first come: no two suppliers would trade, and no free scenario is liked better") {
    for (std::uint32_t i = 0; i < 300; ++i) {
        const Market market = small_market(i);
        const std::vector<Pair> found =
            serial_order(market, offers_by_supplier(market, random_order(4, Stream(35, 1, Key{3}, i))));
        std::vector<Pair> pairs;
        every_assignment(market, 0, pairs, [&](const std::vector<Pair>& candidate) {
            bool better = false;
            bool worse = false;
            for (std::uint32_t s = 0; s < 4; ++s) {
                better = better || score_of(market, candidate, s) > score_of(market, found, s);
                worse = worse || score_of(market, candidate, s) < score_of(market, found, s);
            }
            REQUIRE((worse || !better));
        });
    }
}

/// False alarm: 1e-6. Seen: a scenario that serves two.
TEST_CASE("lottery: applicants for one scenario win equally often") {
    Market market{{}, std::vector<std::uint32_t>(6, 1), {1}};
    for (std::uint32_t s = 0; s < 6; ++s) market.offers.push_back({s, 0, 1.0, static_cast<double>(s), true});
    std::vector<std::uint64_t> wins(6, 0);
    for (std::uint32_t i = 0; i < 60'000; ++i) {
        ++wins[serial_order(market, random_order(6, Stream(36, 1, Key{4}, i))).front().supplier];
    }
    CHECK(chi_square_of_equal(wins) < chi_square_bound(5.0));
}

/// Exact. Seen: the lowest score first.
TEST_CASE("administrative: the supplier with the highest score of all is always served") {
    for (std::uint32_t i = 0; i < 300; ++i) {
        const Market market = small_market(i);
        const std::vector<Pair> pairs = serial_order(market, offers_by_owner_score(market));
        std::optional<Offer> top;
        for (const Offer& offer : market.offers) {
            if (offer.acceptable && (!top || offer.owner_score > top->owner_score)) top = offer;
        }
        REQUIRE(top.has_value());
        REQUIRE(std::find(pairs.begin(), pairs.end(), Pair{top->supplier, top->scenario}) != pairs.end());
    }
}
