// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "tests/support/busy_world.hpp"
#include "tests/support/traced.hpp"
#include "tests/support/without.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// The busy world with programmes, new combinations, spillover and short-lived consortia.
SmallWorld learned_world() {
    SmallWorld world =
        busy_world().set("most.budget", 200.0).set("recombine.rate", 1.0).set("spill.rate", 0.2);
    world.set("trial.beta_absorb", 0.3).set("consortium.enable", 1.0).set("consortium.milestone", 90.0);
    return world.set("tier.major", 0.15);
}

/// Contracts counted anew from the scenarios and consortia at work.
void check_contracts(const World& world) {
    std::vector<std::uint32_t> firms(world.firms.size()), institutes(world.institutes.size());
    const auto hold = [&](Party party) {
        ++(party.kind() == PartyKind::firm ? firms : institutes)[party.index()];
    };
    for (const Scenario& scenario : world.scenarios) {
        if (scenario.state < ScenarioState::matched || scenario.state > ScenarioState::succeeded) continue;
        if (!scenario.consortium.valid()) {
            hold(scenario.supplier);
            continue;
        }
        const Consortium& consortium = world.consortia[scenario.consortium];
        REQUIRE(consortium.active);
        REQUIRE(consortium.members.front() == scenario.supplier);
        for (const Party member : consortium.members) hold(member);
    }
    for (std::uint32_t i = 0; i < firms.size(); ++i) REQUIRE(world.firms[FirmId{i}].contracts == firms[i]);
    for (std::uint32_t i = 0; i < institutes.size(); ++i)
        REQUIRE(world.institutes[InstituteId{i}].contracts == institutes[i]);
}

void check_teams(const World& world) {
    std::vector<std::uint32_t> working(world.technologies.size()), awards(world.technologies.size());
    std::vector<std::uint32_t> slots(world.institutes.size());
    std::vector<bool> researching(world.firms.size(), false);
    for (const Project& project : world.projects) {
        if (!project.active) continue;
        ++(project.awarded ? awards : working)[project.technology.index];
        if (project.team.kind() == PartyKind::firm) {
            REQUIRE_FALSE(researching[project.team.index()]);
            researching[project.team.index()] = true;
        } else {
            ++slots[project.team.index()];
        }
    }
    for (std::uint32_t t = 0; t < working.size(); ++t) {
        REQUIRE(world.technologies[TechnologyId{t}].working == working[t]);
        REQUIRE(world.technologies[TechnologyId{t}].awards == awards[t]);
    }
    for (std::uint32_t i = 0; i < researching.size(); ++i)
        REQUIRE(world.firms[FirmId{i}].researching == researching[i]);
    for (std::uint32_t i = 0; i < slots.size(); ++i)
        REQUIRE(world.institutes[InstituteId{i}].projects == slots[i]);
}

}  // namespace

/// Exact. Seen: a partner's contract that is kept when a trial is given up, an award counted among the others.
TEST_CASE("knowledge: contracts, teams and awards counted anew on each first of a month agree") {
    Cultivation run(learned_world().description, 6, {.trace = false, .metrics = false});
    while (run.now() < run.end()) {
        run.run_until(sim::next_month(run.now()));
        CHECK(run.world().check().empty());
        check_contracts(run.world());
        check_teams(run.world());
        for (const float level : run.world().capability) REQUIRE((level >= 0.0F && level <= 1.0F));
    }
    const Ledger& ledger = run.world().ledger;
    CHECK(ledger.consortia > 10.0);
    CHECK(ledger.consortia_dissolved > 0.0);
    CHECK(ledger.consortia_mixed > 0.0);
    CHECK(ledger.consortia_mixed <= ledger.consortia);
    CHECK(ledger.combinations > 0.0);
    CHECK(ledger.award_spend > 0.0);
    CHECK(run.counts()[Events::index<MilestoneReached>] > 20);
}

/// Exact, from the trace. Seen: scenarios released by an ordinary step counted too.
TEST_CASE(
    "knowledge: a cascade is what its breakthrough released, and one entry stands for each breakthrough") {
    Cultivation run(learned_world().description, 6, {.trace = true, .metrics = false});
    run.run();
    std::vector<sim::EventId> breakthroughs;
    std::vector<std::uint32_t> released;
    each_event<BreakthroughMade>(run.trace(), [&](const BreakthroughMade&, const TraceRow& row) {
        breakthroughs.push_back(row.id);
        released.push_back(0);
    });
    each_event<Listed>(run.trace(), [&](const Listed&, const TraceRow& row) {
        const auto found = std::find(breakthroughs.begin(), breakthroughs.end(), row.cause);
        if (found != breakthroughs.end()) ++released[static_cast<std::size_t>(found - breakthroughs.begin())];
    });
    CHECK(run.world().ledger.cascades == released);
    CHECK(*std::max_element(released.begin(), released.end()) > 0);
    CHECK(run.world().ledger.cascade_adoptions > 0.0);
}

/// Exact: 0 wherever the mechanism is neutral, and not where it acts.
TEST_CASE("knowledge: without consortia no trace is left of them") {
    for (const double enable : {0.0, 1.0}) {
        const SmallWorld world = busy_world().set("consortium.enable", enable);
        CHECK((fingerprint_of(world.description) == fingerprint_without(world.description, {"consortium"})) ==
              (enable == 0.0));
    }
}

/// An onlooker: the run is the same with it and without.
TEST_CASE("knowledge: counting cascades changes nothing") {
    const SmallWorld world = learned_world();
    CHECK(fingerprint_of(world.description) == fingerprint_without(world.description, {"cascade"}));
}
