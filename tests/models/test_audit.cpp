// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "models/mechanisms/audit.hpp"
#include "models/mechanisms/opening.hpp"
#include "models/mechanisms/safety.hpp"
#include "tests/support/bounds.hpp"
#include "tests/support/mechanism_stage.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

SmallWorld small_world() {
    SmallWorld small;
    small.region("R", 3, 0.0).set("firm.ties_degree", 0).set("tolerance", 0.0).set("sanction.time", 100.0);
    return small;
}

struct AuditStage : MechanismStage {
    Audit audit;
    ScenarioId id;

    explicit AuditStage(const SmallWorld& small)
        : MechanismStage(small.description),
          audit(small.description.catalogue),
          id(add_scenario(Party(FirmId{1}), {0}, 8.0)) {
        audit.begin(context);
    }
    Firm& owner() { return world.firms[FirmId{1}]; }
    void wait(double days) { play_until(engine.now() + sim::days(days)); }
};

}  // namespace

TEST_CASE("audit: sanctions that overlap multiply, and each ends on its own day") {
    AuditStage stage(small_world());
    stage.audit.on_audited({stage.id, 0, 0, 0}, stage.context);
    CHECK(stage.row.outcome == Outcome::sanctioned);
    CHECK(stage.owner().openness == 0.6);
    stage.wait(30);
    stage.audit.on_audited({stage.id, 1, 1, 0}, stage.context);
    CHECK(stage.owner().openness == doctest::Approx(0.36));
    stage.wait(70);
    stage.audit.on_sanction_ended({FirmId{1}, 0}, stage.context);
    CHECK(stage.owner().openness == 0.6);
    stage.wait(30);
    stage.audit.on_sanction_ended({FirmId{1}, 0}, stage.context);
    CHECK(stage.owner().openness == 1.0);
    stage.play_until(sim::date(2025, 1, 1));
    CHECK(stage.times_of<SanctionEnded>() ==
          std::vector{sim::date(2019, 1, 1) + sim::days(100), sim::date(2019, 1, 1) + sim::days(130)});
}

TEST_CASE("audit: a firm that came later answers for nothing that the one before it did") {
    AuditStage stage(small_world());
    stage.audit.on_audited({stage.id, 0, 0, 0}, stage.context);
    ++stage.owner().generation;
    stage.audit.on_firm_entered({FirmId{1}, 1}, stage.context);
    CHECK(stage.owner().openness == 1.0);
    stage.audit.on_audited({stage.id, 1, 0, 0}, stage.context);
    CHECK(stage.row.outcome == Outcome::closed);
    CHECK(stage.owner().openness == 1.0);
    stage.audit.on_sanction_ended({FirmId{1}, 0}, stage.context);
    CHECK(stage.owner().openness == 1.0);
}

TEST_CASE("audit: tolerance 1 waives every failure and no incident") {
    AuditStage stage(small_world().set("tolerance", 1.0));
    stage.audit.on_audited({stage.id, 0, 0, 0}, stage.context);
    CHECK(stage.row.outcome == Outcome::waived);
    CHECK(stage.owner().openness == 1.0);
    stage.audit.on_audited({stage.id, 1, 1, 0}, stage.context);
    CHECK(stage.row.outcome == Outcome::sanctioned);
}

/// False alarm: 1e-6 for either.
TEST_CASE("safety: a sandbox halves incidents, and governments have them without audit") {
    SmallWorld small = small_world().set("safety.incident", 0.3);
    MechanismStage stage(small.description);
    Safety safety(small.description.catalogue);
    for (const bool sandboxed : {false, true}) {
        const std::size_t before = stage.times_of<IncidentOccurred>().size();
        for (int i = 0; i < 4'000; ++i) {
            const ScenarioId id = stage.add_scenario(Party(RegionId{0}), {0}, 1.0);
            stage.world.scenarios[id].trials = 1;
            stage.world.scenarios[id].sandboxed = sandboxed;
            safety.on_trial_ended({id}, stage.context);
        }
        stage.play_until(stage.engine.now() + sim::days(1));
        const auto incidents = static_cast<double>(stage.times_of<IncidentOccurred>().size() - before);
        CHECK(binomial_surprise(incidents, 4'000, sandboxed ? 0.15 : 0.3) < surprise_bound(2));
    }
    CHECK(stage.times_of<Audited>().empty());
}
