// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/support/arrivals.hpp"
#include "tests/support/busy_world.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// A thousand firms in one macro-region whose categories all lack a rule; no approvals are needed.
SmallWorld without_rules(double capacity) {
    SmallWorld world;
    world.region("R", 1'000, 0.0).set("firm.ties_degree", 0);
    world.set("review.stages", 0).set("rule.gap", 1.0).set("sandbox.capacity", capacity);
    return world;
}

const std::vector<std::string_view> mechanisms{"calendar", "review", "sandbox"};

}  // namespace

TEST_CASE(
    "sandbox: each category has a rule gap with the probability that is set, whatever its neighbours have") {
    std::size_t gaps = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        for (const double gap : {0.0, 0.3, 1.0}) {
            Cultivation run =
                arriving_at(without_rules(1).set("rule.gap", gap), Arrivals(0, 1.0), mechanisms, seed);
            for (const Category& category : run.world().categories) {
                if (gap != 0.3) CHECK(category.rule_gap == (gap == 1.0));
                gaps += gap == 0.3 && category.rule_gap ? 1 : 0;
            }
        }
    }
    // 600 draws of 0.3: 180, standard deviation 11.2, 4.9 of them 55.
    CHECK(gaps > 125);
    CHECK(gaps < 235);
}

TEST_CASE("sandbox: places go to scenarios in the order in which their reviews ended, all are freed again") {
    Cultivation run = arriving_at(without_rules(2), Arrivals(40, 10.0), mechanisms);
    std::uint64_t most = 0;
    while (run.now() < run.end()) {
        run.run_until(run.now() + sim::days(1));
        const Facility& sandbox = run.world().sandboxes[0];
        most = std::max(most, sandbox.taken);
        CHECK(run.world().check().empty());
        CHECK(sandbox.taken + sandbox.line.size() ==
              run.world().in_state[static_cast<std::size_t>(ScenarioState::in_sandbox)]);
    }
    CHECK(most == 2);
    CHECK(run.world().sandboxes[0].taken == 0);
    const std::vector<sim::Time> entered = times_of<SandboxEntered>(run);
    CHECK(std::is_sorted(entered.begin(), entered.end()));
    CHECK(run.world().ledger.sandbox_waits.count == 40.0);
    CHECK(run.world().ledger.sandbox_waits.mean() > 100.0);
    CHECK(run.world().ledger.sandboxed == 40.0);
    CHECK(run.world().ledger.stuck > 0.0);
    for (const Scenario& scenario : run.world().scenarios) CHECK(scenario.sandboxed);
}

TEST_CASE("sandbox: its cut shortens every stay alike") {
    const auto stays = [](double cut) {
        Cultivation run =
            arriving_at(without_rules(1e6).set("sandbox.delay_cut", cut), Arrivals(30, 1.0), mechanisms);
        run.run();
        CHECK(run.world().ledger.sandbox_waits.days == 0.0);
        return run.world().ledger.accesses.mean();
    };
    CHECK(stays(0.75) == doctest::Approx(stays(0.0) / 4.0).epsilon(1e-9));
}

TEST_CASE("sandbox: without places a ruling of its own comes, and nobody counts as sandboxed") {
    Cultivation run =
        arriving_at(without_rules(0).set("review.rule_delay", 100.0), Arrivals(400, 1.0), mechanisms);
    run.run();
    CHECK(run.counts()[Events::index<RuleSettled>] == 400);
    CHECK(run.counts()[Events::index<SandboxEntered>] == 0);
    CHECK(run.world().ledger.accesses.count == 400.0);
    CHECK(run.world().ledger.sandboxed == 0.0);
    // The mean of 400 exponential times of mean 100: standard deviation 5, 4.9 of them 24.5.
    CHECK(std::fabs(run.world().ledger.accesses.mean() - 100.0) < 24.5);
}

TEST_CASE("sandbox: when the last place goes, those in it finish and those in line wait for a ruling") {
    SmallWorld world = without_rules(3).set("sandbox.stay", 1e5);
    add_change(world, sim::date(2019, 6, 1), "sandbox.capacity", 0.0);
    Cultivation run = arriving_at(world.years(10), Arrivals(20, 1.0), mechanisms);
    run.run_until(sim::date(2019, 6, 1));
    CHECK(run.world().sandboxes[0].line.size() == 17);
    run.run_until(sim::date(2019, 6, 2));
    CHECK(run.world().sandboxes[0].line.empty());
    CHECK(run.world().sandboxes[0].taken == 3);
    CHECK(run.world().sandboxes[0].closing == 3);
    CHECK(run.world().in_state[static_cast<std::size_t>(ScenarioState::in_sandbox)] == 3);
    run.run();
    CHECK(run.counts()[Events::index<RuleSettled>] >= 16);
    CHECK(run.world().check().empty());
}

TEST_CASE("sandbox: regions of one macro-region share its places, others have their own") {
    SmallWorld world = without_rules(1).region("NEAR", 1'000, 0.0).region("FAR", 500, 0.0);
    world.description.regions[2].macro_region = "west";
    Cultivation run = arriving_at(world, Arrivals(0, 1.0), mechanisms);
    REQUIRE(run.world().sandboxes.size() == 2);
    CHECK(run.world().sandboxes[0].places == 2);
    CHECK(run.world().sandboxes[1].places == 1);
}

TEST_CASE("sandbox: a scenario of a category with a rule passes by") {
    Cultivation run = arriving_at(without_rules(1).set("rule.gap", 0.0), Arrivals(20, 1.0), mechanisms);
    run.run();
    CHECK(run.counts()[Events::index<SandboxEntered>] == 0);
    CHECK(run.world().ledger.accesses.mean() == 0.0);
}
