// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "tests/support/distribution_checks.hpp"
#include "tests/support/markets.hpp"

using namespace cultivar::sim;
using namespace cultivar::tests;

namespace {

/// Sides of different size, gaps in the lists, refused offers, capacities from 0 to 3 and many equal scores.
Market ragged_market(std::uint32_t number) {
    Stream stream(32, 1, Key{0}, number);
    Market market;
    for (std::uint32_t n = 1 + stream.integer(10); n > 0; --n)
        market.supplier_capacity.push_back(stream.integer(4));
    for (std::uint32_t n = 1 + stream.integer(10); n > 0; --n)
        market.scenario_capacity.push_back(stream.integer(4));
    for (std::uint32_t supplier = 0; supplier < market.supplier_capacity.size(); ++supplier) {
        for (std::uint32_t scenario = 0; scenario < market.scenario_capacity.size(); ++scenario) {
            const double supplier_score = stream.integer(5);
            const double owner_score = stream.integer(5);
            const bool acceptable = stream.bernoulli(0.8);
            if (stream.bernoulli(0.7)) {
                market.offers.push_back({supplier, scenario, supplier_score, owner_score, acceptable});
            }
        }
    }
    return market;
}

/// Chernoff: the mean of `count` independent T / n, T the draws until all n coupons are seen, lies beyond
/// this on the side of the sign of the direction with probability at most 1e-6 / 2; T is a sum of geometric
/// variables.
double coupon_bound(std::uint32_t n, int count, double direction) {
    double bound = direction * 1e9;
    for (double s = 0.01; s < 0.99 * (direction > 0 ? 1.0 : 20.0); s += 0.01) {
        double log_moment = 0.0;
        for (std::uint32_t left = 1; left <= n; ++left) {
            const double p = static_cast<double>(left) / n;
            const double step = std::exp(direction * s / n);
            log_moment += std::log(p * step / (1.0 - (1.0 - p) * step));
        }
        const double here = direction * (log_moment + std::log(2e6) / count) / s;
        bound = direction > 0 ? std::min(bound, here) : std::max(bound, here);
    }
    return bound;
}

/// The owner's score of the least liked supplier that a scenario got, -1 for none.
double least_owner_score(const Market& market, const std::vector<Pair>& pairs, std::uint32_t scenario) {
    double least = -1.0;
    for (const Offer& offer : market.offers) {
        const bool holds =
            std::find(pairs.begin(), pairs.end(), Pair{offer.supplier, scenario}) != pairs.end();
        if (offer.scenario == scenario && holds && (least < 0.0 || offer.owner_score < least))
            least = offer.owner_score;
    }
    return least;
}

}  // namespace

/// Exact. Seen: an owner that keeps the offer it likes less, one supplier too many, a refused supplier that does
/// not go on.
TEST_CASE("deferred acceptance: no pair blocks and no capacity is passed in ragged markets") {
    for (std::uint32_t i = 0; i < 5000; ++i) {
        const Market market = ragged_market(i);
        REQUIRE(blocking_pairs(market, deferred_acceptance(market)) == 0);
    }
}

/// Exact, by trying every assignment. Seen: as above, and suppliers that begin at the end of their list.
TEST_CASE("deferred acceptance: no stable assignment is better for any supplier or worse for any owner") {
    for (std::uint32_t i = 0; i < 300; ++i) {
        const Market market = small_market(i);
        const std::vector<Pair> found = deferred_acceptance(market);
        std::array<double, 4> best{};
        best.fill(-1.0);
        std::array<double, 4> worst{};
        worst.fill(2.0);
        std::uint32_t stable = 0;
        std::vector<Pair> pairs;
        every_assignment(market, 0, pairs, [&](const std::vector<Pair>& candidate) {
            if (blocking_pairs(market, candidate) != 0) return;
            ++stable;
            for (std::uint32_t s = 0; s < 4; ++s) {
                best[s] = std::max(best[s], score_of(market, candidate, s));
                worst[s] = std::min(worst[s], least_owner_score(market, candidate, s));
            }
        });
        REQUIRE(stable >= 1);
        for (std::uint32_t s = 0; s < 4; ++s) {
            REQUIRE(score_of(market, found, s) == best[s]);
            REQUIRE(least_owner_score(market, found, s) == worst[s]);
        }
    }
}

/// Exact, by trying every report. Seen: suppliers that begin at the end of their list, a refused supplier that
/// does not go on.
TEST_CASE("deferred acceptance: no supplier gains by any other order or cut of its list") {
    std::vector<std::vector<double>> reports;
    std::array<double, 4> scores = {1.0, 2.0, 3.0, 4.0};
    do {
        for (std::size_t kept = 0; kept <= 4; ++kept) {
            reports.emplace_back(scores.begin(), scores.end());
            for (double& score : reports.back()) score = score > static_cast<double>(4 - kept) ? score : 0.0;
        }
    } while (std::next_permutation(scores.begin(), scores.end()));
    for (std::uint32_t i = 0; i < 100; ++i) {
        const Market truth = small_market(i);
        const std::vector<Pair> honest = deferred_acceptance(truth);
        for (std::uint32_t liar = 0; liar < 4; ++liar) {
            for (const std::vector<double>& report : reports) {
                Market market = truth;
                for (Offer& offer : market.offers) {
                    if (offer.supplier == liar) offer.supplier_score = report[offer.scenario];
                }
                std::erase_if(market.offers, [&](const Offer& offer) {
                    return offer.supplier == liar && offer.supplier_score == 0.0;
                });
                REQUIRE(score_of(truth, deferred_acceptance(market), liar) <= score_of(truth, honest, liar));
            }
        }
    }
}

/// False alarm: 1e-6. Seen: one supplier too many, suppliers that begin at the end of their list.
TEST_CASE("deferred acceptance: proposers' ranks follow the coupon collector, mean H_n") {
    // A supplier that forgot where it was refused and draws again costs n / (n - k) draws for its proposal
    // number k + 1 on average, and all of them together stop when every scenario was drawn once. Hence the
    // mean over suppliers of sum over k < rank of n / (n - k) has expectation H_n exactly, and it varies less
    // than the collector's time (it is its expectation given the true proposals), so that Chernoff's bound
    // for the collector holds for it.
    const std::uint32_t n = 200;
    const int markets = 300;
    double mean = 0.0;
    double plain_rank = 0.0;
    for (std::uint32_t i = 0; i < markets; ++i) {
        const Market market = uniform_market(n, i);
        const std::vector<Pair> pairs = deferred_acceptance(market);
        REQUIRE(pairs.size() == n);
        for (const std::uint32_t rank : ranks(market, pairs).of_supplier) {
            plain_rank += rank / (static_cast<double>(n) * markets);
            for (std::uint32_t k = 0; k < rank; ++k) mean += 1.0 / ((n - k) * static_cast<double>(markets));
        }
    }
    CAPTURE(plain_rank);
    CAPTURE(harmonic(n));
    CHECK(mean < coupon_bound(n, markets, 1.0));
    CHECK(mean > coupon_bound(n, markets, -1.0));
    CHECK(plain_rank < coupon_bound(n, markets, 1.0));
}

/// False alarm: 1e-6 each. Seen: an owner that keeps the offer it likes less.
TEST_CASE("deferred acceptance: receivers get the best of those who asked, mean rank about n / H_n") {
    // Given who proposed to whom, an owner's partner is the best of c suppliers drawn at random from n.
    const std::uint32_t n = 200;
    double error = 0.0;
    double variance = 0.0;
    double rank_sum = 0.0;
    double proposal_sum = 0.0;
    const int markets = 300;
    for (std::uint32_t i = 0; i < markets; ++i) {
        const Market market = uniform_market(n, i);
        const Ranks found = ranks(market, deferred_acceptance(market));
        for (std::uint32_t j = 0; j < n; ++j) {
            const double c = found.proposals_to[j];
            error += found.of_owner[j] - best_mean(c, n);
            variance += best_variance(c, n);
            rank_sum += found.of_owner[j];
            proposal_sum += c;
        }
    }
    CHECK(std::fabs(error / std::sqrt(variance)) < z_bound);
    // By Jensen's inequality the mean of (n + 1) / (c + 1) is at least that of the mean c.
    const double count = static_cast<double>(n) * markets;
    CHECK(rank_sum / count >
          (n + 1.0) / (proposal_sum / count + 1.0) - z_bound * std::sqrt(variance) / count);
}
