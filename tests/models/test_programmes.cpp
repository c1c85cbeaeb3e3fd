// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "models/mechanisms/programmes.hpp"
#include "tests/support/busy_world.hpp"
#include "tests/support/mechanism_stage.hpp"
#include "tests/support/traced.hpp"
#include "tests/support/without.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// Named firms of one region that all use both families, the i-th of size 100 + 10 i.
SmallWorld users(std::uint32_t count, double selection) {
    SmallWorld small({"ai", "robotics"});
    small.region("R", count, 0.0).set("firm.ties_degree", 0).set("miit.selection", selection);
    for (std::uint32_t i = 0; i < count; ++i)
        small.description.firms.push_back(
            {"firm " + std::to_string(i), 0, 0, OwnerType::sme, 100.0 + 10.0 * i, false});
    return small;
}

struct ProgrammeStage : MechanismStage {
    Programmes programmes;

    explicit ProgrammeStage(const SmallWorld& small)
        : MechanismStage(small.description), programmes(small.description.catalogue) {
        for (Firm& firm : world.firms) firm.installed = 3;
        programmes.begin(context);
    }
    [[nodiscard]] std::vector<std::uint32_t> benchmarks(FamilySet family) {
        std::vector<std::uint32_t> found;
        for (std::uint32_t i = 0; i < world.firms.size(); ++i)
            if (world.firms[FirmId{i}].benchmark == family) found.push_back(i);
        return found;
    }
    TemplateId add_template(FamilySet families) {
        Template solution;
        solution.key = sim::key_of("template");
        solution.category = CategoryId{0};
        solution.families = families;
        solution.validated_in.resize(world.regions.size());
        solution.exposure.assign(world.regions.size(), 0.0);
        return world.templates.add(solution);
    }
};

double supported(const World& world) {
    double sum = 0.0;
    for (const double cell : world.ledger.programme_spend) sum += cell;
    return sum;
}

}  // namespace

TEST_CASE("programmes: a family selects the users that gain most, and no firm twice") {
    ProgrammeStage stage(users(50, 100.0));
    for (const std::uint32_t other : {49U, 48U}) stage.world.firms[FirmId{other}].installed = 2;
    stage.world.firms[FirmId{3}].premium = 1.0;
    stage.world.firms[FirmId{46}].active = false;
    stage.programmes.on_family_selected({0, 2020}, stage.context);
    CHECK(stage.benchmarks(1) == std::vector<std::uint32_t>{3, 43, 44, 45, 47});
    stage.programmes.on_family_selected({1, 2020}, stage.context);
    CHECK(stage.benchmarks(1).size() == 5);
    CHECK(stage.benchmarks(2) == std::vector<std::uint32_t>{38, 39, 40, 41, 42});
    stage.play_until(sim::date(2019, 1, 2));
    CHECK(stage.times_of<BenchmarkNamed>().size() == 10);
}

TEST_CASE("programmes: equal gains go by draw, anew each year, and one benchmark is the least") {
    SmallWorld small = users(40, 1e-3);
    for (FirmDescription& firm : small.description.firms) firm.size = 200.0;
    ProgrammeStage stage(small);
    for (int year = 2020; year < 2030; ++year) stage.programmes.on_family_selected({0, year}, stage.context);
    const std::vector<std::uint32_t> named = stage.benchmarks(1);
    CHECK(named.size() == 10);
    CHECK(named.back() >= 20);
}

TEST_CASE("programmes: every family in use selects once a year, each first in turn") {
    SmallWorld small = users(10, 100.0);
    for (const int year : {2020, 2021}) {
        ProgrammeStage stage(small);
        stage.world.ledger.adopters.assign(2, 10.0);
        stage.programmes.on_year_started({year}, stage.context);
        std::vector<std::uint32_t> order;
        stage.engine.run_until(sim::date(2019, 1, 2), [&](const auto& event, const sim::Occurrence&) {
            if constexpr (std::same_as<std::decay_t<decltype(event)>, FamilySelected>)
                order.push_back(event.family);
        });
        CHECK(order == (year == 2020 ? std::vector<std::uint32_t>{0, 1} : std::vector<std::uint32_t>{1, 0}));
    }
    ProgrammeStage unused(small);
    unused.programmes.on_year_started({2020}, unused.context);
    unused.play_until(sim::date(2019, 1, 2));
    CHECK(unused.times_of<FamilySelected>().empty());
}

/// Exact: one benchmark per 1,000 firms around leaves a share 1 − awareness of the unaware, at any size.
TEST_CASE("programmes: a benchmark per thousand firms makes its share of the unaware know its template") {
    for (const std::uint32_t firms : {1'000U, 3'000U}) {
        SmallWorld small({"ai", "robotics"});
        small.region("R", firms, 0.0).set("firm.ties_degree", 0).set("benchmark.awareness", 0.3);
        ProgrammeStage stage(small);
        const TemplateId shown = stage.add_template(1), other = stage.add_template(2);
        stage.world.templates[shown].exposure[0] = 0.5;
        for (std::uint32_t i = 0; i < firms / 1'000; ++i) {
            stage.world.firms[FirmId{i}].bundle = shown;
            stage.programmes.on_benchmark_named({FirmId{i}, 0}, stage.context);
        }
        CHECK(std::exp(-stage.world.templates[shown].exposure[0]) == doctest::Approx(std::exp(-0.5) * 0.7));
        CHECK(stage.world.ledger.benchmarks[0] == firms / 1'000);
        stage.world.firms[FirmId{5}].bundle = other;
        stage.programmes.on_benchmark_named({FirmId{5}, 0}, stage.context);
        stage.world.firms[FirmId{6}].bundle = other;
        stage.world.firms[FirmId{6}].installed = 1;
        stage.programmes.on_benchmark_named({FirmId{6}, 1}, stage.context);
        CHECK(stage.world.templates[other].exposure[0] == 0.0);
    }
}

TEST_CASE("programmes: funds are given by the year per thousand firms and never overdrawn") {
    SmallWorld small = users(500, 0.0);
    small.set("miit.budget.ai", 30.0).set("miit.budget.robotics", 10.0);
    ProgrammeStage stage(small);
    for (int year = 2019; year < 2021; ++year) {
        stage.programmes.on_year_started({year}, stage.context);
        CHECK(stage.world.family_credit == std::vector<double>{15.0, 5.0});
        CHECK(support_offered(stage.world, 1, 4.0) == 4.0);
        take_support(stage.world, 1, RegionId{0}, 4.0);
        CHECK(support_offered(stage.world, 1, 4.0) == 1.0);
    }
    CHECK(stage.world.ledger.programme_grants == 40.0);
    CHECK(supported(stage.world) == 8.0);
}

/// A firm of size 300 gains 0.11 · 75 · 3.99 = 32.9 m_cny from AI; at a price above that and under 32.9 / 0.6 it
/// buys as long as 40 % of the price are paid for it. Exact.
TEST_CASE("programmes: support buys what would not pay by itself, until the funds are spent") {
    SmallWorld small;
    small.region("R", 400, 0.0)
        .set("firm.size_min", 300)
        .set("firm.size_max", 300)
        .set("firm.ties_degree", 0);
    small.set("need.rate", 0)
        .set("need.government_rate", 0)
        .set("research.teams", 0)
        .set("learning.rate.ai", 0);
    small.set("adoption.p.ai", 2.0)
        .set("adoption.q.ai", 0)
        .set("firm.risk_aversion", 0)
        .set("adoption.pause", 1500);
    small.set("cost.initial.ai", 40.0).set("subsidy.rate", 0.4).years(1);
    for (const double budget : {0.0, 200.0, 1e5}) {
        CAPTURE(budget);
        Cultivation run(small.set("miit.budget.ai", budget).description, 3);
        run.run();
        double ordered = 0.0;
        for (const Firm& firm : run.world().firms)
            ordered += (firm.installed | firm.ordered) != 0 ? 1.0 : 0.0;
        const double considered = run.world().ledger.considered[0];
        CHECK(considered > 100.0);
        CHECK(ordered == (budget == 0.0 ? 0.0 : budget == 200.0 ? 5.0 : considered));
        CHECK(supported(run.world()) == doctest::Approx(16.0 * ordered));
    }
}

TEST_CASE("programmes: without selection and funds they leave no trace, with them they do") {
    SmallWorld world = busy_world();
    world.set("adoption.p.ai", 0.5).set("cost.initial.ai", 40.0).set("subsidy.rate", 0.4);
    const std::uint64_t without = fingerprint_without(world.description, {"programmes"});
    CHECK(fingerprint_of(world.description) == without);
    CHECK(fingerprint_of(world.set("miit.selection", 5.0).description) != without);
    CHECK(fingerprint_of(world.set("miit.selection", 0.0).set("miit.budget.ai", 100.0).description) !=
          without);
}

TEST_CASE("programmes: a new firm in an old place was never a benchmark") {
    ProgrammeStage stage(users(5, 1'000.0));
    stage.programmes.on_family_selected({0, 2020}, stage.context);
    REQUIRE(stage.world.firms[FirmId{2}].benchmark == 1);
    stage.programmes.on_firm_exited({FirmId{2}, 0}, stage.context);
    CHECK(stage.world.firms[FirmId{2}].benchmark == 0);
}
