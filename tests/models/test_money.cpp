// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>

#include "models/mechanisms/adoption.hpp"
#include "models/mechanisms/money.hpp"
#include "models/mechanisms/trial.hpp"
#include "sim/elementary.hpp"
#include "tests/support/mechanism_stage.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

constexpr FirmId first{0};

struct MoneyStage : MechanismStage {
    Money money;

    explicit MoneyStage(const SmallWorld& small)
        : MechanismStage(small.description), money(small.description.catalogue) {
        money.begin(context);
        world.firms[first].research = 0.0;
    }
    Firm& firm() { return world.firms[first]; }
    void install(FamilySet families) {
        money.on_installed({first, {}, families, 0}, context);
        firm().installed = static_cast<FamilySet>(firm().installed | families);
    }
};

SmallWorld small_world() {
    SmallWorld small({"5g", "ai"});
    small.region("R", 100).set("firm.ties_degree", 0);
    small.set("firm.profit_margin", 0.2).set("tech.productivity", 0.1).set("synergy.overlap", 0.5);
    return small;
}

}  // namespace

/// By hand: value added 100; two years less a day of profit 20 a year, 10 % gained from the first quarter on, √2
/// times as much from the second year on, costs of 7 and 11.
TEST_CASE("money: cash is profit and gains less costs, each for its own time") {
    MoneyStage stage(small_world());
    stage.firm().value_added = 100.0;
    stage.money.on_year_started({2019}, stage.context);
    CHECK(stage.firm().cash == 0.0);
    stage.world.charge(Party(first), 7.0);
    stage.play_until(sim::date(2019, 4, 1));
    stage.install(1);
    stage.play_until(sim::date(2020, 1, 1));
    stage.money.on_year_started({2020}, stage.context);
    const double year = 365 / 365.25, use = 275 / 365.25, leap = 366 / 365.25;
    CHECK(stage.firm().cash == doctest::Approx(20.0 * year + 10.0 * use - 7.0).epsilon(1e-12));
    CHECK(stage.firm().costs == 0.0);
    stage.install(2);
    stage.world.charge(Party(first), 11.0);
    stage.play_until(sim::date(2021, 1, 1));
    stage.money.on_year_started({2021}, stage.context);
    const double both = 10.0 * std::sqrt(2.0);
    CHECK(stage.firm().cash ==
          doctest::Approx(20.0 * (year + leap) + 10.0 * use + both * leap - 18.0).epsilon(1e-12));
    CHECK(stage.world.ledger.gains == doctest::Approx(10.0 * use + both * leap).epsilon(1e-12));
    CHECK(stage.world.ledger.costs == 18.0);
}

TEST_CASE("money: R&D beyond the regular share of revenue comes out of cash") {
    MoneyStage stage(small_world().set("research.share_cap", 0.15));
    stage.firm().value_added = 100.0;
    stage.firm().size = 400.0;
    stage.firm().research = 75.0;
    stage.play_until(sim::date(2020, 1, 1));
    stage.money.on_year_started({2020}, stage.context);
    CHECK(stage.firm().cash == doctest::Approx((20.0 - 15.0) * 365 / 365.25).epsilon(1e-12));
}

TEST_CASE("money: a firm that closes gains nothing any more, and the next one begins with nothing") {
    MoneyStage stage(small_world());
    stage.firm().value_added = 100.0;
    stage.install(1);
    stage.play_until(sim::date(2019, 7, 1));
    stage.money.on_firm_exited({first, 0}, stage.context);
    Firm entrant;
    entrant.region = RegionId{0};
    entrant.value_added = 50.0;
    entrant.founded = stage.context.now();
    stage.firm() = entrant;
    stage.play_until(sim::date(2020, 1, 1));
    stage.money.on_year_started({2020}, stage.context);
    CHECK(stage.world.ledger.gains == doctest::Approx(10.0 * 181 / 365.25).epsilon(1e-12));
    CHECK(stage.firm().cash == doctest::Approx(10.0 * 184 / 365.25).epsilon(1e-12));
}

TEST_CASE("money: the owner bears what grants leave of a trial") {
    MoneyStage stage(small_world().set("trial.cost", 0.1).set("subsidy.rate", 0.25));
    Trial trial(small_world().description.catalogue);
    const ScenarioId id = stage.add_scenario(Party(first), {0}, 5.0);
    stage.world.scenarios[id].supplier = Party(FirmId{1});
    stage.world.regions[RegionId{0}].credit = 100.0;
    stage.world.enter(stage.world.scenarios[id], ScenarioState::in_review);
    trial.on_trial_started({id}, stage.context);
    CHECK(stage.firm().costs == doctest::Approx(0.75));
    CHECK(stage.world.firms[FirmId{1}].costs == 0.0);
    CHECK(stage.world.ledger.costs == doctest::Approx(0.75));
}

TEST_CASE("money: an installation is paid when it is ordered") {
    SmallWorld small = small_world();
    small.set("tech.productivity", 0.2).set("coverage.threshold", 0.0);
    MoneyStage stage(small);
    Adoption adoption(small.description.catalogue);
    adoption.begin(stage.context);
    stage.firm().value_added = 1e6;
    adoption.on_adoption_considered({first, 1, FirmId{}, 1}, stage.context);
    REQUIRE(stage.row.outcome == Outcome::adopted);
    const double size = sim::pow(stage.firm().relative_size, 0.7);
    CHECK(stage.firm().costs == doctest::Approx(6.0 * size).epsilon(1e-12));
}
