// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>

#include "models/mechanisms/funding.hpp"
#include "models/mechanisms/trial.hpp"
#include "tests/support/mechanism_stage.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// A scenario of a government, under contract with the first firm, at its first trial.
struct TrialStage : MechanismStage {
    Trial trial;
    ScenarioId id;

    explicit TrialStage(const SmallWorld& small)
        : MechanismStage(small.description),
          trial(small.description.catalogue),
          id(add_scenario(Party(RegionId{0}), {0, 1}, 8.5)) {
        scenario().supplier = Party(FirmId{0});
        scenario().fit = 0.5;
        world.take_contract(scenario().supplier);
        world.enter(scenario(), ScenarioState::in_review);
    }
    Scenario& scenario() { return world.scenarios[id]; }
};

SmallWorld small_world() {
    SmallWorld small;
    small.region("R", 2'000).set("firm.ties_degree", 0);
    return small;
}

}  // namespace

TEST_CASE("trial: costs its share of value, and government pays its rate while credit lasts") {
    TrialStage stage(small_world().set("trial.cost", 0.05).set("subsidy.rate", 0.4));
    stage.world.regions[RegionId{0}].credit = 0.3;
    stage.trial.on_trial_started({stage.id}, stage.context);
    CHECK(stage.scenario().state == ScenarioState::in_trial);
    CHECK(stage.scenario().spend == doctest::Approx(0.5));
    CHECK(stage.scenario().public_spend == doctest::Approx(0.2));
    ++stage.scenario().trials;
    stage.trial.on_trial_started({stage.id}, stage.context);
    CHECK(stage.scenario().public_spend == doctest::Approx(0.3));
    CHECK(stage.world.regions[RegionId{0}].credit == 0.0);
    CHECK(stage.world.ledger.days_contract_trial.total == 1);
}

TEST_CASE("trial: the major tier is paid from the central funds") {
    TrialStage stage(small_world().set("trial.cost", 0.1).set("subsidy.rate", 0.5));
    stage.scenario().tier = Tier::major;
    stage.world.national_credit = 100.0;
    grant(stage.world, stage.scenario(), 0.5);
    CHECK(stage.scenario().public_spend == 0.5);
    CHECK(stage.world.national_credit == 99.5);
    CHECK(stage.world.regions[RegionId{0}].credit == 0.0);
}

TEST_CASE("trial: a failure teaches the supplier, adds experience and calls for what is missing") {
    TrialStage stage(small_world().set("trial.beta_base", -1e3).set("trial.learn", 1.0));
    const auto skill = [&] { return stage.world.capability_of(Party(FirmId{0})); };
    const float before = skill()[0], untouched = skill()[2];
    stage.trial.on_trial_ended({stage.id}, stage.context);
    CHECK(stage.row.outcome == Outcome::failed);
    CHECK(stage.scenario().state == ScenarioState::redesign);
    CHECK(skill()[0] == doctest::Approx(before + 0.05 * (1.0 - before)));
    CHECK(skill()[2] == untouched);
    CHECK(stage.world.experience[0] == doctest::Approx(0.1));
    const double mean_value = 0.05 * 300 + 0.35 * 55 + 0.6 * 8;
    CHECK(stage.world.technologies[TechnologyId{0}].signal == doctest::Approx(10.0 / mean_value / 2.0));
    CHECK(stage.world.technologies[TechnologyId{2}].signal == 0.0);
}

TEST_CASE("trial: the last failure, or one that teaches nothing, is the end and frees the supplier") {
    for (const bool last : {false, true}) {
        TrialStage stage(small_world().set("trial.beta_base", -1e3).set("trial.learn", last ? 1.0 : 0.0));
        stage.scenario().trials = last ? 3 : 0;
        stage.trial.on_trial_ended({stage.id}, stage.context);
        CHECK(stage.row.outcome == Outcome::gave_up);
        CHECK(stage.scenario().state == ScenarioState::stopped);
        CHECK(stage.world.firms[FirmId{0}].contracts == 0);
    }
}

TEST_CASE("trial: a success is validated 15 days to the longest delay later") {
    for (std::uint64_t i = 0; i < 50; ++i) {
        TrialStage stage(small_world().set("trial.beta_base", 1e3).set("validate.delay", 20));
        stage.scenario().key = sim::Key{i};
        stage.trial.on_trial_ended({stage.id}, stage.context);
        CHECK(stage.scenario().state == ScenarioState::succeeded);
        stage.play_until(sim::date(2020, 1, 1));
        REQUIRE(stage.times_of<Validated>().size() == 1);
        const double days = sim::in_days(stage.times_of<Validated>()[0] - sim::date(2019, 1, 1));
        CHECK(days >= 15.0);
        CHECK(days <= 20.0);
    }
}

TEST_CASE("trial: a demand signal halves every half-life") {
    Technology technology;
    technology.signal = 3.0;
    technology.signal_at = sim::date(2020, 1, 1);
    CHECK(signal_at(technology, technology.signal_at, 100.0) == 3.0);
    CHECK(signal_at(technology, technology.signal_at + sim::days(100), 100.0) == doctest::Approx(1.5));
    CHECK(signal_at(technology, technology.signal_at + sim::days(300), 100.0) == doctest::Approx(0.375));
}
