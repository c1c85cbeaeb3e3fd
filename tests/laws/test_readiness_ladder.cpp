// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "tests/support/bounds.hpp"
#include "tests/support/diffusion.hpp"
#include "tests/support/distribution_checks.hpp"
#include "tests/support/small_world.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

constexpr double mean = 2.0;
constexpr int steps = 5;
constexpr std::uint32_t components = 10;

/// Eight families of which every technology stands at readiness 4 with one team at work on it from the first
/// day; nothing hastens or hinders the teams.
SmallWorld laboratory(double shape, double abandon) {
    SmallWorld world({"a", "b", "c", "d", "e", "f", "g", "h"});
    for (FamilyDescription& family : world.description.families) {
        family.core_readiness = 5.0;
        family.bottleneck_readiness = 4.0;
    }
    world.region("R", 200, 0.0).set("need.rate", 0).set("need.government_rate", 0).set("firm.ties_degree", 0);
    for (const FamilyDescription& family : world.description.families)
        world.set("adoption.p." + family.id, 0).set("adoption.q." + family.id, 0);
    for (const char level : {'4', '5', '6', '7', '8'})
        world.set(std::string("research.step_years.") + level, mean);
    world.set("tech.count_components", components).set("research.teams", 1).set("research.prerequisite", 0);
    world.set("research.funding_elasticity", 0).set("research.demand_pull", 0);
    world.set("research.bottleneck_factor", 1)
        .set("research.step_shape", shape)
        .set("research.abandon", abandon);
    return world.years(100);
}

Cultivation researched(const SmallWorld& world, std::uint64_t seed) {
    Cultivation run(world.description, seed, trace_only);
    run.run();
    return run;
}

/// Projects begun on the first day that have five steps before them.
std::vector<bool> of_interest(const Cultivation& run) {
    std::vector<bool> interest(run.world().projects.size(), false);
    for (std::uint32_t p = 0; p < run.world().technologies.size(); ++p)
        interest[p] = !run.world().technologies[run.world().projects[ProjectId{p}].technology].core;
    return interest;
}

/// Years from the first day to readiness 9.
std::vector<double> climbs(double shape, std::uint64_t seeds) {
    const SmallWorld world = laboratory(shape, 0.0);
    std::vector<double> years;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const Cultivation run = researched(world, seed);
        const std::vector<bool> interest = of_interest(run);
        std::vector<int> taken(interest.size(), 0);
        each_event<ReadinessStepped>(run.trace(), [&](const ReadinessStepped& event, const TraceRow& row) {
            if (interest[event.project.index] && ++taken[event.project.index] == steps)
                years.push_back(years_at(run, row.time));
        });
    }
    REQUIRE(years.size() == seeds * 8 * components);
    return years;
}

}  // namespace

/// False alarms: 1e-6 for mean, variance and law each. Seen: a step mean wrong by 2 %, a step too many.
TEST_CASE("readiness: with exponential steps of equal means the climb takes an Erlang time") {
    const std::vector<double> years = climbs(1.0, 200);
    const double variance = steps * mean * mean;
    const double fourth = (3.0 + 6.0 / steps) * variance * variance;
    CHECK(std::fabs(tests::mean_error(years, steps * mean, variance)) < tests::z_bound);
    CHECK(std::fabs(tests::variance_error(years, steps * mean, variance, fourth)) < tests::z_bound);
    const auto law = [](double x) { return erlang(steps, mean, x); };
    CHECK(tests::distribution_gap(years, law, law) < tests::gap_bound);
}

/// Steps of shape 3 and the same mean are sums of three exponentials. False alarm: 1e-6.
TEST_CASE("readiness: the shape of a step narrows the climb without moving its mean") {
    const auto law = [](double x) { return erlang(3 * steps, mean / 3.0, x); };
    CHECK(tests::distribution_gap(climbs(3.0, 100), law, law) < tests::gap_bound);
}

/// False alarm: 1e-6 for the larger of two (Chernoff). Seen: a step that is never abandoned, f wrong by 0.02.
TEST_CASE("readiness: a project reaches the top with the product of its chances to go on") {
    for (const double abandon : {0.08, 0.3}) {
        CAPTURE(abandon);
        const SmallWorld world = laboratory(1.0, abandon);
        double begun = 0.0, reached = 0.0;
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            const Cultivation run = researched(world, seed);
            const std::vector<bool> interest = of_interest(run);
            for (std::uint32_t p = 0; p < interest.size(); ++p) {
                if (!interest[p]) continue;
                begun += 1.0;
                reached += run.world().projects[ProjectId{p}].readiness == 9.0 ? 1.0 : 0.0;
            }
        }
        CHECK(binomial_surprise(reached, begun, std::pow(1.0 - abandon, steps)) < surprise_bound(2));
    }
}
