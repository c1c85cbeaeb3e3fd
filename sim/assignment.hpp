// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

namespace cultivar::sim {

/// One application: a supplier would take a scenario, how much each side likes the other (any finite scale,
/// more is better), and whether the owner would have that supplier at all. An offer that is not made is not
/// wanted.
struct Offer {
    std::uint32_t supplier = 0;
    std::uint32_t scenario = 0;
    double supplier_score = 0.0;
    double owner_score = 0.0;
    bool acceptable = true;
};

struct Pair {
    std::uint32_t supplier = 0;
    std::uint32_t scenario = 0;

    friend auto operator<=>(const Pair&, const Pair&) = default;
};

/// Who applied for what, at most once each, and how many partners each supplier and each scenario can take.
struct Market {
    std::vector<Offer> offers;
    std::vector<std::uint32_t> supplier_capacity;
    std::vector<std::uint32_t> scenario_capacity;
};

// Everything below is a function of its arguments alone. Preferences are strict: among equal scores a
// supplier prefers the lower scenario and an owner the lower supplier, so callers who want fairness break
// ties by a draw before. All functions throw std::invalid_argument on an index out of range, a score that is
// not finite, or a repeated offer. Pairs come sorted by scenario, then supplier.

/// Nothing but these checks.
void check(const Market& market);

/// Gale and Shapley's (1962) procedure with suppliers proposing, within the capacities of both sides. The
/// result has no blocking pair. If every supplier has capacity 1, each gets the best partner it has in any
/// stable assignment and cannot gain by misstating its order. Time is that of sorting the offers.
[[nodiscard]] std::vector<Pair> deferred_acceptance(const Market& market);

/// Serves offers one by one in the given order (indices into `market.offers`, each at most once): an
/// acceptable offer is taken if both sides have room. The order makes the rule: by time first_come, by draw
/// lottery, by owner score administrative.
[[nodiscard]] std::vector<Pair> serial_order(const Market& market,
                                             std::span<const std::uint32_t> order_of_offers);

/// The order of offers in which suppliers come one after the other and each applies from its best scenario
/// down: with `serial_order` a serial dictatorship, which no reassignment improves for one supplier without
/// harming another.
[[nodiscard]] std::vector<std::uint32_t> offers_by_supplier(
    const Market& market, std::span<const std::uint32_t> order_of_suppliers);

/// The order of offers by falling owner score, over all owners.
[[nodiscard]] std::vector<std::uint32_t> offers_by_owner_score(const Market& market);

/// The acceptable offers outside `pairs` (indices, rising) that both sides would prefer: each of them has room
/// or likes the other more than the least liked partner it has. `pairs` must be acceptable offers of the market
/// within capacities.
[[nodiscard]] std::vector<std::uint32_t> blocking_offers(const Market& market, std::span<const Pair> pairs);

/// How many they are: 0 for a stable assignment.
[[nodiscard]] std::uint64_t blocking_pairs(const Market& market, std::span<const Pair> pairs);

}  // namespace cultivar::sim
