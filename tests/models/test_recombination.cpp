// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "models/mechanisms/recombination.hpp"
#include "tests/support/busy_world.hpp"
#include "tests/support/mechanism_stage.hpp"
#include "tests/support/traced.hpp"
#include "tests/support/without.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// Institutes that know everything equally well and always succeed, in a nation of 1,000 firms.
SmallWorld inventors() {
    SmallWorld small({"a", "b"});
    small.region("R", 1'000, 2'500.0).set("firm.ties_degree", 0);
    return small.set("recombine.rate", 1.0).set("recombine.success", 1.0).set("cognition.sigma", 1e9);
}

struct InventorStage : MechanismStage {
    Recombination recombination;

    explicit InventorStage(const SmallWorld& small)
        : MechanismStage(small.description), recombination(small.description.catalogue) {
        recombination.begin(context);
    }
    Technology& technology(std::uint32_t t) { return world.technologies[TechnologyId{t}]; }
};

}  // namespace

TEST_CASE("recombination: a success is a component of readiness 4 that builds on the pair") {
    InventorStage stage(inventors());
    const std::uint32_t before = stage.world.technologies.size();
    for (std::uint32_t t = 0; t < before; ++t) stage.technology(t).readiness = t == 2 || t == 6 ? 6.0 : 5.9;
    const auto inventor = stage.world.capability_of(Party(InstituteId{0}));
    const float lesser = std::min(inventor[2], inventor[6]), better = std::max(inventor[2], inventor[6]);
    const auto firm = stage.world.capability_of(Party(FirmId{17}));
    const float of_firm = std::min(firm[2], firm[6]);
    stage.recombination.on_recombined({InstituteId{0}, 0}, stage.context);
    CHECK(stage.row.outcome == Outcome::combined);
    REQUIRE(stage.world.technologies.size() == before + 1);
    const Technology& made = stage.technology(before);
    std::vector<TechnologyId> parts = made.prerequisites;
    std::sort(parts.begin(), parts.end());
    CHECK(parts == std::vector{TechnologyId{2}, TechnologyId{6}});
    CHECK(made.readiness == 4.0);
    CHECK_FALSE(made.core);
    CHECK_FALSE(made.bottleneck);
    CHECK(made.name == stage.world.families[made.family].name + " component 4");
    CHECK(stage.world.capability_of(Party(InstituteId{0}))[before] == better);
    CHECK(stage.world.capability_of(Party(FirmId{17}))[before] == of_firm);
    CHECK(lesser <= better);
}

TEST_CASE("recombination: rows grow wider and every capability stays what it was") {
    InventorStage stage(inventors());
    std::vector<std::vector<float>> before;
    for (std::uint32_t i = 0; i < 1'000; ++i) {
        const auto row = stage.world.capability_of(Party(FirmId{i}));
        before.emplace_back(row.begin(), row.end());
    }
    const std::uint32_t founded = stage.world.technologies.size();
    for (std::uint32_t n = 0; n < 30; ++n)
        stage.recombination.on_recombined({InstituteId{1}, n}, stage.context);
    REQUIRE(stage.world.technologies.size() == founded + 30);
    CHECK(stage.world.capability_stride % 8 == 0);
    CHECK(stage.world.locked.size() == founded + 30);
    for (std::uint32_t i = 0; i < 1'000; ++i) {
        const auto row = stage.world.capability_of(Party(FirmId{i}));
        REQUIRE(row.size() == founded + 30);
        REQUIRE(std::equal(before[i].begin(), before[i].end(), row.begin()));
    }
}

TEST_CASE("recombination: a scenario can name every technology there is, and there are no more") {
    InventorStage stage(inventors());
    for (std::uint32_t n = 0; n < 400; ++n)
        stage.recombination.on_recombined({InstituteId{1}, n}, stage.context);
    CHECK(stage.world.technologies.size() == 256);
    CHECK(stage.row.outcome == Outcome::nothing_came);
}

TEST_CASE("recombination: fewer than two technologies ready, and nothing comes of an attempt") {
    InventorStage stage(inventors());
    for (Technology& technology : stage.world.technologies) technology.readiness = 5.0;
    stage.technology(0).readiness = 9.0;
    stage.recombination.on_recombined({InstituteId{0}, 0}, stage.context);
    CHECK(stage.row.outcome == Outcome::nothing_came);
}

TEST_CASE("recombination: at rate 0 it leaves no trace, and above it does") {
    for (const double rate : {0.0, 1.0}) {
        const SmallWorld world = busy_world().set("recombine.rate", rate);
        CHECK((fingerprint_of(world.description) ==
               fingerprint_without(world.description, {"recombination"})) == (rate == 0.0));
    }
}

TEST_CASE("recombination: clocks follow the rate when policy moves it") {
    SmallWorld world = inventors().set("recombine.rate", 0.0).set("recombine.success", 0.0).years(8);
    add_change(world, sim::date(2021, 1, 1), "recombine.rate", 2.0);
    add_change(world, sim::date(2023, 1, 1), "recombine.rate", 4.0);
    add_change(world, sim::date(2025, 1, 1), "recombine.rate", 0.0);
    Cultivation run(world.description, 2, {.trace = true, .metrics = false});
    run.run();
    std::array<double, 4> attempts{};
    each_event<Recombined>(run.trace(), [&](const Recombined&, const TraceRow& row) {
        attempts[static_cast<std::size_t>(years_at(run, row.time) / 2.0)] += 1.0;
    });
    const double institutes = run.world().institutes.size();
    CHECK(attempts[0] == 0.0);
    CHECK(attempts[1] == doctest::Approx(institutes * 4.0).epsilon(0.6));
    CHECK(attempts[2] == doctest::Approx(institutes * 8.0).epsilon(0.5));
    CHECK(attempts[3] == 0.0);
}
