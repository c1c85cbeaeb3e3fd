// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "sim/assignment.hpp"
#include "sim/random.hpp"

namespace cultivar::tests {

using sim::Key, sim::Market, sim::Offer, sim::Pair, sim::Stream;

/// Every supplier applies everywhere, all scores uniform and independent: strict random preferences.
inline Market uniform_market(std::uint32_t size, std::uint32_t number) {
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

/// A small market with strict scores in (0, 1), refused offers and scenario capacities 1 or 2.
inline Market small_market(std::uint32_t number) {
    Market market = uniform_market(4, number);
    Stream stream(33, 1, Key{1}, number);
    for (Offer& offer : market.offers) offer.acceptable = stream.bernoulli(0.85);
    for (std::uint32_t& capacity : market.scenario_capacity) capacity = 1 + (stream.bernoulli(0.2) ? 1 : 0);
    return market;
}

inline std::vector<std::uint32_t> random_order(std::uint32_t count, Stream stream) {
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

inline Ranks ranks(const Market& market, const std::vector<Pair>& pairs) {
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
inline double best_mean(double m, double n) {
    return (n + 1.0) / (m + 1.0);
}
inline double best_variance(double m, double n) {
    return m * (n + 1.0) * (n - m) / ((m + 1.0) * (m + 1.0) * (m + 2.0));
}

inline double harmonic(std::uint32_t n) {
    double sum = 0.0;
    for (std::uint32_t k = n; k > 0; --k) sum += 1.0 / k;
    return sum;
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
inline double score_of(const Market& market, const std::vector<Pair>& pairs, std::uint32_t supplier) {
    for (const Offer& offer : market.offers) {
        if (offer.supplier == supplier &&
            std::find(pairs.begin(), pairs.end(), Pair{supplier, offer.scenario}) != pairs.end()) {
            return offer.supplier_score;
        }
    }
    return -1.0;
}

}  // namespace cultivar::tests
