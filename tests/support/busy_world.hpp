// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "tests/support/small_world.hpp"

namespace cultivar::test {

/// Moves a lever at a date, at once or over a ramp of so many days.
inline void add_change(SmallWorld& world, sim::Time from, std::string_view lever, double target,
                       double ramp_days = 0.0, RampShape shape = RampShape::linear) {
    PolicyChange change;
    change.from = from;
    change.ramp = sim::days(ramp_days);
    change.shape = shape;
    change.parameter = world.description.catalogue.id(lever);
    change.target = target;
    change.origin = "test";
    world.description.changes.push_back(change);
}

/// A world in which everything happens: four families, of which one needs coverage, six categories, two
/// sectors, unequal regions 600 km apart, money, ties, locks and breakthroughs, and levers that move.
inline SmallWorld busy_world() {
    SmallWorld world({"5g", "ai", "robotics", "industrial_internet"}, 6);
    world.description.families[0].needs_coverage = true;
    world.description.sectors.push_back({"electronics", "electronics", 0.5, 3, true, {0, 1}});
    world.description.sectors[0].value_added_share = 0.5;
    world.region("NORTH", 220).region("EAST", 350).region("SOUTH", 160, 900.0).region("WEST", 60, 300.0);
    world.place_regions(600.0);
    world.description.regions[3].coastal = false;
    world.description.regions[3].macro_region = "west";
    world.set("need.rate", 0.4).set("adoption.p.ai", 0.02).set("adoption.p.robotics", 0.02);
    world.set("firm.share.local_soe", 0.15).set("firm.share.central_soe", 0.05).set("trial.max_gap", 0.5);
    add_change(world, sim::date(2021, 5, 1), "soe.openness", 0.6, 400.0, RampShape::logistic);
    add_change(world, sim::date(2022, 2, 11), "matching.rule", 4.0);
    add_change(world, sim::date(2022, 2, 11), "need.rate", 0.6);
    add_change(world, sim::date(2023, 1, 1), "review.parallel", 0.8, 200.0);
    return world.years(8);
}

}  // namespace cultivar::test
