// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "models/mechanisms/research.hpp"
#include "models/mechanisms/research_programme.hpp"
#include "models/mechanisms/teams.hpp"
#include "tests/support/busy_world.hpp"
#include "tests/support/mechanism_stage.hpp"
#include "tests/support/traced.hpp"
#include "tests/support/without.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

SmallWorld four_families() {
    SmallWorld small({"a", "b", "c", "d"});
    small.region("R", 1'000).set("firm.ties_degree", 0);
    small.set("most.budget", 60).set("most.top", 2).set("most.boost", 3).set("most.call_interval", 100);
    return small;
}

struct ProgrammeStage : MechanismStage {
    ResearchProgramme programme;
    std::vector<TechnologyId> bottlenecks;

    explicit ProgrammeStage(const SmallWorld& small)
        : MechanismStage(small.description), programme(small.description.catalogue) {
        world.locked.resize(world.technologies.size());
        for (std::uint32_t t = 0; t < world.technologies.size(); ++t)
            if (world.technologies[TechnologyId{t}].bottleneck) bottlenecks.push_back(TechnologyId{t});
    }
    void lock(TechnologyId technology, double value) {
        const ScenarioId id =
            add_scenario(Party(RegionId{0}), {static_cast<std::uint8_t>(technology.index)}, 9.0);
        world.scenarios[id].value = value;
        world.enter(world.scenarios[id], ScenarioState::locked);
        world.locked[technology.index].push_back(id);
    }
    void call(std::uint32_t number) { programme.on_programme_called({number}, context); }
    [[nodiscard]] std::vector<TechnologyId> awarded() const {
        std::vector<TechnologyId> result;
        for (const Project& project : world.projects)
            if (project.active && project.awarded) result.push_back(project.technology);
        std::sort(result.begin(), result.end());
        return result;
    }
};

}  // namespace

TEST_CASE("programme: the awards go to the bottlenecks that block most value") {
    ProgrammeStage stage(four_families());
    REQUIRE(stage.bottlenecks.size() == 4);
    stage.lock(stage.bottlenecks[0], 5.0);
    stage.lock(stage.bottlenecks[0], 6.0);
    stage.lock(stage.bottlenecks[1], 20.0);
    stage.lock(stage.bottlenecks[3], 10.0);
    CHECK(blocked_value(stage.world, stage.bottlenecks[0]) == 11.0);
    stage.call(0);
    CHECK(stage.awarded() == std::vector{stage.bottlenecks[0], stage.bottlenecks[1]});
    stage.play_until(stage.world.start + sim::Duration{1});
    CHECK(stage.times_of<AwardGiven>().size() == 2);
}

TEST_CASE("programme: a bottleneck at the top gets nothing, however much waits for it") {
    ProgrammeStage stage(four_families());
    stage.lock(stage.bottlenecks[2], 1e6);
    stage.world.technologies[stage.bottlenecks[2]].readiness = 9.0;
    stage.call(0);
    const std::vector<TechnologyId> awarded = stage.awarded();
    CHECK(awarded.size() == 2);
    CHECK(std::count(awarded.begin(), awarded.end(), stage.bottlenecks[2]) == 0);
}

TEST_CASE(
    "programme: an award multiplies a team's own effort and adds its money, until a call passes it over") {
    ProgrammeStage stage(four_families().set("most.top", 1));
    stage.lock(stage.bottlenecks[0], 10.0);
    stage.call(0);
    REQUIRE(stage.world.projects.size() == 1);
    const Project project = stage.world.projects[ProjectId{0}];
    const double own = own_effort(stage.world, project.team, 4.0);
    CHECK(project.effort == doctest::Approx(3.0 * own + 60.0));
    CHECK(stage.world.technologies[stage.bottlenecks[0]].awards == 1);
    CHECK(stage.world.technologies[stage.bottlenecks[0]].working == 0);
    CHECK(stage.world.ledger.award_spend == doctest::Approx(60.0 * 100.0 / 365.25));
    stage.call(1);
    CHECK(stage.world.projects.size() == 1);
    CHECK(stage.world.projects[ProjectId{0}].effort == doctest::Approx(3.0 * own + 60.0));
    stage.lock(stage.bottlenecks[1], 20.0);
    stage.call(2);
    CHECK(stage.world.projects[ProjectId{0}].effort == doctest::Approx(own));
    CHECK(stage.awarded() == std::vector{stage.bottlenecks[0], stage.bottlenecks[1]});
    CHECK(stage.world.check().empty());
}

TEST_CASE("programme: an awarded team works beside those of their own accord") {
    SmallWorld world = four_families().years(6);
    world.set("research.teams", 2);
    Cultivation run(world.description, 4, {.trace = true, .metrics = false});
    run.run();
    CHECK(run.counts()[Events::index<ProgrammeCalled>] ==
          doctest::Approx(6.0 * 365.25 / 100.0).epsilon(0.05));
    std::vector<bool> stepped(run.world().projects.size(), false);
    each_event<ReadinessStepped>(run.trace(), [&](const ReadinessStepped& event, const TraceRow&) {
        stepped[event.project.index] = true;
    });
    std::size_t awarded = 0, at_work = 0;
    for (std::uint32_t p = 0; p < run.world().projects.size(); ++p) {
        if (!run.world().projects[ProjectId{p}].awarded) continue;
        ++awarded;
        at_work += stepped[p];
    }
    CHECK(awarded >= 2);
    CHECK(at_work >= 1);
    for (const Technology& technology : run.world().technologies) {
        CHECK(technology.working <= 2);
        CHECK(technology.awards <= 1);
    }
}

TEST_CASE("programme: without funds or without awards it leaves no trace") {
    for (const char* lever : {"most.budget", "most.top"}) {
        SmallWorld world = busy_world().set("most.budget", 40.0).set("most.top", 3.0).set(lever, 0.0);
        CHECK(fingerprint_of(world.description) ==
              fingerprint_without(world.description, {"research_programme"}));
    }
    const SmallWorld funded = busy_world().set("most.budget", 40.0);
    CHECK(fingerprint_of(funded.description) !=
          fingerprint_without(funded.description, {"research_programme"}));
}

TEST_CASE("programme: calls begin when policy grants funds and end when it takes them") {
    SmallWorld world = four_families().set("most.budget", 0.0).years(6);
    add_change(world, sim::date(2021, 1, 1), "most.budget", 50.0);
    add_change(world, sim::date(2022, 1, 1), "most.budget", 0.0);
    Cultivation run(world.description, 4, {.trace = true, .metrics = false});
    run.run();
    std::vector<sim::Time> calls;
    each_event<ProgrammeCalled>(
        run.trace(), [&](const ProgrammeCalled&, const TraceRow& row) { calls.push_back(row.time); });
    REQUIRE(calls.size() >= 3);
    CHECK(calls.size() <= 5);
    CHECK(calls.front() >= sim::date(2021, 1, 1));
    CHECK(calls.back() < sim::date(2022, 5, 1));
}

TEST_CASE("research: a firm that goes out of business takes its project with it, and another team starts") {
    MechanismStage stage(four_families().description);
    Research research(four_families().description.catalogue);
    research.begin(stage.context);
    std::uint32_t mine = 0;
    while (stage.world.projects[ProjectId{mine}].team.kind() != PartyKind::firm) ++mine;
    const Project before = stage.world.projects[ProjectId{mine}];
    const std::uint32_t begun = stage.world.projects.size();
    stage.world.firms[before.team.firm()].active = false;
    research.on_firm_exited({before.team.firm(), 0}, stage.context);
    CHECK_FALSE(stage.world.projects[ProjectId{mine}].active);
    CHECK_FALSE(stage.world.firms[before.team.firm()].researching);
    CHECK(stage.world.projects.size() == begun + 1);
    CHECK(stage.world.projects[ProjectId{begun}].team != before.team);
}
