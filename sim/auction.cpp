// SPDX-License-Identifier: Apache-2.0
#include "sim/auction.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <tuple>

namespace cultivar::sim {

std::vector<Sale> second_price_auction(const Market& market, std::span<const double> bids, double reserve) {
    check(market);
    if (bids.size() != market.offers.size())
        throw std::invalid_argument("second_price_auction: not one bid for each offer");
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < bids.size(); ++i) {
        if (!std::isfinite(bids[i])) throw std::invalid_argument("second_price_auction: a bid is not finite");
        if (market.offers[i].acceptable && bids[i] >= reserve) order.push_back(i);
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const Offer& x = market.offers[a];
        const Offer& y = market.offers[b];
        return std::tie(x.scenario, bids[b], x.supplier) < std::tie(y.scenario, bids[a], y.supplier);
    });
    std::vector<std::uint32_t> room = market.supplier_capacity;
    std::vector<Sale> sales;
    for (std::size_t i = 0; i < order.size();) {
        const std::uint32_t scenario = market.offers[order[i]].scenario;
        const std::size_t first = sales.size();
        double price = reserve;
        for (; i < order.size() && market.offers[order[i]].scenario == scenario; ++i) {
            const std::uint32_t supplier = market.offers[order[i]].supplier;
            if (room[supplier] == 0) continue;
            if (sales.size() - first < market.scenario_capacity[scenario]) {
                --room[supplier];
                sales.push_back({{supplier, scenario}, 0.0});
            } else {
                price = std::max(price, bids[order[i]]);
            }
        }
        for (std::size_t s = first; s < sales.size(); ++s) sales[s].price = price;
    }
    std::sort(sales.begin(), sales.end(), [](const Sale& a, const Sale& b) {
        return std::tie(a.pair.scenario, a.pair.supplier) < std::tie(b.pair.scenario, b.pair.supplier);
    });
    return sales;
}

}  // namespace cultivar::sim
