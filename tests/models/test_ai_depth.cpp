// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <tuple>
#include <vector>

#include "models/mechanisms/ai_depth.hpp"
#include "tests/support/busy_world.hpp"
#include "tests/support/distribution_checks.hpp"
#include "tests/support/mechanism_stage.hpp"
#include "tests/support/without.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// Firms of one size in a region of average data readiness (1/2), no fall of the compute price.
SmallWorld deep(std::uint32_t firms) {
    SmallWorld small({"ai", "industrial_internet"});
    small.region("R", firms, 0.0)
        .set("firm.size_min", 300)
        .set("firm.size_max", 300)
        .set("firm.ties_degree", 0);
    return small.set("ai.stages", 5).set("ai.compute_fall", 0).set("data.open", 0);
}

struct DepthStage : MechanismStage {
    AiDepth depth;

    explicit DepthStage(const SmallWorld& small)
        : MechanismStage(small.description), depth(small.description.catalogue) {
        depth.begin(context);
    }
    void install(FirmId firm, unsigned families) {
        Firm& at = world.firms[firm];
        at.installed = static_cast<FamilySet>(at.installed | families);
        for (std::size_t f = 0; f < 2; ++f) world.ledger.adopters[f] += families >> f & 1;
        depth.on_installed({firm, TemplateId{}, families, 0}, context);
    }
    void settle(sim::Time until = sim::date(2100, 1, 1)) {
        engine.run_until(until, [this](const auto& event, const sim::Occurrence& occurrence) {
            events.push_back({occurrence.time, occurrence.type});
            if constexpr (std::same_as<std::decay_t<decltype(event)>, StageDeepened>)
                depth.on_stage_deepened(event, context);
        });
    }
    void set(const SmallWorld& small, std::string_view lever, double value) {
        PolicyChange change;
        change.from = engine.now();
        change.parameter = small.description.catalogue.id(lever);
        change.target = value;
        const std::uint32_t place = policy.add(change);
        policy.step(place, 0, change.from, {});
        depth.on_policy_changed({place, 0}, context);
    }
    [[nodiscard]] int stage_of(std::uint32_t firm) const { return world.firms[FirmId{firm}].ai_stage; }
};

/// The price of compute from which on a firm of the deep world does not take its next stage.
double dearest(std::size_t stage) {
    const double annuity = (1.0 - std::pow(1.08, -5.0)) / 0.08;
    const double value_added = 300.0 * 0.25;
    const auto part = [](double k) { return std::pow(k / 5.0, 0.385); };
    const auto k = static_cast<double>(stage);
    const double gain = 0.11 * (part(k) - (k > 1.0 ? part(k - 1.0) : 0.0)) * value_added * annuity;
    return gain / (6.0 / 5.0);
}

}  // namespace

TEST_CASE("ai depth: the gains of all stages sum to the gain of the family, each less than the one before") {
    for (std::size_t stages = 1; stages <= most_ai_stages; ++stages) {
        double sum = 0.0, last = 1.0;
        for (std::size_t k = 1; k <= stages; ++k) {
            const double gain = stage_gain(0.11, k, stages, 0.385);
            CHECK(gain > 0.0);
            CHECK(gain < last);
            last = gain;
            sum += gain;
        }
        CHECK(sum == doctest::Approx(0.11).epsilon(1e-12));
    }
}

/// Exact.
TEST_CASE("ai depth: the compute price falls by its share each 1 January, and scales with its lever") {
    SmallWorld small = deep(5);
    small.set("ai.compute_fall", 0.3).set("ai.compute_price", 2.0).years(8);
    add_change(small, sim::date(2023, 6, 1), "ai.compute_price", 1.0);
    Cultivation run(small.description, 1);
    for (int year = 2019; year < 2027; ++year) {
        run.run_until(sim::date(year, 3, 1));
        const double lever = year > 2023 ? 1.0 : 2.0;
        CHECK(run.world().compute_price ==
              doctest::Approx(lever * std::pow(0.7, year - 2019)).epsilon(1e-12));
    }
}

TEST_CASE(
    "ai depth: data readiness of (k + 1) / 6 is asked for stage k + 1, and lack of it cannot be bought off") {
    struct Readiness {
        double open;
        bool internet;
        int reached;
    };
    for (const Readiness& data : {Readiness{0.0, false, 3},
                                  {0.1, false, 3},
                                  {0.17, false, 4},
                                  {0.34, false, 5},
                                  {0.1, true, 4},
                                  {0.17, true, 5},
                                  {1.0, true, 5}}) {
        CAPTURE(data.open);
        DepthStage stage(deep(1).set("data.open", data.open).set("ai.compute_price", 0.01));
        stage.install(FirmId{0}, data.internet ? 3 : 1);
        stage.settle();
        CHECK(stage.stage_of(0) == data.reached);
        CHECK(stage.world.ledger.ai_stages[0] == data.reached);
    }
    DepthStage poor(deep(1).set("ai.compute_price", 0.0));
    poor.world.regions[RegionId{0}].data_readiness = 0.1;
    poor.install(FirmId{0}, 1);
    poor.settle();
    CHECK(poor.stage_of(0) == 0);
}

/// Exact: a firm of size 300 at learning rate 0.
TEST_CASE("ai depth: a stage is taken as long as its gain covers its share of cost at the price of compute") {
    SmallWorld small = deep(1).set("data.open", 1).set("learning.rate.ai", 0).set("cost.size_exponent", 0);
    for (std::size_t k = 1; k <= 5; ++k) {
        CAPTURE(k);
        for (const bool dear : {false, true}) {
            DepthStage stage(small.set("ai.compute_price", dearest(k) * (dear ? 1.0 + 1e-9 : 1.0 - 1e-9)));
            stage.install(FirmId{0}, 1);
            stage.settle();
            CHECK(stage.stage_of(0) == static_cast<int>(dear ? k - 1 : k));
        }
    }
}

TEST_CASE("ai depth: opened data, a fallen price or the industrial internet move firms that stood still") {
    SmallWorld small = deep(3).set("ai.compute_price", 1e6).set("ai.compute_fall", 0.9);
    DepthStage stage(small);
    for (std::uint32_t i = 0; i < 3; ++i) stage.install(FirmId{i}, 1);
    CHECK(stage.engine.pending_events() == 0);
    stage.set(small, "ai.compute_price", 1e-3);
    CHECK(stage.engine.pending_events() == 3);
    stage.settle();
    CHECK(stage.stage_of(0) == 3);
    stage.set(small, "data.open", 0.17);
    CHECK(stage.engine.pending_events() == 3);
    stage.settle(sim::date(2150, 1, 1));
    CHECK(stage.stage_of(1) == 4);
    stage.install(FirmId{2}, 2);
    CHECK(stage.engine.pending_events() == 1);
    stage.settle(sim::date(2200, 1, 1));
    CHECK(stage.stage_of(2) == 5);
    stage.set(small, "ai.compute_price", 2.0);
    CHECK(stage.engine.pending_events() == 0);

    DepthStage waiting(small.set("ai.compute_price", 20.0));
    waiting.install(FirmId{0}, 1);
    CHECK(waiting.engine.pending_events() == 0);
    waiting.settle(sim::date(2020, 1, 1));
    waiting.depth.on_year_started({2020}, waiting.context);
    CHECK(waiting.engine.pending_events() == 1);
}

/// False alarm: 1e-6 (Massart 1990).
TEST_CASE("ai depth: a stage takes a lognormal time around ai.stage_time") {
    DepthStage stage(deep(6'000).set("ai.stages", 1).set("ai.compute_price", 0.1));
    for (std::uint32_t i = 0; i < 6'000; ++i) stage.install(FirmId{i}, 1);
    stage.settle();
    std::vector<double> days;
    for (const sim::Time time : stage.times_of<StageDeepened>())
        days.push_back(sim::in_days(time - stage.world.start));
    REQUIRE(days.size() == 6'000);
    const auto law = [](double x) { return 0.5 * std::erfc(-std::log(x / 150.0) / 0.5 / std::sqrt(2.0)); };
    CHECK(tests::distribution_gap(days, law, law) < tests::gap_bound);
}

TEST_CASE("ai depth: what a closed firm was about to reach is dropped, its place starts without AI") {
    DepthStage stage(deep(2).set("ai.compute_price", 0.1));
    for (const std::uint32_t i : {0U, 1U}) stage.install(FirmId{i}, 1);
    stage.settle(sim::date(2019, 9, 1));
    Firm& closed = stage.world.firms[FirmId{0}];
    stage.depth.on_firm_exited({FirmId{0}, 0}, stage.context);
    closed.installed = 0;
    ++closed.generation;
    stage.depth.on_firm_entered({FirmId{0}, 1}, stage.context);
    stage.settle();
    CHECK(closed.ai_stage == 0);
    CHECK(stage.world.ledger.ai_stages[0] == 3.0);
    stage.install(FirmId{0}, 1);
    CHECK(stage.engine.pending_events() == 1);
}

TEST_CASE("ai depth: without stages it leaves no trace, with one it does") {
    SmallWorld world = busy_world();
    world.set("adoption.p.ai", 0.05);
    const std::uint64_t without = fingerprint_without(world.description, {"ai_depth"});
    CHECK(fingerprint_of(world.description) == without);
    CHECK(fingerprint_of(world.set("ai.stages", 1.0).description) != without);
}
