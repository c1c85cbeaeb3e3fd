// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "models/mechanisms/adoption.hpp"
#include "models/mechanisms/standards.hpp"
#include "tests/support/mechanism_stage.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// Regions of 500 firms each; two cases per 1,000 firms are needed.
struct StandardsStage : MechanismStage {
    Standards standards;

    explicit StandardsStage(const SmallWorld& small)
        : MechanismStage(small.description), standards(small.description.catalogue) {
        standards.begin(context);
    }
    ScenarioId scenario_in(std::uint32_t region) { return add_scenario(Party(RegionId{region}), {0}, 1.0); }
    void validate_in(std::uint32_t region) { standards.on_validated({scenario_in(region)}, context); }
    [[nodiscard]] std::size_t issued() {
        play_until(engine.now() + sim::days(1e5));
        return times_of<StandardIssued>().size();
    }
};

SmallWorld regions(std::uint32_t count) {
    SmallWorld world;
    for (std::uint32_t r = 0; r < count; ++r) world.region("R" + std::to_string(r), 500, 0.0);
    return world.set("firm.ties_degree", 0).set("standard.effect", 0.3).set("standard.trigger", 2.0);
}

}  // namespace

TEST_CASE("standards: enough cases from three regions make one, once for each category") {
    StandardsStage stage(regions(4));
    for (int i = 0; i < 10; ++i) stage.validate_in(0);
    stage.validate_in(1);
    CHECK(stage.issued() == 0);
    stage.validate_in(3);
    for (const std::uint32_t r : {0U, 1U, 2U, 3U}) stage.validate_in(r);
    CHECK(stage.issued() == 1);
}

TEST_CASE("standards: three regions do not do without enough cases") {
    StandardsStage stage(regions(4));
    for (const std::uint32_t r : {0U, 1U, 2U}) stage.validate_in(r);
    CHECK(stage.issued() == 0);
    stage.validate_in(2);
    CHECK(stage.issued() == 1);
}

TEST_CASE("standards: in a world of two regions both must have cases") {
    StandardsStage stage(regions(2));
    for (int i = 0; i < 5; ++i) stage.validate_in(0);
    CHECK(stage.issued() == 0);
    stage.validate_in(1);
    CHECK(stage.issued() == 1);
}

TEST_CASE("standards: a scenario that leaves a sandbox is a case where a rule is missing, and only there") {
    for (const bool gap : {false, true}) {
        StandardsStage stage(regions(1));
        stage.world.categories[CategoryId{0}].rule_gap = gap;
        const ScenarioId id = stage.scenario_in(0);
        stage.standards.on_sandbox_left({id, 0}, stage.context);
        CHECK(stage.issued() == 0);
        stage.world.enter(stage.world.scenarios[id], ScenarioState::in_sandbox);
        stage.standards.on_sandbox_left({id, 0}, stage.context);
        CHECK(stage.issued() == (gap ? 1 : 0));
    }
}

TEST_CASE("standards: without effect only a category without rule comes to one") {
    for (const bool gap : {false, true}) {
        StandardsStage stage(regions(1).set("standard.effect", 0.0));
        stage.world.categories[CategoryId{0}].rule_gap = gap;
        for (int i = 0; i < 5; ++i) stage.validate_in(0);
        CHECK(stage.issued() == (gap ? 1 : 0));
    }
}

TEST_CASE("standards: a standard closes the rule gap of its category and is counted") {
    StandardsStage stage(regions(1));
    for (const std::uint32_t d : {0U, 1U}) stage.world.categories[CategoryId{d}].rule_gap = true;
    for (const std::uint32_t d : {0U, 2U}) stage.standards.on_standard_issued({CategoryId{d}}, stage.context);
    CHECK_FALSE(stage.world.categories[CategoryId{0}].rule_gap);
    CHECK(stage.world.categories[CategoryId{0}].standard);
    CHECK(stage.world.categories[CategoryId{1}].rule_gap);
    CHECK_FALSE(stage.world.categories[CategoryId{1}].standard);
    CHECK(stage.world.ledger.standards == 2.0);
    CHECK(stage.world.ledger.rules_made == 1.0);
}

namespace {

/// One firm that knows a template of two families which costs far too much to integrate.
struct BundleStage : MechanismStage {
    Adoption adoption;
    std::uint32_t considered = 0;

    explicit BundleStage(const SmallWorld& small)
        : MechanismStage(small.description), adoption(small.description.catalogue) {
        Template solution;
        solution.key = sim::key_of("template");
        solution.category = CategoryId{0};
        solution.families = 3;
        solution.validated_in.assign(1, sim::EventId{1});
        solution.cases.assign(1, 1.0);
        solution.exposure.assign(1, 1e9);
        world.templates.add(solution);
        adoption.begin(context);
    }
    [[nodiscard]] bool takes_bundle() {
        adoption.on_adoption_considered({FirmId{0}, 0, FirmId{}, considered++}, context);
        return world.firms[FirmId{0}].bundle.valid();
    }
    void issue_standard(std::uint32_t category) {
        world.categories[CategoryId{category}].standard = true;
        adoption.on_standard_issued({CategoryId{category}}, context);
    }
};

SmallWorld costly(double effect) {
    SmallWorld world({"ai", "robotics"});
    world.region("R", 1, 0.0).set("firm.ties_degree", 0).set("adoption.pause", 0.0);
    world.set("cost.initial.ai", 1e-6).set("cost.initial.robotics", 1e-6).set("integration.pair", 1e12);
    return world.set("synergy.pair", 1.0).set("standard.effect", effect);
}

}  // namespace

TEST_CASE("standards: they cut what it costs to integrate the templates of their category, old and new") {
    for (const double effect : {0.0, 1.0}) {
        for (const bool seen_before : {false, true}) {
            BundleStage stage(costly(effect));
            stage.world.firms[FirmId{0}].installed = 1;
            if (seen_before) CHECK_FALSE(stage.takes_bundle());
            stage.issue_standard(1);
            CHECK_FALSE(stage.takes_bundle());
            stage.issue_standard(0);
            CHECK(stage.takes_bundle() == (effect == 1.0));
        }
    }
}
