// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "tests/support/bounds.hpp"
#include "tests/support/diffusion.hpp"
#include "tests/support/distribution_checks.hpp"
#include "tests/support/pipeline.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

double logistic(double odds) {
    return 1.0 / (1.0 + std::exp(-odds));
}

/// All gaps are 0, fit does not matter, and every failure teaches.
SmallWorld even_world() {
    SmallWorld world = pipeline_world(10'000);
    world.set("trial.beta_fit", 0.0).set("trial.learn", 1.0).set("review.stages", 0.0);
    end_needs(world, sim::date(2023, 1, 1));
    return world.years(20);
}

Cultivation finished_run(const SmallWorld& world, std::uint64_t seed) {
    Cultivation run(world.description, seed, trace_only);
    run.run();
    for (const ScenarioState state :
         {ScenarioState::in_trial, ScenarioState::redesign, ScenarioState::succeeded})
        REQUIRE(run.world().in_state[static_cast<std::size_t>(state)] == 0);
    return run;
}

}  // namespace

/// Success by trial number is binomial. False alarms: 1e-6 for the largest of five (Chernoff). Seen: odds wrong
/// by 0.1, ln(1 + k) in place of ln k taken one trial late.
TEST_CASE("trial: at no gap the first four succeed with .25 .37 .45 .50, 87 % within four") {
    const Cultivation run = finished_run(even_world(), 1);
    const Ledger& ledger = run.world().ledger;
    const std::array<double, 4> published{0.25, 0.37, 0.45, 0.50};
    double none = 1.0;
    for (std::size_t k = 0; k < published.size(); ++k) {
        CAPTURE(k);
        const double p = logistic(-1.1 + 0.8 * std::log(1.0 + static_cast<double>(k)));
        CHECK(p == doctest::Approx(published[k]).epsilon(0.01));
        REQUIRE(ledger.trials_by_number[k] > 8'000);
        CHECK(binomial_surprise(ledger.successes_by_number[k], ledger.trials_by_number[k], p) <
              surprise_bound(5));
        none *= 1.0 - p;
    }
    CHECK(1.0 - none == doctest::Approx(0.87).epsilon(0.01));
    double validated = 0.0;
    for (const double share : ledger.successes_by_number) validated += share;
    CHECK(binomial_surprise(validated, ledger.trials_by_number[0], 1.0 - none) < surprise_bound(5));
    CHECK(ledger.trials_by_number[4] == 0.0);
}

/// False alarm: 1e-6 each. Seen: as above.
TEST_CASE("trial: without learning by iteration K trials succeed with 1 - (1 - p)^K") {
    for (const int most : {1, 3, 6}) {
        CAPTURE(most);
        SmallWorld world = even_world();
        world.set("trial.beta_iteration", 0.0).set("trial.max_trials", most);
        const Cultivation run = finished_run(world, 2);
        double validated = 0.0;
        for (const double share : run.world().ledger.successes_by_number) validated += share;
        const double expected = 1.0 - std::pow(1.0 - logistic(-1.1), most);
        CHECK(binomial_surprise(validated, run.world().ledger.trials_by_number[0], expected) <
              surprise_bound());
    }
}

/// With frozen readiness every trial's chance is known from its scenario. The sum of (outcome − chance) ·
/// regressor over all trials is a martingale for each regressor of the log-odds: 4.9 deviations, 4e-6 in all.
/// Seen: each coefficient wrong by 0.1.
TEST_CASE("trial: the log-odds are linear in gap, fit and ln(1 + trials before)") {
    SmallWorld world = even_world();
    world.set("trial.beta_fit", 2.0).set("requirement.readiness", 7.5).set("trial.max_gap", 9.0);
    world.set("trial.learn", 0.7).set("tier.integrated", 0.5);
    const Cultivation run = finished_run(world, 3);
    std::vector<int> before(run.world().scenarios.size(), 0);
    std::array<double, 4> sums{}, variances{};
    each_event<TrialEnded>(run.trace(), [&](const TrialEnded& event, const TraceRow& row) {
        const Scenario& scenario = run.world().scenarios[event.scenario];
        const double iteration = std::log1p(before[event.scenario.index]++);
        const std::array<double, 4> x{1.0, run.world().gap(scenario), scenario.fit - 0.5, iteration};
        const double p = logistic(-1.1 - 0.9 * x[1] + 2.0 * x[2] + 0.8 * x[3]);
        const double outcome = row.outcome == Outcome::passed ? 1.0 : 0.0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            sums[i] += (outcome - p) * x[i];
            variances[i] += p * (1.0 - p) * x[i] * x[i];
        }
    });
    for (std::size_t i = 0; i < sums.size(); ++i) {
        CAPTURE(i);
        REQUIRE(variances[i] > 100.0);
        CHECK(std::fabs(sums[i]) < tests::z_bound * std::sqrt(variances[i]));
    }
}
