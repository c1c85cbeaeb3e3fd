// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <vector>

#include "sim/assignment.hpp"
#include "sim/random.hpp"
#include "tests/support/distribution_checks.hpp"

using namespace cultivar::sim;
using namespace cultivar::tests;

namespace {

/// Every supplier applies everywhere, all scores uniform and independent: strict random preferences.
Market uniform_market(std::uint32_t size, std::uint32_t number) {
    Stream stream(31, 1, Key{size}, number);
    Market market{{}, std::vector<std::uint32_t>(size, 1), std::vector<std::uint32_t>(size, 1)};
    for (std::uint32_t supplier = 0; supplier < size; ++supplier) {
        for (std::uint32_t scenario = 0; scenario < size; ++scenario) {
            const double supplier_score = stream.uniform();
            market.offers.push_back({supplier, scenario, supplier_score, stream.uniform(), true});
        }
    }
    return market;
}

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

std::vector<std::uint32_t> random_order(std::uint32_t count, Stream stream) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    stream.shuffle(std::span(order));
    return order;
}

/// Ranks in a full market of capacity 1: `supplier_rank[s]` of what s got on its list, 1 the best, and the
/// same for owners.
struct Ranks {
    std::vector<std::uint32_t> of_supplier;
    std::vector<std::uint32_t> of_owner;
    /// How many suppliers like a scenario at least as much as what they got: those that proposed to it.
    std::vector<std::uint32_t> proposals_to;
};

Ranks ranks(const Market& market, const std::vector<Pair>& pairs) {
    const std::size_t n = pairs.size();
    Ranks found{std::vector<std::uint32_t>(n, 0), std::vector<std::uint32_t>(n, 0),
                std::vector<std::uint32_t>(n, 0)};
    std::vector<double> supplier_got(n);
    std::vector<double> owner_got(n);
    for (const Pair& pair : pairs) {
        const Offer& offer = market.offers[pair.supplier * n + pair.scenario];
        supplier_got[pair.supplier] = offer.supplier_score;
        owner_got[pair.scenario] = offer.owner_score;
    }
    for (const Offer& offer : market.offers) {
        const bool proposed = offer.supplier_score >= supplier_got[offer.supplier];
        if (proposed) ++found.of_supplier[offer.supplier];
        if (proposed) ++found.proposals_to[offer.scenario];
        if (offer.owner_score >= owner_got[offer.scenario]) ++found.of_owner[offer.scenario];
    }
    return found;
}

/// The rank of the best of m things drawn at random from n has this mean and variance.
double best_mean(double m, double n) {
    return (n + 1.0) / (m + 1.0);
}
double best_variance(double m, double n) {
    return m * (n + 1.0) * (n - m) / ((m + 1.0) * (m + 1.0) * (m + 2.0));
}

double harmonic(std::uint32_t n) {
    double sum = 0.0;
    for (std::uint32_t k = n; k > 0; --k) sum += 1.0 / k;
    return sum;
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

/// Calls `visit` with every set of pairs that keeps to capacity 1 of suppliers and the capacities of
/// scenarios.
template <class Visit>
void every_assignment(const Market& market, std::uint32_t supplier, std::vector<Pair>& pairs, Visit visit) {
    if (supplier == market.supplier_capacity.size()) return visit(pairs);
    every_assignment(market, supplier + 1, pairs, visit);
    for (const Offer& offer : market.offers) {
        if (offer.supplier != supplier || !offer.acceptable) continue;
        const auto used = std::count_if(pairs.begin(), pairs.end(),
                                        [&](const Pair& pair) { return pair.scenario == offer.scenario; });
        if (used >= market.scenario_capacity[offer.scenario]) continue;
        pairs.push_back({supplier, offer.scenario});
        every_assignment(market, supplier + 1, pairs, visit);
        pairs.pop_back();
    }
}

/// What a supplier of capacity 1 got by its own scores, -1 for nothing.
double score_of(const Market& market, const std::vector<Pair>& pairs, std::uint32_t supplier) {
    for (const Offer& offer : market.offers) {
        if (offer.supplier == supplier &&
            std::find(pairs.begin(), pairs.end(), Pair{supplier, offer.scenario}) != pairs.end()) {
            return offer.supplier_score;
        }
    }
    return -1.0;
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

/// A small market with strict scores in (0, 1), refused offers and scenario capacities 1 or 2.
Market small_market(std::uint32_t number) {
    Market market = uniform_market(4, number);
    Stream stream(33, 1, Key{1}, number);
    for (Offer& offer : market.offers) offer.acceptable = stream.bernoulli(0.85);
    for (std::uint32_t& capacity : market.scenario_capacity) capacity = 1 + (stream.bernoulli(0.2) ? 1 : 0);
    return market;
}

}  // namespace

TEST_CASE("deferred acceptance: no pair blocks and no capacity is passed in ragged markets") {
    for (std::uint32_t i = 0; i < 5000; ++i) {
        const Market market = ragged_market(i);
        REQUIRE(blocking_pairs(market, deferred_acceptance(market)) == 0);
    }
}

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

TEST_CASE("lottery: applicants for one scenario win equally often") {
    Market market{{}, std::vector<std::uint32_t>(6, 1), {1}};
    for (std::uint32_t s = 0; s < 6; ++s) market.offers.push_back({s, 0, 1.0, static_cast<double>(s), true});
    std::vector<std::uint64_t> wins(6, 0);
    for (std::uint32_t i = 0; i < 60'000; ++i) {
        ++wins[serial_order(market, random_order(6, Stream(36, 1, Key{4}, i))).front().supplier];
    }
    CHECK(chi_square_of_equal(wins) < chi_square_bound(5.0));
}

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
