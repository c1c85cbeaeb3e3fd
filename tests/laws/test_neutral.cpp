// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/cultivation.hpp"
#include "scenarios/reader/world_file.hpp"
#include "tests/support/without.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// A hundredth of the nation up to 2027, with its dated policy.
WorldDescription nation() {
    WorldDescription world = read_world(CULTIVAR_SOURCE_DIR "/scenarios/china.yaml");
    world.scale = 0.01;
    world.end = sim::date(2027, 1, 1);
    return world;
}

/// Every lever at its neutral value on the first day.
void quieten(WorldDescription& world) {
    const std::vector<sim::ParameterEntry>& entries = world.catalogue.entries();
    for (std::size_t p = 0; p < entries.size(); ++p)
        if (entries[p].row.neutral) world.values[p] = *entries[p].row.neutral;
}

WorldDescription quiet_nation() {
    WorldDescription world = nation();
    quieten(world);
    world.changes.clear();
    return world;
}

/// What acts by levers of policy alone.
const std::vector<std::string_view> policies{"research_programme", "assessment",     "audit",     "screening",
                                             "consortium",         "sandbox",        "pilot",     "challenge",
                                             "standards",          "first_purchase", "programmes"};

}  // namespace

/// Exact.
TEST_CASE("neutral: with every lever neutral the nation is one that has no mechanism of policy") {
    const WorldDescription world = quiet_nation();
    const std::uint64_t whole = fingerprint_of(world);
    for (const std::string_view mechanism : policies) {
        CAPTURE(mechanism);
        CHECK(fingerprint_without(world, {mechanism}) == whole);
    }
    CHECK(fingerprint_without(world, policies) == whole);
}

/// Exact but for early strikes of the clocks of influence: each change of policy looks at them anew, which rounds.
TEST_CASE("neutral: dated policy that leaves every lever neutral moves nothing but its own events") {
    WorldDescription dated = nation();
    quieten(dated);
    REQUIRE(dated.changes.size() > 10);
    for (PolicyChange& change : dated.changes) change.target = dated.values[change.parameter.index];
    Cultivation with(dated, 11), without(quiet_nation(), 11);
    with.run();
    without.run();
    auto counts = with.counts();
    CHECK(counts[Events::index<PolicyChanged>] > 10);
    counts[Events::index<PolicyChanged>] = 0;
    for (std::size_t type = 0; type < Events::count; ++type) {
        if (type == Events::index<InfluenceReached>) continue;
        CAPTURE(Events::names[type]);
        CHECK(counts[type] == without.counts()[type]);
    }
    CHECK(with.observation().courses == without.observation().courses);
}

/// Each lever of policy, in a quiet nation that has the least of what the lever needs to act.
TEST_CASE("neutral: every policy moved from there leaves a trace") {
    using Values = std::vector<std::pair<std::string, double>>;
    struct Move {
        Values needed;
        std::string lever;
        double value;
    };
    const std::vector<Move> moves{{{}, "consortium.enable", 1.0},
                                  {{}, "rule.gap", 0.5},
                                  {{}, "pilot.slots", 20.0},
                                  {{}, "standard.effect", 0.3},
                                  {{}, "miit.selection", 5.0},
                                  {{}, "policy.speed", 1.3},
                                  {{}, "soe.openness", 0.3},
                                  {{}, "review.stages", 4.0},
                                  {{}, "region.dup_cap", 1.0},
                                  {{{"review.stages", 4.0}}, "review.parallel", 1.0},
                                  {{{"tolerance", 0.0}}, "sanction.cut", 0.5},
                                  {{{"region.budget", 0.02}}, "first_purchase.budget", 0.5},
                                  {{{"most.top", 3.0}}, "most.budget", 50.0},
                                  {{{"soe.openness", 0.1}}, "soe.assessment_step", 0.2},
                                  {{{"need.focus_boost", 0.5}}, "region.differentiation", 0.0}};
    const auto with = [](WorldDescription world, const Values& values) {
        for (const auto& [lever, value] : values) world.values[world.catalogue.id(lever).index] = value;
        return world;
    };
    for (const Move& move : moves) {
        CAPTURE(move.lever);
        const WorldDescription before = with(quiet_nation(), move.needed);
        CHECK(fingerprint_of(with(before, {{move.lever, move.value}})) != fingerprint_of(before));
    }
}
