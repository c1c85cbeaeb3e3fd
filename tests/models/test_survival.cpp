// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "models/mechanisms/survival.hpp"
#include "tests/support/bounds.hpp"
#include "tests/support/mechanism_stage.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

constexpr FirmId first{0};

/// Firms that no age closes within the run: the clock's draw is divided by a tiny scale.
SmallWorld ageless_world(std::uint32_t firms = 100) {
    SmallWorld small;
    small.region("R", firms).set("firm.ties_degree", 0).set("firm.exit_scale", 1e-9);
    return small;
}

struct SurvivalStage : MechanismStage {
    Survival survival;

    explicit SurvivalStage(const SmallWorld& small, std::uint64_t seed = 1)
        : MechanismStage(small.description, seed), survival(small.description.catalogue) {
        survival.begin(context);
    }
    Firm& firm() { return world.firms[first]; }
    /// A year later: the review of all firms, and how many were closed by it.
    std::size_t review(int year) {
        play_until(sim::date(year, 1, 1));
        survival.on_year_started({year}, context);
        const std::size_t before = times_of<FirmExited>().size();
        play_until(sim::date(year, 1, 2));
        return times_of<FirmExited>().size() - before;
    }
};

}  // namespace

TEST_CASE("survival: a firm closes after two year-ends in a row below its credit limit, not after one") {
    SurvivalStage stage(ageless_world());
    const double beyond = -0.51 * stage.firm().size;
    stage.firm().cash = beyond;
    CHECK(stage.review(2020) == 0);
    stage.firm().cash = 1.0;
    CHECK(stage.review(2021) == 0);
    stage.firm().cash = beyond;
    CHECK(stage.review(2022) == 0);
    CHECK(stage.review(2023) == 1);
    stage.survival.on_firm_exited({first, 0}, stage.context);
    CHECK(stage.row.outcome == Outcome::bankrupt);
    CHECK(stage.world.ledger.bankruptcies[0] == 1.0);
    CHECK_FALSE(stage.firm().active);
}

TEST_CASE("survival: a firm that is short of money cuts its R&D to the regular share") {
    SurvivalStage stage(ageless_world().set("research.share_cap", 0.15));
    stage.firm().cash = -stage.firm().size;
    stage.firm().research = 0.4 * stage.firm().size;
    stage.review(2020);
    CHECK(stage.firm().research == doctest::Approx(0.15 * stage.firm().size));
}

/// Each of n firms is in debt within its limit and closes if credit is refused twice: (1 − p)², by Chernoff's
/// bound with a false-alarm rate of one in a million. Seen: credit granted always, or with 0.6.
TEST_CASE("survival: credit is granted with probability 1/2, and 3/4 after a sandbox") {
    constexpr double firms = 8'000.0;
    for (const bool sandboxed : {false, true}) {
        SurvivalStage stage(ageless_world(static_cast<std::uint32_t>(firms)), 7);
        for (std::uint32_t i = 0; i < firms; ++i) {
            stage.world.firms[FirmId{i}].cash = -1.0;
            if (!sandboxed) continue;
            const ScenarioId id = stage.add_scenario(Party(FirmId{i}), {0}, 5.0);
            stage.survival.on_sandbox_left({id}, stage.context);
        }
        CHECK(stage.review(2020) == 0);
        const double refused = sandboxed ? 0.25 : 0.5;
        const auto closed = static_cast<double>(stage.review(2021));
        CHECK(binomial_surprise(closed, firms, refused * refused) <= surprise_bound(2.0));
    }
}

TEST_CASE("survival: a multiple of the odds above two grants credit always") {
    SurvivalStage stage(ageless_world(2'000).set("sandbox.finance", 2.0));
    for (Firm& firm : stage.world.firms) firm.cash = -1.0;
    const ScenarioId id = stage.add_scenario(Party(FirmId{7}), {0}, 5.0);
    stage.world.scenarios[id].supplier = Party(first);
    stage.survival.on_sandbox_left({id}, stage.context);
    for (int year = 2020; year < 2024; ++year) stage.review(year);
    std::vector<sim::Time> closed = stage.times_of<FirmExited>();
    CHECK(closed.size() > 1'000);
    stage.world.firms[first].cash = -1.0;
    CHECK(stage.world.firms[first].active);
    for (Firm& firm : stage.world.firms) firm.cash = 0.0;
    stage.world.firms[first].cash = stage.world.firms[FirmId{7}].cash = -1.0;
    CHECK(stage.review(2024) + stage.review(2025) + stage.review(2026) == 0);
}

TEST_CASE("survival: the entrant is drawn by the founding rules and keeps what belongs to the place") {
    SurvivalStage stage(ageless_world());
    stage.firm().installed = 1;
    stage.firm().supplier = true;
    stage.firm().cash = 5.0;
    stage.firm().contracts = 0;
    const Firm leaver = stage.firm();
    const std::vector<float> skill(stage.world.capability_of(Party(first)).begin(),
                                   stage.world.capability_of(Party(first)).end());
    stage.play_until(sim::date(2020, 3, 1));
    stage.survival.on_firm_exited({first, 0}, stage.context);
    CHECK(stage.row.outcome == Outcome::closed);
    CHECK(stage.world.regions[RegionId{0}].in_business == 99);
    stage.survival.on_firm_entered({first, 1}, stage.context);
    const Firm& entrant = stage.firm();
    CHECK(stage.world.regions[RegionId{0}].in_business == 100);
    CHECK(entrant.active);
    CHECK(entrant.generation == 1);
    CHECK(entrant.founded == sim::date(2020, 3, 1));
    CHECK(entrant.key == sim::child_key(leaver.key, "successor"));
    CHECK(entrant.installed == 0);
    CHECK(entrant.cash == 0.0);
    CHECK(entrant.supplier == leaver.supplier);
    CHECK(entrant.size != leaver.size);
    CHECK(entrant.value_added == entrant.size * stage.world.firm_law.value_added_share);
    CHECK_FALSE(std::equal(skill.begin(), skill.end(), stage.world.capability_of(Party(first)).begin()));
    CHECK(stage.world.gone(first, sim::EventId{1}));
    CHECK_FALSE(stage.world.gone(first, sim::EventId{stage.context.last_scheduled().value + 1}));
}

TEST_CASE(
    "survival: below one a place is taken with that probability, above one an empty place is taken too") {
    constexpr double firms = 4'000.0;
    SurvivalStage stage(ageless_world(static_cast<std::uint32_t>(firms)).set("firm.entry_rate", 0.6));
    for (std::uint32_t i = 0; i < firms; ++i) stage.survival.on_firm_exited({FirmId{i}, 0}, stage.context);
    stage.play_until(sim::date(2020, 1, 1));
    const auto entries = static_cast<double>(stage.times_of<FirmEntered>().size());
    CHECK(binomial_surprise(entries, firms, 0.6) <= surprise_bound());

    SurvivalStage growing(ageless_world().set("firm.entry_rate", 2.0));
    for (std::uint32_t i = 0; i < 3; ++i) growing.survival.on_firm_exited({FirmId{i}, 0}, growing.context);
    growing.play_until(sim::date(2020, 1, 1));
    CHECK(growing.times_of<FirmEntered>().size() == 3);
    SurvivalStage ebbing(ageless_world().set("firm.entry_rate", 0.0));
    for (std::uint32_t i = 0; i < 3; ++i) ebbing.survival.on_firm_exited({FirmId{i}, 0}, ebbing.context);
    PolicyChange change;
    change.from = ebbing.context.now();
    change.parameter = ageless_world().description.catalogue.id("firm.entry_rate");
    change.target = 2.0;
    ebbing.policy.step(ebbing.policy.add(change), 0, change.from, {});
    ebbing.survival.on_firm_exited({FirmId{3}, 0}, ebbing.context);
    ebbing.play_until(sim::date(2020, 1, 1));
    CHECK(ebbing.times_of<FirmEntered>().size() == 2);
}

TEST_CASE("survival: a place is told by the firm that held it at the time") {
    SurvivalStage stage(ageless_world());
    stage.firm().owner = OwnerType::central_soe;
    stage.play_until(sim::date(2020, 3, 1));
    stage.survival.on_firm_exited({first, 0}, stage.context);
    stage.survival.on_firm_entered({first, 1}, stage.context);
    stage.firm().owner = OwnerType::foreign;
    const World& world = stage.world;
    const auto told = [&](auto... when) {
        return world.name_of(Party(first), when...) + " (" + world.kind_of(Party(first), when...) + ')';
    };
    CHECK(told() == "firm R/0-2 (foreign, machinery)");
    CHECK(told(sim::date(2020, 3, 1)) == "firm R/0 (central SOE, machinery)");
    CHECK(told(sim::date(2020, 3, 2)) == "firm R/0-2 (foreign, machinery)");
}
