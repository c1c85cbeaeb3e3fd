// SPDX-License-Identifier: Apache-2.0
#include "sim/assignment.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <tuple>

namespace cultivar::sim {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

void require(bool condition, const char* what) {
    if (!condition) throw std::invalid_argument(what);
}

bool supplier_prefers(const Offer& a, const Offer& b) {
    return std::tie(b.supplier_score, a.scenario) < std::tie(a.supplier_score, b.scenario);
}

bool owner_prefers(const Offer& a, const Offer& b) {
    return std::tie(b.owner_score, a.supplier) < std::tie(a.owner_score, b.supplier);
}

/// The offers of each supplier, one supplier after the other.
struct Lists {
    std::vector<std::uint32_t> offers;
    std::vector<std::uint32_t> first;

    [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t supplier) const {
        return std::span(offers).subspan(first[supplier], first[supplier + 1] - first[supplier]);
    }
};

void check_values(const Market& market) {
    require(market.offers.size() < none, "assignment: too many offers");
    for (const Offer& offer : market.offers) {
        require(offer.supplier < market.supplier_capacity.size(), "assignment: no such supplier");
        require(offer.scenario < market.scenario_capacity.size(), "assignment: no such scenario");
        require(std::isfinite(offer.supplier_score) && std::isfinite(offer.owner_score),
                "assignment: a score is not finite");
    }
}

void check_repeats(const Market& market, const Lists& lists) {
    std::vector<std::uint32_t> last_supplier(market.scenario_capacity.size(), none);
    for (const std::uint32_t index : lists.offers) {
        const Offer& offer = market.offers[index];
        require(last_supplier[offer.scenario] != offer.supplier, "assignment: an offer is repeated");
        last_supplier[offer.scenario] = offer.supplier;
    }
}

/// The offers grouped by supplier in the order they came, after all checks.
Lists grouped(const Market& market) {
    check_values(market);
    Lists lists{std::vector<std::uint32_t>(market.offers.size()),
                std::vector<std::uint32_t>(market.supplier_capacity.size() + 1, 0)};
    for (const Offer& offer : market.offers) ++lists.first[offer.supplier + 1];
    for (std::size_t i = 1; i < lists.first.size(); ++i) lists.first[i] += lists.first[i - 1];
    std::vector<std::uint32_t> end(lists.first.begin(), lists.first.end() - 1);
    for (std::uint32_t i = 0; i < market.offers.size(); ++i)
        lists.offers[end[market.offers[i].supplier]++] = i;
    check_repeats(market, lists);
    return lists;
}

Lists best_first(const Market& market) {
    Lists lists = grouped(market);
    for (std::size_t s = 0; s + 1 < lists.first.size(); ++s) {
        std::sort(lists.offers.begin() + lists.first[s], lists.offers.begin() + lists.first[s + 1],
                  [&](std::uint32_t a, std::uint32_t b) {
                      return supplier_prefers(market.offers[a], market.offers[b]);
                  });
    }
    return lists;
}

/// The offers that one scenario holds for now, the least liked on top.
class Held {
  public:
    Held(const Market& market, std::uint32_t capacity) : market_(&market), capacity_(capacity) {}

    /// Takes the offer in; gives back the one that has to go, or none.
    std::uint32_t admit(std::uint32_t offer) {
        if (capacity_ == 0) return offer;
        const auto better = [this](std::uint32_t a, std::uint32_t b) {
            return owner_prefers(market_->offers[a], market_->offers[b]);
        };
        offers_.push_back(offer);
        std::push_heap(offers_.begin(), offers_.end(), better);
        if (offers_.size() <= capacity_) return none;
        std::pop_heap(offers_.begin(), offers_.end(), better);
        const std::uint32_t refused = offers_.back();
        offers_.pop_back();
        return refused;
    }

    [[nodiscard]] const std::vector<std::uint32_t>& offers() const { return offers_; }

  private:
    const Market* market_;
    std::uint32_t capacity_;
    std::vector<std::uint32_t> offers_;
};

/// One agent with the partners it has: its room and the one it likes least.
class Side {
  public:
    explicit Side(std::uint32_t room) : room_(room) {}

    template <class Prefers>
    void take(const Offer& offer, Prefers prefers) {
        require(room_ > 0, "blocking_pairs: more pairs than a capacity allows");
        --room_;
        if (worst_ == nullptr || prefers(*worst_, offer)) worst_ = &offer;
    }
    template <class Prefers>
    [[nodiscard]] bool would(const Offer& offer, Prefers prefers) const {
        return room_ > 0 || (worst_ != nullptr && prefers(offer, *worst_));
    }

  private:
    std::uint32_t room_;
    const Offer* worst_ = nullptr;
};

std::vector<Pair> sorted(std::vector<Pair> pairs) {
    std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
        return std::tie(a.scenario, a.supplier) < std::tie(b.scenario, b.supplier);
    });
    return pairs;
}

std::vector<Pair> pairs_of(const Market& market, const std::vector<Held>& scenarios) {
    std::vector<Pair> pairs;
    for (const Held& held : scenarios) {
        for (const std::uint32_t offer : held.offers()) {
            pairs.push_back({market.offers[offer].supplier, market.offers[offer].scenario});
        }
    }
    return sorted(std::move(pairs));
}

}  // namespace

void check(const Market& market) {
    [[maybe_unused]] const Lists checked = grouped(market);
}

std::vector<Pair> deferred_acceptance(const Market& market) {
    const Lists lists = best_first(market);
    std::vector<Held> scenarios;
    scenarios.reserve(market.scenario_capacity.size());
    for (const std::uint32_t capacity : market.scenario_capacity) scenarios.emplace_back(market, capacity);
    std::vector<std::uint32_t> next(market.supplier_capacity.size(), 0);
    std::vector<std::uint32_t> room = market.supplier_capacity;
    for (std::uint32_t start = 0; start < room.size(); ++start) {
        std::vector<std::uint32_t> waiting{start};
        while (!waiting.empty()) {
            const std::uint32_t supplier = waiting.back();
            const std::span<const std::uint32_t> list = lists.of(supplier);
            if (room[supplier] == 0 || next[supplier] == list.size()) {
                waiting.pop_back();
                continue;
            }
            const std::uint32_t offer = list[next[supplier]++];
            if (!market.offers[offer].acceptable) continue;
            const std::uint32_t refused = scenarios[market.offers[offer].scenario].admit(offer);
            --room[supplier];
            if (refused == none) continue;
            ++room[market.offers[refused].supplier];
            if (refused != offer) waiting.push_back(market.offers[refused].supplier);
        }
    }
    return pairs_of(market, scenarios);
}

std::vector<Pair> serial_order(const Market& market, std::span<const std::uint32_t> order_of_offers) {
    check(market);
    std::vector<std::uint32_t> supplier_room = market.supplier_capacity;
    std::vector<std::uint32_t> scenario_room = market.scenario_capacity;
    std::vector<bool> served(market.offers.size(), false);
    std::vector<Pair> pairs;
    for (const std::uint32_t index : order_of_offers) {
        require(index < market.offers.size() && !served[index], "serial_order: not an order of offers");
        served[index] = true;
        const Offer& offer = market.offers[index];
        if (!offer.acceptable || supplier_room[offer.supplier] == 0 || scenario_room[offer.scenario] == 0)
            continue;
        --supplier_room[offer.supplier];
        --scenario_room[offer.scenario];
        pairs.push_back({offer.supplier, offer.scenario});
    }
    return sorted(std::move(pairs));
}

std::vector<std::uint32_t> offers_by_supplier(const Market& market,
                                              std::span<const std::uint32_t> order_of_suppliers) {
    const Lists lists = best_first(market);
    std::vector<std::uint32_t> order;
    std::vector<bool> came(market.supplier_capacity.size(), false);
    for (const std::uint32_t supplier : order_of_suppliers) {
        require(supplier < came.size() && !came[supplier], "offers_by_supplier: not an order of suppliers");
        came[supplier] = true;
        const std::span<const std::uint32_t> list = lists.of(supplier);
        order.insert(order.end(), list.begin(), list.end());
    }
    return order;
}

std::vector<std::uint32_t> offers_by_owner_score(const Market& market) {
    std::vector<std::uint32_t> order = grouped(market).offers;
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const Offer& x = market.offers[a];
        const Offer& y = market.offers[b];
        return std::tie(y.owner_score, x.scenario, x.supplier) <
               std::tie(x.owner_score, y.scenario, y.supplier);
    });
    return order;
}

std::vector<std::uint32_t> blocking_offers(const Market& market, std::span<const Pair> pairs) {
    const Lists lists = grouped(market);
    std::vector<Pair> sorted_pairs(pairs.begin(), pairs.end());
    std::sort(sorted_pairs.begin(), sorted_pairs.end());
    const auto taken = [&](const Offer& offer) {
        return std::binary_search(sorted_pairs.begin(), sorted_pairs.end(),
                                  Pair{offer.supplier, offer.scenario});
    };
    std::vector<Side> suppliers(market.supplier_capacity.begin(), market.supplier_capacity.end());
    std::vector<Side> scenarios(market.scenario_capacity.begin(), market.scenario_capacity.end());
    std::size_t found = 0;
    for (const std::uint32_t index : lists.offers) {
        const Offer& offer = market.offers[index];
        if (!taken(offer)) continue;
        require(offer.acceptable, "blocking_pairs: a pair is not acceptable");
        suppliers[offer.supplier].take(offer, supplier_prefers);
        scenarios[offer.scenario].take(offer, owner_prefers);
        ++found;
    }
    require(found == pairs.size(), "blocking_pairs: a pair is no offer of the market or repeated");
    const auto blocks = [&](const Offer& offer) {
        return offer.acceptable && !taken(offer) &&
               suppliers[offer.supplier].would(offer, supplier_prefers) &&
               scenarios[offer.scenario].would(offer, owner_prefers);
    };
    std::vector<std::uint32_t> blocking;
    for (std::uint32_t i = 0; i < market.offers.size(); ++i)
        if (blocks(market.offers[i])) blocking.push_back(i);
    return blocking;
}

std::uint64_t blocking_pairs(const Market& market, std::span<const Pair> pairs) {
    return blocking_offers(market, pairs).size();
}

}  // namespace cultivar::sim
