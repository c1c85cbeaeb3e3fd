// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/busy_world.hpp"
#include "tests/support/traced.hpp"

namespace cultivar::test {

/// One region whose scenarios rush from need to trial: all are small, private owners open all of them at once,
/// nobody is barred, suppliers have room for all; no money, no adoption, no research.
inline SmallWorld pipeline_world(std::uint32_t firms) {
    SmallWorld world;
    world.region("R", firms, 0.0);
    for (const char* owner : {"central_soe", "local_soe", "private_large", "foreign"})
        world.set("firm.share." + std::string(owner), 0.0);
    world.set("need.rate", 1.0).set("need.size_exponent", 0.0).set("need.government_rate", 0.0);
    world.set("tier.major", 0.0).set("tier.integrated", 0.0).set("requirement.readiness", 0.0);
    world.set("open.private", 1.0).set("open.delay", 1.0).set("list.interval_region", 10.0);
    world.set("apply.reach", 20.0).set("apply.delay", 1.0).set("matching.interval", 7.0);
    world.set("matching.reservation", 0.0).set("firm.supply_capacity", 1e6).set("contract.time", 1.0);
    world.set("adoption.p.ai", 0.0).set("adoption.q.ai", 0.0).set("research.teams", 0.0);
    return world;
}

/// No needs arise from this date on, so that every scenario comes to its end.
inline SmallWorld& end_needs(SmallWorld& world, sim::Time from) {
    add_change(world, from, "need.rate", 0.0);
    return world;
}

}  // namespace cultivar::test
