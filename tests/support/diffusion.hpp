// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "tests/support/small_world.hpp"
#include "tests/support/traced.hpp"

namespace cultivar::test {

/// Firms that do nothing but adopt: every consideration is an adoption, installed at once, and size does not
/// matter; no needs, no research. Regions share influence as if they were one.
inline SmallWorld diffusion_world(std::uint32_t regions, std::uint32_t firms_each, double p, double q) {
    SmallWorld world;
    for (std::uint32_t r = 0; r < regions; ++r) world.region("R" + std::to_string(r), firms_each, 0.0);
    world.set("adoption.p.ai", p).set("adoption.q.ai", q);
    world.set("spill.home_share", 1.0 / regions).set("firm.ties_degree", 0).set("adoption.size_slope", 0);
    world.set("adoption.decision", 1).set("adoption.install", 0).set("adoption.pause", 0);
    world.set("need.rate", 0).set("need.government_rate", 0).set("research.teams", 0);
    return world;
}

inline constexpr Recording trace_only{.trace = true, .metrics = false};

/// The years from the start at which firms of a one-family world adopted, in order.
inline std::vector<double> adoption_times(const Cultivation& run) {
    std::vector<double> times;
    each_event<Installed>(run.trace(), [&](const Installed& event, const TraceRow& row) {
        if (event.families != 0) times.push_back(years_at(run, row.time));
    });
    return times;
}

}  // namespace cultivar::test
