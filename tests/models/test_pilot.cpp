// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "models/mechanisms/trial.hpp"
#include "tests/support/arrivals.hpp"
#include "tests/support/busy_world.hpp"
#include "tests/support/mechanism_stage.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

SmallWorld with_slots(double slots) {
    SmallWorld world;
    world.region("R", 1'000, 0.0).set("firm.ties_degree", 0);
    return world.set("review.stages", 0).set("pilot.slots", slots);
}

const std::vector<std::string_view> mechanisms{"calendar", "review", "pilot"};

std::uint64_t trials(const Cultivation& run) {
    return run.counts()[Events::index<TrialStarted>];
}

}  // namespace

TEST_CASE("pilot: larger scenarios are verified in the order of their access, then tried") {
    for (const Tier tier : {Tier::major, Tier::integrated}) {
        Cultivation run = arriving_at(with_slots(2), Arrivals(40, 10.0, false, tier), mechanisms);
        run.run();
        const std::vector<sim::Time> entered = times_of<PilotEntered>(run);
        CHECK(std::is_sorted(entered.begin(), entered.end()));
        CHECK(times_of<PilotVerified>(run) == times_of<TrialStarted>(run));
        CHECK(trials(run) == 40);
        CHECK(run.world().ledger.pilot_waits.count == 40.0);
        CHECK(run.world().ledger.pilot_waits.mean() > 50.0);
        CHECK(run.world().pilot_facilities[0].taken == 0);
        for (const Scenario& scenario : run.world().scenarios) CHECK(scenario.piloted);
    }
}

TEST_CASE("pilot: the smallest tier is not verified") {
    Cultivation run = arriving_at(with_slots(2), Arrivals(20, 10.0), mechanisms);
    run.run();
    CHECK(run.counts()[Events::index<PilotEntered>] == 0);
    CHECK(run.world().ledger.accesses.count == 20.0);
}

TEST_CASE("pilot: when the last place goes, those in line are tried unverified") {
    SmallWorld world = with_slots(3).set("pilot.time", 1e5);
    add_change(world, sim::date(2019, 6, 1), "pilot.slots", 0.0);
    Cultivation run = arriving_at(world, Arrivals(20, 1.0, false, Tier::major), mechanisms);
    run.run_until(sim::date(2019, 6, 1));
    CHECK(trials(run) == 0);
    CHECK(run.world().in_state[static_cast<std::size_t>(ScenarioState::in_pilot)] == 20);
    run.run_until(sim::date(2019, 6, 2));
    CHECK(trials(run) == 17);
    CHECK(run.world().in_state[static_cast<std::size_t>(ScenarioState::in_pilot)] == 3);
    const auto verified = [](const Scenario& scenario) { return scenario.piloted; };
    CHECK(std::none_of(run.world().scenarios.begin(), run.world().scenarios.end(), verified));
}

/// 4,000 trials each: the share of successes lies within 4.9 standard deviations, 0.039.
TEST_CASE("pilot: verification adds its log-odds to the trial") {
    for (const bool piloted : {false, true}) {
        SmallWorld world = with_slots(0).set("trial.beta_pilot", 1.1).set("firm.capability_base", 0.5);
        MechanismStage stage(world.description);
        Trial trial(world.description.catalogue);
        int passed = 0;
        for (int i = 0; i < 4'000; ++i) {
            const ScenarioId id = stage.add_scenario(Party(RegionId{0}), {0}, 1.0);
            Scenario& scenario = stage.world.scenarios[id];
            scenario.supplier = Party(FirmId{0});
            scenario.fit = 0.5;
            scenario.piloted = piloted;
            stage.world.take_contract(scenario.supplier);
            trial.on_trial_ended({id}, stage.context);
            passed += scenario.state == ScenarioState::succeeded ? 1 : 0;
        }
        const double expected = piloted ? 0.5 : 1.0 / (1.0 + std::exp(1.1));
        CHECK(std::fabs(passed / 4'000.0 - expected) < 0.039);
    }
}
