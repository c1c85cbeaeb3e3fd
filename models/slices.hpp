// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "models/metrics.hpp"

namespace cultivar::measures {

/// Whether a slice takes in a region.
[[nodiscard]] inline bool holds(const World& world, const Slice& slice, std::uint32_t region) {
    if (slice.region >= 0) return slice.region == static_cast<int>(region);
    return slice.macro_region < 0 ||
           slice.macro_region == static_cast<int>(world.regions[RegionId{region}].macro_region);
}

/// Calls `visit(region)` for each region of a slice, in order.
template <class F>
void each_region(const World& world, const Slice& slice, F&& visit) {
    if (slice.region >= 0) return visit(RegionId{static_cast<std::uint32_t>(slice.region)});
    for (std::uint32_t r = 0; r < world.regions.size(); ++r)
        if (holds(world, slice, r)) visit(RegionId{r});
}

/// The sum over a slice's regions of cells (region × member), of one member or of all (−1).
[[nodiscard]] inline double sum_cells(const World& world, const Slice& slice, std::span<const double> cells,
                                      int member) {
    const std::size_t members = cells.size() / world.regions.size();
    const auto first = static_cast<std::size_t>(std::max(member, 0));
    const std::size_t last = member < 0 ? members : first + 1;
    double sum = 0.0;
    each_region(world, slice, [&](RegionId region) {
        for (std::size_t m = first; m < last; ++m) sum += cells[region.index * members + m];
    });
    return sum;
}

/// Real counts from modelled ones.
[[nodiscard]] inline double weighted(const World& world, double modelled) {
    return modelled / world.scale;
}

}  // namespace cultivar::measures
