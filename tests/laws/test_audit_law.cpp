// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "tests/support/bounds.hpp"
#include "tests/support/diffusion.hpp"
#include "tests/support/distribution_checks.hpp"
#include "tests/support/pipeline.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

SmallWorld audited_world() {
    SmallWorld world = pipeline_world(5'000);
    world.set("review.stages", 0.0).set("tolerance", 0.4).set("audit.time", 60.0);
    end_needs(world, sim::date(2023, 1, 1));
    return world.years(15);
}

Cultivation finished(const SmallWorld& world, std::uint64_t seed) {
    Cultivation run(world.description, seed, trace_only);
    run.run();
    return run;
}

}  // namespace

/// False alarm: 1e-6 (Chernoff). Seen: a share of 0.35; audits of trials that passed.
TEST_CASE("audit: every failed trial is audited in time, and the share waived is the tolerance") {
    const Cultivation run = finished(audited_world(), 1);
    std::multiset<std::pair<sim::Time, std::uint32_t>> expected;
    double audits = 0.0, waived = 0.0;
    for (const TraceRow& row : run.trace()) {
        if (is_event<TrialEnded>(row) && row.outcome != Outcome::passed)
            expected.emplace(row.time + sim::days(60), event_in<TrialEnded>(row).scenario.index);
        if (!is_event<Audited>(row)) continue;
        REQUIRE(expected.erase({row.time, event_in<Audited>(row).scenario.index}) == 1);
        audits += 1.0;
        waived += row.outcome == Outcome::waived;
        REQUIRE((row.outcome == Outcome::waived || row.outcome == Outcome::sanctioned));
    }
    CHECK(expected.empty());
    REQUIRE(audits > 10'000.0);
    CHECK(binomial_surprise(waived, audits, 0.4) < surprise_bound());
    CHECK(run.world().ledger.waivers == waived);
    CHECK(run.world().ledger.sanctions == audits - waived);
    for (const Firm& firm : run.world().firms) REQUIRE(firm.openness == 1.0);
}

/// (Outcome − chance) over all trials, and weighted with the gap, is a martingale: 4.9 deviations, 2e-6. Seen: a
/// probability that does not double with a level; incidents that are waived.
TEST_CASE("safety: incidents double with each missing level, are certain at 1, and are never waived") {
    for (const double base : {0.05, 0.4}) {
        CAPTURE(base);
        SmallWorld world = audited_world();
        world.set("safety.incident", base).set("requirement.readiness", 7.5).set("trial.max_gap", 9.0);
        world.set("tolerance", 1.0);
        const Cultivation run = finished(world, 2);
        double sum = 0.0, weighted = 0.0, variance = 0.0, weighted_variance = 0.0, incidents = 0.0;
        each_event<TrialEnded>(run.trace(), [&](const TrialEnded& event, const TraceRow&) {
            const double gap = run.world().gap(run.world().scenarios[event.scenario]);
            const double p = std::min(1.0, base * std::exp2(gap));
            sum -= p;
            weighted -= gap * p;
            variance += p * (1.0 - p);
            weighted_variance += gap * gap * p * (1.0 - p);
        });
        each_event<IncidentOccurred>(run.trace(), [&](const IncidentOccurred& event, const TraceRow&) {
            incidents += 1.0;
            sum += 1.0;
            weighted += run.world().gap(run.world().scenarios[event.scenario]);
        });
        each_event<Audited>(run.trace(), [&](const Audited& event, const TraceRow& row) {
            REQUIRE(event.incident == 1);
            REQUIRE(row.outcome == Outcome::sanctioned);
            incidents -= 1.0;
        });
        CHECK(incidents == 0.0);
        CHECK(std::fabs(sum) < tests::z_bound * std::sqrt(variance));
        CHECK(std::fabs(weighted) < tests::z_bound * std::sqrt(weighted_variance));
        CHECK(run.world().ledger.incidents > 1'000.0);
    }
}

/// A private owner under n sanctions opens with `open.private` · 0.6^n. The sum of (opened − chance) · (1 −
/// openness) over all needs is a martingale: 4.9 deviations, 1e-6. Seen: a sanction that does not reach owners.
TEST_CASE("audit: a sanctioned private owner opens fewer of its needs while the sanction lasts") {
    SmallWorld world = audited_world();
    world.set("tolerance", 0.0).set("open.private", 0.8).set("sanction.time", 500.0);
    const Cultivation run = finished(world, 3);
    const World& end = run.world();
    std::vector<int> sanctions(end.firms.size(), 0);
    std::vector<double> chance(end.scenarios.size(), -1.0);
    for (const TraceRow& row : run.trace()) {
        if (is_event<Audited>(row)) ++sanctions[end.scenarios[event_in<Audited>(row).scenario].owner.index()];
        if (is_event<SanctionEnded>(row)) --sanctions[event_in<SanctionEnded>(row).firm.index];
        if (!is_event<NeedArose>(row)) continue;
        const ScenarioId id = event_in<NeedArose>(row).scenario;
        chance[id.index] = 0.8 * std::pow(0.6, sanctions[end.scenarios[id].owner.index()]);
    }
    double sum = 0.0, variance = 0.0;
    for (std::uint32_t i = 0; i < chance.size(); ++i) {
        const double opened = end.scenarios[ScenarioId{i}].state == ScenarioState::need ? 0.0 : 1.0;
        const double weight = 1.0 - chance[i] / 0.8;
        sum += weight * (opened - chance[i]);
        variance += weight * weight * chance[i] * (1.0 - chance[i]);
    }
    CHECK(variance > 100.0);
    CHECK(std::fabs(sum) < tests::z_bound * std::sqrt(variance));
}
