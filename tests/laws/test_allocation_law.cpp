// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "models/mechanisms/screening.hpp"
#include "tests/support/busy_world.hpp"
#include "tests/support/diffusion.hpp"
#include "tests/support/without.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

double number(const Cultivation& run, std::string_view name) {
    const std::vector<Scalar> wanted = scalars(run.world());
    const std::vector<double> values = run.observation().values(run.world());
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (wanted[i].name == name) return values[i];
    FAIL("no such number");
    return 0.0;
}

SmallWorld ruled_world(double rule) {
    SmallWorld world = busy_world();
    std::erase_if(world.description.changes, [&world](const PolicyChange& change) {
        return change.parameter == world.description.catalogue.id("matching.rule");
    });
    return world.set("matching.rule", rule);
}

Cultivation finished(const SmallWorld& world, std::uint64_t seed, Recording recording = {.trace = true}) {
    Cultivation run(world.description, seed, recording);
    run.run();
    return run;
}

bool live(ScenarioState state) {
    return state >= ScenarioState::listed && state <= ScenarioState::succeeded;
}

}  // namespace

/// Exact.
TEST_CASE(
    "matching: deferred acceptance leaves no blocking pair and no envy in a run, first come leaves both") {
    const Cultivation stable = finished(ruled_world(4.0), 6), queue = finished(ruled_world(1.0), 6);
    CHECK(stable.world().ledger.matches > 500.0);
    CHECK(number(stable, "blocking_pairs") == 0.0);
    CHECK(number(stable, "envy") == 0.0);
    CHECK(number(queue, "blocking_pairs") > 0.0);
    CHECK(number(queue, "envy") > 0.0);
    CHECK(number(queue, "owner_rank") > number(stable, "owner_rank"));
    CHECK(number(stable, "owner_rank") >= 1.0);
}

/// Exact.
TEST_CASE("matching: each application that took part in a round is told what became of it") {
    for (const double rule : {0.0, 1.0, 2.0, 3.0, 4.0, 5.0}) {
        CAPTURE(rule);
        const Cultivation run = finished(ruled_world(rule), 7);
        std::vector<std::uint32_t> chosen(run.world().scenarios.size(), 0), outranked(chosen);
        double told = 0.0;
        each_event<Applied>(run.trace(), [&](const Applied& event, const TraceRow& row) {
            const Scenario& scenario = run.world().scenarios[event.scenario];
            if (row.outcome == Outcome::none) {
                REQUIRE(scenario.state == ScenarioState::listed);
                REQUIRE(scenario.listings == event.listing);
            }
            chosen[event.scenario.index] += row.outcome == Outcome::chosen;
            outranked[event.scenario.index] += row.outcome == Outcome::outranked;
            told += row.outcome == Outcome::chosen;
            if (rule == 5.0) CHECK(row.outcome != Outcome::unfit);
        });
        CHECK(told == run.world().ledger.matches);
        const std::uint32_t places = rule == 5.0 ? most_teams : 1;
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            REQUIRE(chosen[i] <= places);
            if (outranked[i] > 0) REQUIRE(chosen[i] == places);
        }
    }
}

/// Exact.
TEST_CASE(
    "matching: an auction pays the winner at least what it asked and at most what the least fit would") {
    const SmallWorld world = ruled_world(3.0);
    const Cultivation run = finished(world, 8);
    double above = 0.0;
    for (const Scenario& scenario : run.world().scenarios) {
        if (scenario.contracted == sim::Time{}) continue;
        const double asked = 1.1 * (1.0 - 0.5 * scenario.fit);
        REQUIRE(scenario.price >= asked);
        REQUIRE(scenario.price <= 1.1 * 0.75);
        above += scenario.price > asked;
    }
    CHECK(above > 500.0);
    const Cultivation plain = finished(ruled_world(4.0), 8);
    for (const Scenario& scenario : plain.world().scenarios)
        if (scenario.contracted != sim::Time{})
            REQUIRE(scenario.price == doctest::Approx(1.1 * (1.0 - 0.5 * scenario.fit)));
}

/// Exact. Seen: an assessment without step that still moves a clock; an audit at tolerance 1.
TEST_CASE("neutral: assessment, audit, safety, screening and challenge leave no trace at neutral levers") {
    const SmallWorld world = busy_world();
    const std::uint64_t with_all = finished(world, 6, {.metrics = false}).fingerprint();
    for (const std::string_view name : {"assessment", "audit", "safety", "screening", "challenge"}) {
        CAPTURE(name);
        CHECK(fingerprint_without(world.description, {name}, 6) == with_all);
    }
    SmallWorld moved = world;
    moved.set("soe.assessment_step", 0.1);
    CHECK(finished(moved, 6, {.metrics = false}).fingerprint() != with_all);
    SmallWorld tried = world;
    tried.set("tolerance", 0.5);
    CHECK(finished(tried, 6, {.metrics = false}).fingerprint() != with_all);
    SmallWorld dangerous = world;
    dangerous.set("safety.incident", 0.05);
    CHECK(finished(dangerous, 6, {.metrics = false}).fingerprint() != with_all);
    SmallWorld referred = world;
    referred.set("region.dup_ref", 1.0);
    CHECK(finished(referred, 6, {.metrics = false}).fingerprint() == with_all);
}

/// Exact: the trace is replayed and live scenarios are counted anew. Seen: one list that does not count what it
/// has taken up; neighbours left out.
TEST_CASE(
    "screening: a list takes a scenario up unless its category is too dense around, counting what it took "
    "up") {
    SmallWorld world = busy_world();
    world.set("region.dup_cap", 1.2).set("region.dup_ref", 1.1).place_regions(600.0);
    world.description.distance_km[1] = world.description.distance_km[4] = 400.0;
    const Cultivation run = finished(world, 9);
    const World& end = run.world();
    World replay = end;
    std::fill(replay.live.begin(), replay.live.end(), 0U);
    std::vector<ScenarioState> states(end.scenarios.size(), ScenarioState::need);
    std::vector<bool> seen(states.size(), false);
    double redundant = 0.0, listed = 0.0, refused = 0.0, unsure = 0.0;
    const auto enter = [&](ScenarioId id, ScenarioState state) {
        const Scenario& scenario = end.scenarios[id];
        std::uint32_t& here = replay.live[end.category_cell(scenario.region, scenario.category)];
        if (live(states[id.index])) --here;
        if (live(state)) ++here;
        states[id.index] = state;
    };
    for (const TraceRow& row : run.trace()) {
        if (is_event<Listed>(row)) {
            const ScenarioId id = event_in<Listed>(row).scenario;
            const double dense = crowding(replay, end.scenarios[id].region, end.scenarios[id].category);
            CHECK(dense <= 1.2);
            if (!seen[id.index]) {
                listed += 1.0;
                redundant += dense > 1.1;
                REQUIRE(end.scenarios[id].redundant == (dense > 1.1));
            }
            seen[id.index] = true;
            unsure += dense > 0.0;
            enter(id, ScenarioState::listed);
        }
        if (is_event<DuplicateFound>(row)) {
            const ScenarioId id = event_in<DuplicateFound>(row).scenario;
            CHECK(crowding(replay, end.scenarios[id].region, end.scenarios[id].category) > 1.2);
            CHECK(end.scenarios[id].state == ScenarioState::duplicate);
            refused += 1.0;
        }
        if (is_event<Unmatched>(row)) enter(event_in<Unmatched>(row).scenario, ScenarioState::identified);
        if (is_event<Validated>(row)) enter(event_in<Validated>(row).scenario, ScenarioState::validated);
        if (is_event<TrialEnded>(row) && row.outcome == Outcome::gave_up)
            enter(event_in<TrialEnded>(row).scenario, ScenarioState::stopped);
    }
    CHECK(replay.live == end.live);
    CHECK(unsure > 100.0);
    CHECK(refused > 50.0);
    CHECK(redundant > 20.0);
    CHECK(number(run, "duplicates") == doctest::Approx(refused));
    CHECK(number(run, "redundancy") == doctest::Approx(redundant / listed));
}

/// Exact.
TEST_CASE("screening: one region is never denser than its nation") {
    SmallWorld world;
    world.region("R", 500, 0.0).set("need.rate", 1.0).years(4);
    world.set("region.dup_cap", 1.0);
    CHECK(finished(world, 10).counts()[Events::index<DuplicateFound>] == 0);
    CHECK(finished(world.set("region.dup_cap", 0.99), 10).counts()[Events::index<DuplicateFound>] > 100);
}

/// Exact.
TEST_CASE("metrics: regions alike have similarity 1 and Krugman 0, disjoint ones similarity 0") {
    SmallWorld small({"ai"}, 4);
    small.region("A", 30, 0.0).region("B", 60, 0.0).region("C", 20, 0.0);
    Cultivation run(small.description, 1);
    const auto measured = [&run](std::string_view id) {
        for (const Metric& metric : metrics())
            if (metric.id == id) return metric.measure(run.world(), {});
        return -1.0;
    };
    std::vector<double>& listed = run.world().ledger.listed_in;
    CHECK(measured("similarity") == 0.0);
    listed = {1, 2, 0, 3, 2, 4, 0, 6, 0, 0, 0, 0};
    CHECK(measured("similarity") == doctest::Approx(1.0));
    CHECK(measured("krugman") == doctest::Approx(0.0));
    CHECK(measured("hhi") == doctest::Approx((1.0 + 4.0 + 9.0) / 36.0));
    listed = {1, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 4};
    CHECK(measured("similarity") == 0.0);
    CHECK(measured("krugman") == doctest::Approx((1.5 + 1.5 + 1.0) / 3.0));
    CHECK(measured("hhi") == doctest::Approx((0.5 + 1.0 + 1.0) / 3.0));
}

/// Exact.
TEST_CASE("metrics: what is measured at the end has a number of the run and no series") {
    const Cultivation run = finished(ruled_world(0.0), 6);
    for (std::size_t m = 0; m < metrics().size(); ++m)
        if (metrics()[m].at_end) CHECK(run.observation().series[m].empty());
    CHECK(number(run, "gini_contracts") > 0.0);
    CHECK(number(run, "gini_contracts") < 1.0);
    CHECK(number(run, "jain_contracts") > 0.0);
    CHECK(number(run, "jain_contracts") < 1.0);
}
