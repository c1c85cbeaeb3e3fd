// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/measures.hpp"

namespace cultivar::measures {

namespace {

/// From this readiness on a technology counts as ready.
constexpr double ready = 8.0;

double over(double part, double whole) {
    return whole > 0.0 ? part / whole : 0.0;
}

template <class Visit>
void each_technology(const World& world, const Slice& slice, Visit&& visit) {
    for (const Technology& technology : world.technologies)
        if (slice.family < 0 || slice.family == technology.family) visit(technology);
}

}  // namespace

double readiness_lowest(const World& world, const Slice& slice) {
    double lowest = 9.0;
    each_technology(world, slice, [&](const Technology& t) { lowest = std::min(lowest, t.readiness); });
    return lowest;
}

double ready_share(const World& world, const Slice& slice) {
    double count = 0.0;
    each_technology(world, slice, [&](const Technology& t) { count += t.readiness >= ready ? 1.0 : 0.0; });
    return over(count, technologies(world, slice));
}

double technologies(const World& world, const Slice& slice) {
    double count = 0.0;
    each_technology(world, slice, [&](const Technology&) { count += 1.0; });
    return count;
}

double directedness(const World& world, const Slice&) {
    const auto count = static_cast<double>(world.technologies.size());
    double demand = 0.0, progress = 0.0;
    for (const Technology& technology : world.technologies) {
        demand += technology.demand / count;
        progress += (technology.readiness - technology.first_readiness) / count;
    }
    double together = 0.0, of_demand = 0.0, of_progress = 0.0;
    for (const Technology& technology : world.technologies) {
        const double x = technology.demand - demand;
        const double y = technology.readiness - technology.first_readiness - progress;
        together += x * y;
        of_demand += x * x;
        of_progress += y * y;
    }
    return of_demand > 0.0 && of_progress > 0.0 ? together / std::sqrt(of_demand * of_progress) : 0.0;
}

double cost_per_level(const World& world, const Slice&) {
    return over(world.ledger.research_spend, world.ledger.levels_raised);
}

double award_spend(const World& world, const Slice&) {
    return world.ledger.award_spend / world.scale;
}

double cascade_size(const World& world, const Slice&) {
    const std::vector<std::uint32_t>& cascades = world.ledger.cascades;
    const double released = std::accumulate(cascades.begin(), cascades.end(), 0.0);
    return over(released / world.scale, static_cast<double>(cascades.size()));
}

double largest_cascade(const World& world, const Slice&) {
    const std::vector<std::uint32_t>& cascades = world.ledger.cascades;
    return cascades.empty() ? 0.0 : *std::max_element(cascades.begin(), cascades.end()) / world.scale;
}

double cascade_adoptions(const World& world, const Slice&) {
    return over(world.ledger.cascade_adoptions / world.scale,
                static_cast<double>(world.ledger.cascades.size()));
}

double consortia(const World& world, const Slice&) {
    return world.ledger.consortia / world.scale;
}

double consortia_dissolved(const World& world, const Slice&) {
    return world.ledger.consortia_dissolved / world.scale;
}

double mixed_share(const World& world, const Slice&) {
    return over(world.ledger.consortia_mixed, world.ledger.consortia);
}

double cross_links(const World& world, const Slice&) {
    return world.ledger.cross_links / world.scale;
}

}  // namespace cultivar::measures
