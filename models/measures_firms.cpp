// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "models/measures.hpp"
#include "models/slices.hpp"

namespace cultivar::measures {

namespace {

/// Real firms from modelled ones, counted by region.
double firms_counted(const World& world, const Slice& slice, std::span<const double> by_region) {
    return weighted(world, sum_cells(world, slice, by_region, -1));
}

}  // namespace

double firms_in_business(const World& world, const Slice& slice) {
    std::vector<double> counts;
    for (const Region& region : world.regions) counts.push_back(region.in_business);
    return firms_counted(world, slice, counts);
}

double exits(const World& world, const Slice& slice) {
    return firms_counted(world, slice, world.ledger.exits);
}

double bankruptcies(const World& world, const Slice& slice) {
    return firms_counted(world, slice, world.ledger.bankruptcies);
}

double entries(const World& world, const Slice& slice) {
    return firms_counted(world, slice, world.ledger.entries);
}

double exit_age_peak(const World& world, const Slice&) {
    const auto& exits = world.ledger.exits_by_age;
    const auto peak = std::max_element(exits.begin(), exits.end() - 1);
    return *peak > 0.0 ? static_cast<double>(peak - exits.begin()) + 1.0 : 0.0;
}

double benefit_cost(const World& world, const Slice&) {
    const Ledger& ledger = world.ledger;
    double spent = 0.0;
    for (const std::span<const double> cells :
         {std::span<const double>(ledger.public_spend), std::span<const double>(ledger.programme_spend),
          std::span<const double>(ledger.first_use_spend)})
        for (const double cell : cells) spent += cell;
    return spent > 0.0 ? (ledger.gains - ledger.costs - spent) / spent : 0.0;
}

}  // namespace cultivar::measures
