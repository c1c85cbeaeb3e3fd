// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/busy_world.hpp"
#include "tests/support/traced.hpp"
#include "tests/support/without.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// Rule gaps, few reviewers, no place at first and then few, conflicts; the levers move, places come and go.
SmallWorld scarce_world() {
    SmallWorld world = busy_world();
    world.set("rule.gap", 0.5)
        .set("review.servers", 6.0)
        .set("review.conflict", 0.4)
        .set("review.cohesion", 0.1);
    world.set("sandbox.capacity", 0.0)
        .set("pilot.slots", 3.0)
        .set("standard.effect", 0.3)
        .set("standard.trigger", 4.0);
    add_change(world, sim::date(2021, 3, 1), "sandbox.capacity", 12.0, 200.0);
    add_change(world, sim::date(2023, 3, 1), "sandbox.capacity", 0.0);
    add_change(world, sim::date(2024, 3, 1), "sandbox.capacity", 6.0);
    add_change(world, sim::date(2022, 3, 1), "pilot.slots", 0.0);
    add_change(world, sim::date(2023, 9, 1), "pilot.slots", 9.0);
    add_change(world, sim::date(2022, 9, 1), "review.servers", 3.0);
    add_change(world, sim::date(2024, 9, 1), "review.servers", 20.0);
    add_change(world, sim::date(2021, 6, 1), "policy.speed", 1.5, 100.0);
    return world;
}

std::size_t count_of(const World& world, ScenarioState state) {
    return world.in_state[static_cast<std::size_t>(state)];
}

std::size_t cases(const std::vector<Facility>& facilities) {
    std::size_t sum = 0;
    for (const Facility& facility : facilities) sum += facility.taken + facility.line.size();
    return sum;
}

}  // namespace

TEST_CASE("institutions: at their neutral levers sandboxes, pilot facilities and standards leave no trace") {
    const SmallWorld quiet = busy_world();
    const std::uint64_t whole = fingerprint_of(quiet.description);
    for (const char* mechanism : {"sandbox", "pilot", "standards"}) {
        CAPTURE(mechanism);
        CHECK(fingerprint_without(quiet.description, {mechanism}) == whole);
    }
    const std::vector<std::pair<const char*, double>> awake{
        {"rule.gap", 1.0}, {"pilot.slots", 12.0}, {"standard.effect", 0.3}, {"policy.speed", 1.1}};
    for (const auto& awakening : awake) {
        CAPTURE(awakening.first);
        CHECK(fingerprint_of(busy_world().set(awakening.first, awakening.second).description) != whole);
    }
}

TEST_CASE("institutions: reviewers beyond need and places that nobody asks for leave no trace") {
    const std::uint64_t whole = fingerprint_of(busy_world().description);
    CHECK(fingerprint_of(busy_world().set("review.servers", 1e6).description) == whole);
    CHECK(fingerprint_of(busy_world().set("sandbox.capacity", 0.0).description) == whole);
    CHECK(fingerprint_of(busy_world().set("trial.beta_pilot", 1.5).description) == whole);
    CHECK(fingerprint_of(busy_world().set("review.servers", 6.0).description) != whole);
}

TEST_CASE(
    "institutions: every month each scenario in a sandbox or pilot facility is in line or in one place") {
    std::uint64_t most_in_line = 0, rulings = 0;
    double sandboxed = 0.0, piloted = 0.0, rules_made = 0.0;
    for (const std::uint64_t seed : {11, 12, 13, 14}) {
        Cultivation run(scarce_world().description, seed, {.trace = false, .metrics = false});
        while (run.now() < run.end()) {
            run.run_until(sim::next_month(run.now()));
            const World& world = run.world();
            CHECK(world.check().empty());
            CHECK(count_of(world, ScenarioState::in_sandbox) == cases(world.sandboxes));
            CHECK(count_of(world, ScenarioState::in_pilot) == cases(world.pilot_facilities));
            for (const Facility& desk : world.review_desks)
                most_in_line = std::max<std::uint64_t>(most_in_line, desk.line.size());
            CHECK(world.ledger.accesses.count <= world.ledger.reviews.count);
            CHECK(world.ledger.sandboxed <= world.ledger.sandbox_waits.count);
            CHECK(world.ledger.rules_made <= world.ledger.standards);
        }
        const Ledger& ledger = run.world().ledger;
        sandboxed += ledger.sandboxed;
        piloted += ledger.pilot_waits.count;
        rules_made += ledger.rules_made;
        rulings += run.counts()[Events::index<RuleSettled>];
    }
    // Whatever the seeds: in each of 20 there were at least 3 stays in sandboxes, 88 verifications, a rule made
    // and 2 rulings.
    CHECK(most_in_line > 0);
    CHECK(sandboxed > 10.0);
    CHECK(piloted > 100.0);
    CHECK(rules_made > 0.0);
    CHECK(rulings > 4);
}

TEST_CASE("institutions: after a standard no scenario of its category needs a ruling or a sandbox") {
    SmallWorld world = scarce_world().set("rule.gap", 1.0);
    Cultivation run(world.description, 12, {.trace = true, .metrics = false});
    run.run();
    std::vector<sim::Time> closed(run.world().categories.size(), sim::Time::max());
    each_event<StandardIssued>(run.trace(), [&](const StandardIssued& event, const TraceRow& row) {
        CHECK(closed[event.category.index] == sim::Time::max());
        closed[event.category.index] = row.time;
    });
    std::vector<sim::Time> finished(run.world().scenarios.size(), sim::Time::min());
    std::size_t before = 0, after = 0;
    each_event<ReviewFinished>(run.trace(), [&](const ReviewFinished& event, const TraceRow& row) {
        finished[event.scenario.index] = row.time;
    });
    each_event<AccessGranted>(run.trace(), [&](const AccessGranted& event, const TraceRow& row) {
        const std::size_t place = event.scenario.index;
        const Scenario& scenario = run.world().scenarios[event.scenario];
        const bool late = finished[place] > closed[scenario.category.index];
        CHECK((row.time == finished[place]) == late);
        CHECK(!(late && scenario.sandboxed));
        ++(late ? after : before);
    });
    CHECK(before > 50);
    CHECK(after > 50);
}
