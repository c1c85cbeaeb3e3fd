// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <vector>

#include "tests/support/bounds.hpp"
#include "tests/support/diffusion.hpp"
#include "tests/support/pipeline.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

constexpr double challenge = 5.0;

/// Equal odds for all teams, whatever their fit.
SmallWorld race_world(double trials) {
    SmallWorld world = pipeline_world(8'000);
    world.set("matching.rule", challenge).set("trial.beta_fit", 0.0).set("review.stages", 0.0);
    world.set("apply.reach", 2.5).set("trial.max_trials", trials);
    end_needs(world, sim::date(2023, 1, 1));
    return world.years(15);
}

/// Teams of each scenario that was matched, from the applications that were chosen.
std::vector<std::size_t> teams(const Cultivation& run) {
    std::vector<std::size_t> count(run.world().scenarios.size(), 0);
    each_event<Applied>(run.trace(), [&](const Applied& event, const TraceRow& row) {
        count[event.scenario.index] += row.outcome == Outcome::chosen;
    });
    return count;
}

}  // namespace

/// Binomial by number of teams. False alarms: 1e-6 for the largest of three (Chernoff). Seen: rivals that share
/// the draw of the first team.
TEST_CASE("challenge: in one trial m teams of chance p solve a scenario with 1 - (1 - p)^m") {
    Cultivation run(race_world(1.0).description, 1, trace_only);
    run.run();
    const std::vector<std::size_t> count = teams(run);
    std::array<double, 4> tried{}, solved{};
    each_event<TrialEnded>(run.trace(), [&](const TrialEnded& event, const TraceRow& row) {
        tried[count[event.scenario.index]] += 1.0;
        solved[count[event.scenario.index]] += row.outcome == Outcome::passed;
    });
    const double p = 1.0 / (1.0 + std::exp(1.1));
    for (std::size_t m = 1; m <= 3; ++m) {
        CAPTURE(m);
        REQUIRE(tried[m] > 2'000.0);
        CHECK(binomial_surprise(solved[m], tried[m], 1.0 - std::pow(1.0 - p, static_cast<double>(m))) <
              surprise_bound(3));
    }
}

/// Equal teams are equally fast, so that the team matched first is the supplier in the end with odds 1/m.
/// False alarms: 1e-6 for the larger of two. Seen: the first team always wins a draw.
TEST_CASE("challenge: the first to be validated is the supplier, the others leave, and all contracts end") {
    Cultivation run(race_world(4.0).description, 2, trace_only);
    run.run();
    const World& world = run.world();
    const std::vector<std::size_t> count = teams(run);
    std::vector<Party> first(world.scenarios.size());
    std::vector<std::size_t> left(world.scenarios.size(), 0);
    std::array<double, 4> won{}, races{};
    each_event<Matched>(run.trace(), [&](const Matched& event, const TraceRow&) {
        first[event.scenario.index] = event.supplier;
    });
    each_event<RaceEnded>(run.trace(), [&](const RaceEnded& event, const TraceRow& row) {
        const Scenario& scenario = world.scenarios[event.scenario];
        ++left[event.scenario.index];
        CHECK(scenario.supplier != event.supplier);
        CHECK(row.outcome ==
              (scenario.state == ScenarioState::stopped ? Outcome::gave_up : Outcome::disproved));
    });
    for (std::uint32_t i = 0; i < world.scenarios.size(); ++i) {
        const Scenario& scenario = world.scenarios[ScenarioId{i}];
        if (scenario.state != ScenarioState::validated && scenario.state != ScenarioState::stopped) continue;
        REQUIRE(left[i] == count[i] - 1);
        REQUIRE(scenario.raced == (count[i] > 1));
        REQUIRE(scenario.rival_count == 0);
        if (scenario.state != ScenarioState::validated) continue;
        races[count[i]] += 1.0;
        won[count[i]] += scenario.supplier == first[i];
    }
    CHECK(won[1] == races[1]);
    for (std::size_t m = 2; m <= 3; ++m) {
        CAPTURE(m);
        REQUIRE(races[m] > 1'000.0);
        CHECK(binomial_surprise(won[m], races[m], 1.0 / static_cast<double>(m)) < surprise_bound(2));
    }
    CHECK(world.rival_contracts == 0);
    for (const Firm& firm : world.firms) REQUIRE(firm.contracts == 0);
}

/// Exact. Seen: rivals whose cost is not booked.
TEST_CASE("challenge: every team pays for its own trials") {
    Cultivation run(race_world(1.0).description, 3, trace_only);
    run.run();
    const std::vector<std::size_t> count = teams(run);
    for (std::uint32_t i = 0; i < run.world().scenarios.size(); ++i) {
        const Scenario& scenario = run.world().scenarios[ScenarioId{i}];
        if (scenario.trials == 1)
            REQUIRE(scenario.spend == doctest::Approx(0.05 * scenario.value * static_cast<double>(count[i])));
    }
}

/// Exact.
TEST_CASE("challenge: where one supplier alone can apply, a race is a match like any other") {
    SmallWorld world = pipeline_world(40);
    for (std::uint32_t i = 0; i < 40; ++i)
        world.description.firms.push_back({"firm " + std::to_string(i), 0, 0, OwnerType::sme, 200.0, i == 0});
    world.years(8);
    Cultivation race(world.set("matching.rule", challenge).description, 4, trace_only);
    Cultivation match(world.set("matching.rule", 0.0).description, 4, trace_only);
    race.run();
    match.run();
    REQUIRE(race.counts()[Events::index<Validated>] > 20);
    CHECK(race.fingerprint() == match.fingerprint());
}
