// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "models/mechanisms/first_purchase.hpp"
#include "tests/support/busy_world.hpp"
#include "tests/support/distribution_checks.hpp"
#include "tests/support/mechanism_stage.hpp"
#include "tests/support/without.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// One region whose government buys at prices that stand still: 6 and 8 m_cny for the two families, and a tenth
/// of √48 to integrate them.
SmallWorld buyer(double scale = 1.0) {
    SmallWorld small({"ai", "robotics"});
    small.region("R", 1'000, 0.0).set("firm.ties_degree", 0).set("first_purchase.budget", 0.5);
    small.set("learning.rate.ai", 0).set("learning.rate.robotics", 0);
    small.description.scale = scale;
    return small;
}
const double both_price = 14.0 + 0.1 * std::sqrt(48.0);

struct PurchaseStage : MechanismStage {
    FirstPurchase purchase;
    std::vector<TemplateId> bought;

    explicit PurchaseStage(const SmallWorld& small)
        : MechanismStage(small.description), purchase(small.description.catalogue) {
        purchase.begin(context);
    }
    /// A scenario that was validated now, and with it a template of these families.
    TemplateId validate(FamilySet families, Tier tier = Tier::small) {
        Template solution;
        solution.key = sim::child_key(sim::key_of("template"), world.templates.size());
        solution.category = CategoryId{0};
        solution.families = families;
        const TemplateId made = world.templates.add(solution);
        const ScenarioId id = add_scenario(Party(RegionId{0}), {0}, 5.0);
        world.scenarios[id].template_id = made;
        world.scenarios[id].tier = tier;
        purchase.on_validated({id}, context);
        return made;
    }
    void credit(double amount) {
        world.regions[RegionId{0}].credit = amount;
        purchase.on_year_started({2019}, context);
    }
    void settle(sim::Time until) {
        engine.run_until(until, [this](const auto& event, const sim::Occurrence& occurrence) {
            events.push_back({occurrence.time, occurrence.type});
            if constexpr (std::same_as<std::decay_t<decltype(event)>, FirstPurchased>) {
                purchase.on_first_purchased(event, context);
                bought.push_back(event.bundle);
            }
        });
    }
    [[nodiscard]] const Region& region() const { return world.regions.begin()[0]; }
};

}  // namespace

TEST_CASE("first purchase: a share of the year's credit is set aside and stays so until it is spent") {
    PurchaseStage stage(buyer());
    stage.credit(8.0);
    CHECK(stage.region().credit == 4.0);
    CHECK(stage.region().purchase_credit == 4.0);
    stage.validate(1);
    CHECK(stage.engine.pending_events() == 0);
    stage.credit(10.0);
    CHECK(stage.region().credit == 5.0);
    CHECK(stage.region().purchase_credit == 3.0);
    CHECK(stage.engine.pending_events() == 1);
}

TEST_CASE("first purchase: the oldest is bought first, and nothing that what is left cannot pay") {
    PurchaseStage stage(buyer());
    const TemplateId pair = stage.validate(3, Tier::major), single = stage.validate(1),
                     later = stage.validate(2);
    stage.credit(2.0 * (both_price + 6.5));
    CHECK(stage.region().purchase_credit == doctest::Approx(0.5));
    stage.settle(sim::date(2019, 12, 30));
    CHECK(stage.bought.size() == 2);
    CHECK(std::count(stage.bought.begin(), stage.bought.end(), later) == 0);
    CHECK(stage.world.ledger.first_uses[0] == 2.0);
    CHECK(stage.world.ledger.public_spend[World::tier_cell(RegionId{0}, Tier::major)] ==
          doctest::Approx(both_price));
    CHECK(stage.world.ledger.public_spend[World::tier_cell(RegionId{0}, Tier::small)] ==
          doctest::Approx(6.0));
    CHECK(stage.world.ledger.first_use_spend[0] == doctest::Approx(both_price + 6.0));
    CHECK(stage.world.experience == std::vector<double>{2.0, 1.0});
    CHECK(pair != single);
    stage.credit(16.0);
    stage.settle(sim::date(2021, 1, 1));
    CHECK(stage.bought.back() == later);
    CHECK(stage.region().purchase_credit == doctest::Approx(0.5));
}

TEST_CASE("first purchase: after a year on the list a scenario is no longer new") {
    PurchaseStage stage(buyer());
    stage.validate(1);
    stage.settle(sim::date(2019, 7, 1));
    const TemplateId newer = stage.validate(1);
    stage.settle(sim::date(2020, 2, 1));
    stage.credit(1e3);
    stage.settle(sim::date(2022, 1, 1));
    CHECK(stage.bought == std::vector<TemplateId>{newer});
}

TEST_CASE("first purchase: the same share of real funds buys the same real installations at any scale") {
    for (const double scale : {1.0, 0.1}) {
        PurchaseStage stage(buyer(scale));
        for (int real = 0; real < 10; real += scale == 1.0 ? 1 : 10) stage.validate(2);
        stage.credit(2.0 * 8.0 * scale * 6.5);
        CHECK(stage.region().purchase_credit == doctest::Approx(4.0 * scale));
        stage.settle(sim::date(2019, 6, 1));
        stage.credit(2.0 * 8.0 * scale * 100.0);
        stage.settle(sim::date(2022, 1, 1));
        CHECK(stage.world.experience == std::vector<double>{0.0, 10.0});
        CHECK(stage.world.ledger.first_uses[0] == doctest::Approx(10.0 * scale));
        CHECK(stage.world.ledger.first_use_spend[0] == doctest::Approx(80.0 * scale));
    }
}

/// False alarm: 1e-6 (Massart 1990).
TEST_CASE(
    "first purchase: with enough set aside everything is bought, each a lognormal time after validation") {
    PurchaseStage stage(buyer());
    stage.credit(1e9);
    for (int i = 0; i < 5'000; ++i) stage.validate(1);
    stage.settle(sim::date(2100, 1, 1));
    std::vector<double> days;
    for (const sim::Time time : stage.times_of<FirstPurchased>())
        days.push_back(sim::in_days(time - stage.world.start));
    REQUIRE(days.size() == 5'000);
    const auto law = [](double x) { return 0.5 * std::erfc(-std::log(x / 120.0) / 0.4 / std::sqrt(2.0)); };
    CHECK(tests::distribution_gap(days, law, law) < tests::gap_bound);
}

TEST_CASE("first purchase: in a whole run no region spends more than its share of credit") {
    SmallWorld world = busy_world();
    world.set("first_purchase.budget", 0.25).set("region.budget", 0.05);
    Cultivation run(world.description, 4, {.trace = false, .metrics = false});
    run.run();
    const World& after = run.world();
    double given = 0.0;
    for (std::uint32_t r = 0; r < after.regions.size(); ++r) {
        const Region& region = after.regions[RegionId{r}];
        const double aside = 8.0 * 0.25 * 0.05 * region.research_government;
        CHECK(after.ledger.first_use_spend[r] + region.purchase_credit <= aside * (1.0 + 1e-12));
        CHECK(region.purchase_credit >= 0.0);
        given += after.ledger.first_uses[r];
    }
    CHECK(given > 20.0);
}

TEST_CASE("first purchase: at budget 0 it leaves no trace, above it does") {
    SmallWorld world = busy_world();
    world.set("region.budget", 0.1);
    const std::uint64_t without = fingerprint_without(world.description, {"first_purchase"});
    CHECK(fingerprint_of(world.description) == without);
    CHECK(fingerprint_of(world.set("first_purchase.budget", 0.5).description) != without);
}
