// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "models/measures.hpp"

namespace cultivar::measures {

namespace {

/// Real firms from modelled ones, counted by region.
double firms_counted(const World& world, const Slice& slice, std::span<const double> by_region) {
    double sum = 0.0;
    for (std::uint32_t r = 0; r < world.regions.size(); ++r) {
        const auto macro = static_cast<int>(world.regions[RegionId{r}].macro_region);
        if (slice.region >= 0 ? slice.region == static_cast<int>(r)
                              : slice.macro_region < 0 || slice.macro_region == macro)
            sum += by_region[r];
    }
    return sum / world.scale;
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
    double spent = 0.0;
    for (const double cell : world.ledger.public_spend) spent += cell;
    return spent > 0.0 ? (world.ledger.gains - world.ledger.costs - spent) / spent : 0.0;
}

}  // namespace cultivar::measures
