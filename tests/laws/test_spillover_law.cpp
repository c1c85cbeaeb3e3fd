// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>

#include "models/mechanisms/spillover.hpp"
#include "tests/support/mechanism_stage.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// A capable region far from a late one, and a place of no knowledge halfway between them, of 20 firms each;
/// everybody takes in all there is.
SmallWorld three_regions(double length) {
    SmallWorld small;
    small.region("EARLY", 20, 0.0).region("MIDDLE", 20, 0.0).region("LATE", 20, 0.0);
    small.description.distance_km = {0, 500, 1000, 500, 0, 500, 1000, 500, 0};
    small.set("firm.ties_degree", 0).set("spill.length", length).set("spill.rate", 0.12);
    small.set("absorb.ceiling", 1.0).set("absorb.half", 0.0).set("cognition.sigma", 1e6);
    return small;
}

struct Lag : MechanismStage {
    Spillover spillover;

    explicit Lag(const SmallWorld& small)
        : MechanismStage(small.description), spillover(small.description.catalogue) {
        for (std::uint32_t i = 0; i < 60; ++i)
            for (float& own : world.capability_of(Party(FirmId{i}))) own = i < 20 ? 1.0F : 0.0F;
    }
    [[nodiscard]] double late() const { return world.capability_of(Party(FirmId{59}))[0]; }
    /// Years until the late region knows this much.
    [[nodiscard]] double years_to(double level) {
        std::uint32_t month = 0;
        while (late() < level && month < 12'000) spillover.on_month_started({++month}, context);
        return month / 12.0;
    }
};

}  // namespace

/// Exact. Weights sum to one, so with two regions alone distance would not matter. Seen: weights without
/// distance.
TEST_CASE("spillover: the late region's lag falls with the length of influence") {
    double last = 1e9;
    for (const double length : {200.0, 400.0, 764.0, 1500.0, 3000.0, 1e9}) {
        CAPTURE(length);
        const double lag = Lag(three_regions(length)).years_to(0.3);
        CHECK(lag < last);
        last = lag;
    }
}

/// With endless length and a home share equal to the share of the others at home all firms hear the same mean, so
/// the two ignorant regions rise alike by the exact recursion of the pooled mean; one in 59 others is oneself.
TEST_CASE("spillover: with endless length and an even home share the nation pools") {
    SmallWorld small = three_regions(1e12);
    small.set("spill.home_share", 19.0 / 59.0);
    Lag lag(small);
    double level = 0.0;
    for (std::uint32_t month = 1; month <= 240; ++month) {
        lag.spillover.on_month_started({month}, lag.context);
        if (month % 3 == 0) level += 0.03 * ((20.0 + 39.0 * level) / 59.0 - level);
        REQUIRE(lag.late() == doctest::Approx(level).epsilon(1e-4));
        REQUIRE(lag.world.capability_of(Party(FirmId{20}))[0] == doctest::Approx(level).epsilon(1e-4));
    }
    CHECK(level == doctest::Approx(1.0 - std::exp(-0.12 * 20.0 * 20.0 / 59.0)).epsilon(0.02));
}
