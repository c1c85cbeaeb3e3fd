// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "models/mechanisms/validation.hpp"
#include "tests/support/bounds.hpp"
#include "tests/support/mechanism_stage.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

constexpr double aware = 0.1;

/// Validates so many scenarios of the region's first firm.
void validate(Validation& mechanism, MechanismStage& stage, RegionId region, int count) {
    const Party owner(stage.world.regions[region].firms.front());
    for (int i = 0; i < count; ++i) {
        const ScenarioId id = stage.add_scenario(owner, {0, 1}, 5.0);
        stage.world.scenarios[id].supplier = owner;
        stage.world.enter(stage.world.scenarios[id], ScenarioState::succeeded);
        stage.world.take_contract(owner);
        mechanism.on_validated({id}, stage.context);
    }
}

double knowing(MechanismStage& stage, RegionId region) {
    double count = 0.0;
    for (const FirmId firm : stage.world.regions[region].firms)
        count += knows(stage.world, firm, TemplateId{0}, stage.context) ? 1.0 : 0.0;
    return count;
}

}  // namespace

/// Firms learn independently, each with the chance 1 − (1 − a)^(n · density) after n months; density is
/// validations over thousands of firms, both seen from the region through exp(−distance / length). False
/// alarm: 1e-6 for the largest of 16 (Chernoff). Seen: a density by region instead of around it, a wrong by
/// 5 %, twice the same draw for neighbours.
TEST_CASE(
    "awareness: after n months the share 1 - (1 - a)^n knows a template validated once per 1,000 firms") {
    SmallWorld small;
    small.region("A", 20'000, 0.0).region("B", 10'000, 0.0).place_regions(500.0);
    small.set("spill.aware", aware).set("firm.ties_degree", 0);
    MechanismStage stage(small.description);
    Validation mechanism(small.description.catalogue);
    mechanism.begin(stage.context);
    constexpr int validations = 25;
    validate(mechanism, stage, RegionId{0}, validations);
    REQUIRE(stage.world.templates.size() == 1);
    const double far = std::exp(-500.0 / 764.0);
    const double density_a = validations / (20.0 + 10.0 * far),
                 density_b = validations * far / (10.0 + 20.0 * far);
    for (int month = 1; month <= 8; ++month) {
        CAPTURE(month);
        CHECK(knowing(stage, RegionId{0}) >= 0.0);
        mechanism.on_month_started({static_cast<std::uint32_t>(month)}, stage.context);
        const double a = 1.0 - std::pow(1.0 - aware, month * density_a);
        const double b = 1.0 - std::pow(1.0 - aware, month * density_b);
        CHECK(binomial_surprise(knowing(stage, RegionId{0}), 20'000, a) < surprise_bound(16));
        CHECK(binomial_surprise(knowing(stage, RegionId{1}), 10'000, b) < surprise_bound(16));
    }
}

/// At one validation per 1,000 firms of one region, exactly 1 − (1 − a)^n, whatever the scale. False alarm:
/// 1e-6 for the larger of two.
TEST_CASE("awareness: does not depend on the scale of the world") {
    for (const double scale : {1.0, 0.1}) {
        CAPTURE(scale);
        SmallWorld small;
        small.region("A", 100'000, 0.0).set("spill.aware", aware).set("firm.ties_degree", 0);
        small.description.scale = scale;
        MechanismStage stage(small.description);
        Validation mechanism(small.description.catalogue);
        mechanism.begin(stage.context);
        validate(mechanism, stage, RegionId{0}, static_cast<int>(100 * scale));
        for (std::uint32_t month = 1; month <= 6; ++month) mechanism.on_month_started({month}, stage.context);
        const double share = 1.0 - std::pow(1.0 - aware, 6);
        CHECK(binomial_surprise(knowing(stage, RegionId{0}), 1e5 * scale, share) < surprise_bound(2));
    }
}
