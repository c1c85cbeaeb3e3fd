// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>

#include "models/mechanisms/consortium.hpp"
#include "models/mechanisms/contracting.hpp"
#include "models/mechanisms/matching.hpp"
#include "models/mechanisms/research.hpp"
#include "models/mechanisms/trial.hpp"
#include "tests/support/bounds.hpp"
#include "tests/support/mechanism_stage.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// Twenty firms that know nothing yet; who is asked to join is the test's choice, and nobody refuses.
SmallWorld blank() {
    SmallWorld small;
    small.region("R", 20, 0.0).set("firm.ties_degree", 0).set("firm.capability_base", 0.0);
    small.set("firm.capability_noise", 0.0).set("firm.hightech_bonus", 0.0);
    small.set("consortium.enable", 1).set("consortium.accept", 1e3).set("apply.reach", 0);
    return small;
}

struct ConsortiumStage : MechanismStage {
    Consortia consortia;
    Contracting contracting;
    Party leader{FirmId{0}};

    explicit ConsortiumStage(const SmallWorld& small)
        : MechanismStage(small.description),
          consortia(small.description.catalogue),
          contracting(small.description.catalogue) {}
    void know(std::uint32_t firm, const std::vector<float>& levels) {
        std::copy(levels.begin(), levels.end(), world.capability_of(Party(FirmId{firm})).begin());
    }
    Scenario& scenario(ScenarioId id) { return world.scenarios[id]; }
    ScenarioId listed(Tier tier, const std::vector<std::uint8_t>& required = {0, 1, 2, 3}) {
        const ScenarioId id = add_scenario(Party(RegionId{0}), required, 9.0);
        scenario(id).tier = tier;
        scenario(id).listings = 1;
        world.enter(scenario(id), ScenarioState::listed);
        return id;
    }
    void match(ScenarioId id, const std::vector<std::uint32_t>& applicants) {
        for (const std::uint32_t firm : applicants)
            consortia.on_applied({id, Party(FirmId{firm}), 1}, context);
        scenario(id).supplier = leader;
        world.take_contract(leader);
        world.enter(scenario(id), ScenarioState::matched);
        consortia.on_matched({id, leader}, context);
        contracting.on_matched({id, leader}, context);
    }
    /// A consortium of the first firms, its scenario in trial; TrialEnded is due in a hundred years.
    ConsortiumId at_work(std::uint32_t members) {
        const ScenarioId id = listed(Tier::major);
        std::vector<std::uint32_t> others;
        for (std::uint32_t firm = 1; firm < members; ++firm) {
            std::vector<float> levels(4, 0.0F);
            levels[firm] = 0.6F;
            know(firm, levels);
            others.push_back(firm);
        }
        match(id, others);
        REQUIRE(scenario(id).consortium.valid());
        consortia.on_consortium_formed({scenario(id).consortium}, context);
        world.enter(scenario(id), ScenarioState::in_trial);
        scenario(id).clock = context.after(sim::years(100), TrialEnded{id});
        consortia.on_contracted({id}, context);
        return scenario(id).consortium;
    }
    [[nodiscard]] std::vector<std::uint32_t> members(ConsortiumId id) const {
        std::vector<std::uint32_t> firms;
        for (const Party member : world.consortia[id].members) firms.push_back(member.index());
        return firms;
    }
};

}  // namespace

TEST_CASE("consortium: partners join in the order of what they add, while it is worth their coordination") {
    ConsortiumStage stage(blank());
    stage.know(0, {0.6F, 0.0F, 0.0F, 0.0F});
    stage.know(1, {0.6F, 0.6F, 0.0F, 0.0F});
    stage.know(2, {0.0F, 0.6F, 0.6F, 0.0F});
    stage.know(3, {0.0F, 0.0F, 0.0F, 0.3F});
    stage.know(4, {0.0F, 0.0F, 0.0F, 0.36F});
    const ScenarioId id = stage.listed(Tier::major);
    stage.match(id, {1, 2, 3, 4});
    const ConsortiumId made = stage.scenario(id).consortium;
    REQUIRE(made.valid());
    CHECK(stage.members(made) == std::vector<std::uint32_t>{0, 2, 4});
    CHECK(stage.world.consortia[made].capability == std::vector<float>{0.6F, 0.6F, 0.6F, 0.36F});
    for (const std::uint32_t firm : {0U, 2U, 4U}) CHECK(stage.world.firms[FirmId{firm}].contracts == 1);
    CHECK(stage.world.firms[FirmId{1}].contracts == 0);
    CHECK(stage.world.check().empty());
    CHECK(coverage(stage.scenario(id), stage.world.consortia[made].capability, 0.6) == doctest::Approx(0.9));
}

TEST_CASE("consortium: has no more members than allowed, and none without room for a contract") {
    ConsortiumStage stage(blank().set("consortium.max_members", 2).set("firm.supply_capacity", 1));
    for (std::uint32_t firm = 1; firm < 4; ++firm) {
        std::vector<float> levels(4, 0.0F);
        levels[firm] = 0.6F;
        stage.know(firm, levels);
    }
    stage.world.take_contract(Party(FirmId{1}));
    const ScenarioId id = stage.listed(Tier::major);
    stage.match(id, {1, 2, 3});
    CHECK(stage.members(stage.scenario(id).consortium) == std::vector<std::uint32_t>{0, 2});
}

TEST_CASE("consortium: only a major scenario or a hole calls for one") {
    ConsortiumStage stage(blank());
    stage.know(0, {0.6F, 0.3F, 0.2F, 0.6F});
    stage.know(1, {0.6F, 0.6F, 0.6F, 0.6F});
    const ScenarioId covered = stage.listed(Tier::integrated, {0, 1});
    stage.match(covered, {1});
    CHECK_FALSE(stage.scenario(covered).consortium.valid());
    const ScenarioId hole = stage.listed(Tier::integrated, {0, 2});
    stage.match(hole, {1});
    CHECK(stage.scenario(hole).consortium.valid());
    const ScenarioId major = stage.listed(Tier::major, {0, 1});
    stage.match(major, {1});
    CHECK(stage.scenario(major).consortium.valid());
    const ScenarioId alone = stage.listed(Tier::major, {0, 3});
    stage.match(alone, {1});
    CHECK_FALSE(stage.scenario(alone).consortium.valid());
    stage.play_until(sim::date(2030, 1, 1));
    CHECK(stage.times_of<ConsortiumFormed>().size() == 2);
    CHECK(stage.times_of<Contracted>().size() == 2);
}

/// The shares of acceptance are binomial. False alarm: 1e-6 for the larger of two (Chernoff). Seen: odds without
/// gain, a rivalry wrong by a fifth.
TEST_CASE("consortium: acceptance follows complementarity and rivalry") {
    for (const double rivalry : {0.0, 3.0}) {
        CAPTURE(rivalry);
        ConsortiumStage stage(blank().set("consortium.accept", 0.3).set("consortium.rivalry", rivalry));
        stage.know(0, {0.6F, 0.0F, 0.3F, 0.0F});
        stage.know(1, {0.3F, 0.6F, 0.0F, 0.0F});
        const double same = overlap(stage.world, Party(FirmId{0}), Party(FirmId{1}), 0.35);
        CHECK(same == doctest::Approx(0.5 * (1.0 + std::exp(-(0.09 + 0.36 + 0.09) / 4 / (2 * 0.35 * 0.35)))));
        const double p = 1.0 / (1.0 + std::exp(-(0.3 + 0.25 - rivalry * same)));
        const double asked = 20'000;
        double joined = 0.0;
        for (int i = 0; i < asked; ++i) {
            stage.world.firms[FirmId{0}].contracts = stage.world.firms[FirmId{1}].contracts = 0;
            const ScenarioId id = stage.listed(Tier::major);
            stage.match(id, {1});
            joined += stage.world.firms[FirmId{1}].contracts;
        }
        CHECK(binomial_surprise(joined, asked, p) < surprise_bound(2));
    }
}

TEST_CASE("consortium: once formed, the joint capability counts and contracting goes on") {
    ConsortiumStage stage(blank());
    stage.know(0, {0.6F, 0.0F, 0.0F, 0.0F});
    stage.know(1, {0.0F, 0.6F, 0.6F, 0.0F});
    const ScenarioId id = stage.listed(Tier::major);
    stage.scenario(id).fit = 0.25;
    stage.match(id, {1});
    const ConsortiumId made = stage.scenario(id).consortium;
    stage.play_until(sim::date(2025, 1, 1));
    CHECK(stage.times_of<ConsortiumFormed>().size() == 1);
    CHECK(stage.times_of<Contracted>().empty());
    stage.consortia.on_consortium_formed({made}, stage.context);
    stage.contracting.on_consortium_formed({made}, stage.context);
    CHECK(stage.scenario(id).fit == doctest::Approx(0.75));
    stage.play_until(sim::date(2030, 1, 1));
    CHECK(stage.times_of<Contracted>().size() == 1);
    CHECK(stage.world.ledger.consortia == 1.0);
}

TEST_CASE("consortium: a leader with a hole whom nobody joins fails, and the scenario is listed again") {
    ConsortiumStage stage(blank().set("consortium.accept", -1e3));
    stage.know(1, {0.6F, 0.6F, 0.6F, 0.6F});
    const ScenarioId id = stage.listed(Tier::integrated);
    stage.match(id, {1});
    const ConsortiumId made = stage.scenario(id).consortium;
    REQUIRE(made.valid());
    stage.consortia.on_consortium_formed({made}, stage.context);
    stage.contracting.on_consortium_formed({made}, stage.context);
    CHECK(stage.row.outcome == Outcome::nothing_came);
    CHECK(stage.world.firms[FirmId{0}].contracts == 0);
    CHECK_FALSE(stage.scenario(id).consortium.valid());
    stage.play_until(sim::date(2030, 1, 1));
    CHECK(stage.times_of<Unmatched>().size() == 1);
    CHECK(stage.times_of<Contracted>().empty());
    CHECK(stage.world.ledger.consortia == 0.0);
}

TEST_CASE("consortium: two missed milestones dissolve it and stop the trial") {
    ConsortiumStage stage(blank());
    const ConsortiumId id = stage.at_work(3);
    const ScenarioId scenario = stage.world.consortia[id].scenario;
    stage.consortia.on_milestone_reached({id, 0}, stage.context);
    CHECK(stage.row.outcome == Outcome::missed);
    stage.world.technologies[TechnologyId{1}].readiness += 1.0;
    stage.consortia.on_milestone_reached({id, 1}, stage.context);
    CHECK(stage.row.outcome == Outcome::reached);
    ++stage.scenario(scenario).trials;
    stage.consortia.on_milestone_reached({id, 2}, stage.context);
    CHECK(stage.row.outcome == Outcome::reached);
    CHECK(stage.world.consortia[id].active);
    stage.consortia.on_milestone_reached({id, 3}, stage.context);
    CHECK(stage.row.outcome == Outcome::dissolved);
    CHECK_FALSE(stage.world.consortia[id].active);
    CHECK_FALSE(stage.scenario(scenario).consortium.valid());
    for (std::uint32_t firm = 0; firm < 3; ++firm) CHECK(stage.world.firms[FirmId{firm}].contracts == 0);
    stage.play_until(sim::date(2150, 1, 1));
    CHECK(stage.times_of<TrialEnded>().empty());
    CHECK(stage.times_of<Unmatched>().size() == 1);
    stage.consortia.on_milestone_reached({id, 4}, stage.context);
    CHECK(stage.row.outcome == Outcome::closed);
}

TEST_CASE("consortium: nothing is missed while agencies decide or nothing is missing") {
    ConsortiumStage stage(blank());
    const ConsortiumId id = stage.at_work(2);
    Scenario& scenario = stage.scenario(stage.world.consortia[id].scenario);
    stage.world.enter(scenario, ScenarioState::in_review);
    for (std::uint32_t number = 0; number < 5; ++number)
        stage.consortia.on_milestone_reached({id, number}, stage.context);
    stage.world.enter(scenario, ScenarioState::in_trial);
    scenario.needed.fill(1.0);
    for (std::uint32_t number = 5; number < 10; ++number)
        stage.consortia.on_milestone_reached({id, number}, stage.context);
    CHECK(stage.world.consortia[id].missed == 0);
}

TEST_CASE("consortium: a member whose firm closes leaves, and the next in line leads") {
    ConsortiumStage stage(blank());
    const ConsortiumId id = stage.at_work(3);
    const auto close = [&](std::uint32_t firm) {
        stage.world.firms[FirmId{firm}].active = false;
        stage.consortia.on_firm_exited({FirmId{firm}, 0}, stage.context);
    };
    close(2);
    CHECK(stage.members(id) == std::vector<std::uint32_t>{0, 1});
    close(0);
    CHECK(stage.members(id) == std::vector<std::uint32_t>{1});
    CHECK(stage.scenario(stage.world.consortia[id].scenario).supplier == Party(FirmId{1}));
    CHECK(stage.world.firms[FirmId{0}].contracts + stage.world.firms[FirmId{2}].contracts == 0);
    CHECK(stage.world.check().empty());
}

TEST_CASE(
    "consortium: sharing assets makes a trial cheaper by the share of the others, and all members learn") {
    ConsortiumStage stage(blank().set("share.assets", 0.4).set("trial.cost", 0.1));
    const ConsortiumId id = stage.at_work(4);
    const ScenarioId scenario = stage.world.consortia[id].scenario;
    Trial trial(blank().description.catalogue);
    trial.on_trial_started({scenario}, stage.context);
    CHECK(stage.scenario(scenario).spend == doctest::Approx(10.0 * 0.1 * (1.0 - 0.4 * 3.0 / 4.0)));
    trial.on_trial_ended({scenario}, stage.context);
    for (std::uint32_t firm = 0; firm < 4; ++firm)
        CHECK(stage.world.capability_of(Party(FirmId{firm}))[0] == doctest::Approx(0.05));
}

TEST_CASE("consortium: each further partner of its largest one quickens a team's research by the boost") {
    SmallWorld small = blank().set("firm.capability_base", 0.5).set("research.teams", 1);
    small.set("tech.count_components", 1).set("consortium.boost", 0.1).set("institute.funds_each", 1e9);
    small.description.families[0].core_readiness = 9.0;
    const auto first_step = [&](std::uint32_t partners) {
        ConsortiumStage stage(small);
        for (std::uint32_t team = 0; team < 20; ++team) {
            Consortium lesser, larger;
            for (std::uint32_t i = 0; i < partners; ++i) larger.members.emplace_back(FirmId{(team + i) % 20});
            if (partners > 0) lesser.members = {Party(FirmId{team})};
            stage.world.consortia.add(larger);
            stage.world.consortia.add(lesser);
            stage.world.take_contract(Party(FirmId{team}));
        }
        Research research(small.description.catalogue);
        research.begin(stage.context);
        REQUIRE(stage.world.projects.size() == 1);
        stage.play_until(sim::date(2100, 1, 1));
        return sim::in_days(stage.times_of<ReadinessStepped>().at(0) - stage.world.start);
    };
    const double alone = first_step(0);
    CHECK(first_step(3) == doctest::Approx(alone / 1.2).epsilon(1e-6));
    CHECK(first_step(5) == doctest::Approx(alone / 1.4).epsilon(1e-6));
}
