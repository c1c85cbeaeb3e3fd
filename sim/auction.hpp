// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "sim/assignment.hpp"

namespace cultivar::sim {

/// A scenario sold to a supplier, and what it pays.
struct Sale {
    Pair pair;
    double price = 0.0;
};

/// Sealed bids, one for each offer, at the highest losing price (Vickrey 1961). Scenarios are sold one after
/// the other by number. Each goes to the highest acceptable bids of at least `reserve` whose suppliers have
/// room left, as many as it has capacity for (equal bids: the lower supplier), and all winners pay the highest
/// bid of that kind that found no place, or `reserve` where there is none. Bidding one's own value is dominant
/// where winning one scenario does not cost a supplier the room for another. Where the lowest price wins, bid
/// its negative. Throws if there is not one finite bid for each offer. Sales come sorted like pairs.
[[nodiscard]] std::vector<Sale> second_price_auction(const Market& market, std::span<const double> bids,
                                                     double reserve);

}  // namespace cultivar::sim
