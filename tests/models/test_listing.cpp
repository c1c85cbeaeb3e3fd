// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "models/mechanisms/calendar.hpp"
#include "models/mechanisms/listing.hpp"
#include "tests/support/mechanism_stage.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

struct ListStage : MechanismStage {
    Listing listing;

    explicit ListStage(const SmallWorld& small)
        : MechanismStage(small.description), listing(small.description.catalogue) {
        listing.begin(context);
    }
    ScenarioId open(Party owner, double needed) {
        const ScenarioId id = add_scenario(owner, {0}, needed);
        world.enter(world.scenarios[id], ScenarioState::identified);
        listing.on_need_opened({id}, context);
        return id;
    }
    std::size_t listed() {
        const std::size_t before = times_of<Listed>().size();
        play_until(engine.now() + sim::Duration{1});
        return times_of<Listed>().size() - before;
    }
};

SmallWorld two_owners() {
    SmallWorld small;
    small.region("R", 2, 0.0).set("firm.ties_degree", 0).set("trial.max_gap", 0.5).set("research.teams", 0);
    small.description.firms = {{"central", 0, 0, OwnerType::central_soe, 200.0, false},
                               {"local", 0, 0, OwnerType::local_soe, 200.0, false}};
    return small;
}

}  // namespace

TEST_CASE("calendar: rounds come at their phase and then every interval, later than now") {
    const sim::Time start = sim::date(2019, 1, 1);
    CHECK(next_round(start, start, 0.5, 10.0) == start + sim::days(5));
    CHECK(next_round(start, start + sim::days(5), 0.5, 10.0) == start + sim::days(15));
    CHECK(next_round(start, start + sim::days(34.9), 0.5, 10.0) == start + sim::days(35));
    CHECK(next_round(start, start + sim::days(35), 0.5, 4.0) == start + sim::days(38));
    CHECK(next_round(start, start, 0.0, 0.0) > start);
}

TEST_CASE("listing: central firms wait for the national list, all others for their region's") {
    ListStage stage(two_owners());
    stage.open(Party(FirmId{0}), 8.0);
    stage.open(Party(FirmId{1}), 8.0);
    stage.open(Party(RegionId{0}), 8.0);
    stage.listing.on_list_released({RegionId{0}}, stage.context);
    CHECK(stage.listed() == 2);
    stage.listing.on_list_released({RegionId{}}, stage.context);
    CHECK(stage.listed() == 1);
    stage.listing.on_list_released({RegionId{}}, stage.context);
    CHECK(stage.listed() == 0);
}

TEST_CASE("listing: a scenario too far ahead of technology is locked until readiness closes the gap") {
    ListStage stage(two_owners());
    const ScenarioId id = stage.open(Party(FirmId{1}), 8.7);
    stage.listing.on_list_released({RegionId{0}}, stage.context);
    CHECK(stage.listed() == 0);
    CHECK(stage.world.scenarios[id].state == ScenarioState::locked);
    CHECK(stage.world.locked[0].size() == 1);
    stage.listing.on_breakthrough_made({TechnologyId{0}}, stage.context);
    CHECK(stage.listed() == 0);
    stage.world.technologies[TechnologyId{0}].readiness = 8.2;
    stage.listing.on_breakthrough_made({TechnologyId{1}}, stage.context);
    CHECK(stage.listed() == 0);
    stage.listing.on_breakthrough_made({TechnologyId{0}}, stage.context);
    CHECK(stage.listed() == 1);
    CHECK(stage.world.ledger.unlocked == 1.0);
    CHECK(stage.world.locked[0].empty());
}

TEST_CASE("listing: whoever found nobody joins the next list, as often as relists allow") {
    ListStage stage(two_owners().set("matching.relists", 2));
    const ScenarioId id = stage.open(Party(FirmId{1}), 8.0);
    for (int listing = 1; listing <= 3; ++listing) {
        stage.listing.on_list_released({RegionId{0}}, stage.context);
        CHECK(stage.listed() == 1);
        stage.listing.on_listed({id}, stage.context);
        CHECK(stage.world.scenarios[id].listings == listing);
        stage.listing.on_unmatched({id}, stage.context);
    }
    CHECK(stage.world.scenarios[id].state == ScenarioState::unmatched);
    CHECK(stage.world.ledger.reached[stage.world.stage_cell(Stage::listed, RegionId{0}, Tier::small)] == 1.0);
}
