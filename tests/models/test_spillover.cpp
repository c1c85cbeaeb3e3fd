// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>

#include "models/mechanisms/spillover.hpp"
#include "tests/support/busy_world.hpp"
#include "tests/support/mechanism_stage.hpp"
#include "tests/support/without.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// Two regions of firms without institutes, all of absorptive capacity 1 and blind to distance of mind.
SmallWorld open_minds(std::uint32_t here, std::uint32_t there) {
    SmallWorld small;
    small.region("A", here, 0.0).region("B", there, 0.0).set("firm.ties_degree", 0);
    small.set("absorb.ceiling", 1.0).set("absorb.half", 0.0).set("cognition.sigma", 1e6);
    return small.set("spill.rate", 0.24);
}

struct SpillStage : MechanismStage {
    Spillover spillover;

    explicit SpillStage(const SmallWorld& small)
        : MechanismStage(small.description), spillover(small.description.catalogue) {}
    void know(std::uint32_t firm, float level) {
        for (float& own : world.capability_of(Party(FirmId{firm}))) own = level;
    }
    [[nodiscard]] double level(std::uint32_t firm) const {
        return world.capability_of(Party(FirmId{firm}))[0];
    }
    void months(int count) {
        for (int month = 1; month <= count; ++month)
            spillover.on_month_started({static_cast<std::uint32_t>(month)}, context);
    }
};

}  // namespace

TEST_CASE("absorptive capacity: rises and bends down with the stock of R&D, to the ceiling") {
    SmallWorld small;
    small.region("R", 501).set("firm.ties_degree", 0).set("absorb.ceiling", 0.7).set("absorb.half", 2.0);
    MechanismStage stage(small.description);
    const Absorption g(small.description.catalogue);
    const Party firm(FirmId{0});
    const double median = stage.world.median_research_stock;
    REQUIRE(median > 0.0);
    double last = 0.0, step = 1.0;
    for (int i = 1; i < 50; ++i) {
        stage.world.firms[FirmId{0}].research_stock = i * median;
        const double now = g(stage.world, stage.policy, firm);
        CHECK(now == doctest::Approx(0.7 * i / (i + 2.0)));
        CHECK(now > last);
        CHECK(now - last < step);
        step = now - last;
        last = now;
    }
    CHECK(g(stage.world, stage.policy, Party(RegionId{0})) == 0.0);
    stage.world.firms[FirmId{0}].research_stock = 0.0;
    CHECK(g(stage.world, stage.policy, firm) == 0.0);
}

TEST_CASE("spillover: what others know of more flows in, and nothing is forgotten") {
    SpillStage stage(open_minds(2, 1));
    stage.know(0, 0.2F);
    stage.know(1, 0.6F);
    stage.know(2, 1.0F);
    stage.months(3);
    const double part = 0.24 / 4.0;
    CHECK(stage.level(0) == doctest::Approx(0.2 + part * (0.85 * 0.6 + 0.15 * 1.0 - 0.2)));
    CHECK(stage.level(1) == doctest::Approx(0.6));
    CHECK(stage.level(2) == doctest::Approx(1.0));
}

TEST_CASE("spillover: at absorptive capacity 1 a gap closes exponentially at the rate, at 0 never") {
    for (const double ceiling : {1.0, 0.0}) {
        SpillStage stage(open_minds(1, 1).set("absorb.ceiling", ceiling));
        stage.know(0, 0.5F);
        stage.know(1, 1.0F);
        stage.months(120);
        const double left = ceiling > 0.0 ? 0.5 * std::pow(1.0 - 0.24 / 4.0, 40) : 0.5;
        CHECK(1.0 - stage.level(0) == doctest::Approx(left).epsilon(1e-4));
        if (ceiling > 0.0) CHECK(left == doctest::Approx(0.5 * std::exp(-0.24 * 10)).epsilon(0.08));
    }
}

TEST_CASE("spillover: what is too far from one's own mind is not understood") {
    SpillStage stage(open_minds(1, 1).set("cognition.sigma", 0.2));
    stage.know(0, 0.5F);
    stage.know(1, 0.8F);
    stage.months(3);
    CHECK(stage.level(0) ==
          doctest::Approx(0.5 + 0.06 * std::exp(-0.3 * 0.3 / 2.0 / 0.04) * 0.3).epsilon(1e-5));
}

TEST_CASE("spillover: a firm out of business neither teaches nor learns") {
    SpillStage stage(open_minds(2, 1));
    stage.know(0, 0.2F);
    stage.know(1, 1.0F);
    stage.know(2, 0.2F);
    stage.world.firms[FirmId{1}].active = false;
    stage.months(12);
    CHECK(stage.level(0) == doctest::Approx(0.2));
    stage.know(1, 0.0F);
    stage.months(12);
    CHECK(stage.level(1) == 0.0);
}

TEST_CASE("research stock: steady while R&D is, else a depreciated sum") {
    SpillStage stage(open_minds(3, 1).set("absorb.depreciation", 0.2));
    Firm& firm = stage.world.firms[FirmId{0}];
    CHECK(firm.research_stock == doctest::Approx(firm.research / 0.2));
    stage.spillover.on_year_started({2019}, stage.context);
    stage.play_until(sim::date(2020, 1, 1));
    stage.spillover.on_year_started({2020}, stage.context);
    CHECK(firm.research_stock == doctest::Approx(firm.research / 0.2));
    firm.research *= 2.0;
    stage.spillover.on_year_started({2021}, stage.context);
    CHECK(firm.research_stock == doctest::Approx(0.8 * firm.research / 0.4 + firm.research));
    firm.research = 7.0;
    stage.spillover.on_firm_entered({FirmId{0}, 1}, stage.context);
    CHECK(firm.research_stock == doctest::Approx(35.0));
}

TEST_CASE("spillover: at rate 0 it leaves no trace, and above it does") {
    for (const double rate : {0.0, 0.1}) {
        const SmallWorld world = busy_world().set("spill.rate", rate);
        CHECK((fingerprint_of(world.description) == fingerprint_without(world.description, {"spillover"})) ==
              (rate == 0.0));
    }
}
