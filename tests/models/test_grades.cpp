// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "models/mechanisms/grades.hpp"
#include "tests/support/bounds.hpp"
#include "tests/support/busy_world.hpp"
#include "tests/support/distribution_checks.hpp"
#include "tests/support/mechanism_stage.hpp"
#include "tests/support/without.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

const std::vector<std::string> four{"5g", "ai", "robotics", "industrial_internet"};

SmallWorld graded(const std::vector<std::string>& families, std::uint32_t firms, double mean) {
    SmallWorld small(families);
    small.description.families[0].needs_coverage = families[0] == "5g";
    small.region("R", firms, 0.0).set("firm.ties_degree", 0).set("grade.time", mean).set("ai.stages", 5);
    return small;
}

/// Firms whose families and AI stage a test sets, and the mechanism that hears of what they come to.
struct GradeStage : MechanismStage {
    Grades grades;

    explicit GradeStage(const SmallWorld& small)
        : MechanismStage(small.description), grades(small.description.catalogue) {
        grades.begin(context);
    }
    void install(FirmId firm, unsigned families, unsigned stage) {
        world.firms[firm].installed = static_cast<FamilySet>(families);
        world.firms[firm].ai_stage = static_cast<std::uint8_t>(stage);
        grades.on_installed({firm, TemplateId{}, families, 0}, context);
    }
    void settle() {
        engine.run_until(sim::date(2200, 1, 1), [this](const auto& event, const sim::Occurrence& occurrence) {
            events.push_back({occurrence.time, occurrence.type});
            if constexpr (std::same_as<std::decay_t<decltype(event)>, GradeRaised>)
                grades.on_grade_raised(event, context);
        });
    }
};

/// The grade that a firm with these families and this AI stage ends at.
int grade_of(const std::vector<std::string>& families, unsigned held, unsigned stage, double stages = 5.0) {
    GradeStage one(graded(families, 1, 30.0).set("ai.stages", stages));
    one.install(FirmId{0}, held, stage);
    one.settle();
    CHECK(one.times_of<GradeRaised>().size() == one.world.firms[FirmId{0}].grade);
    return one.world.firms[FirmId{0}].grade;
}

}  // namespace

TEST_CASE("grades: each needs its families and its share of the AI stages") {
    CHECK(grade_of(four, 0b0000, 0) == 0);
    CHECK(grade_of(four, 0b0001, 0) == 1);
    CHECK(grade_of(four, 0b1000, 0) == 1);
    CHECK(grade_of(four, 0b0010, 0) == 0);
    CHECK(grade_of(four, 0b0110, 3) == 0);
    CHECK(grade_of(four, 0b0011, 5) == 2);
    CHECK(grade_of(four, 0b0111, 0) == 2);
    CHECK(grade_of(four, 0b0111, 1) == 3);
    CHECK(grade_of(four, 0b0111, 5) == 3);
    CHECK(grade_of(four, 0b1111, 2) == 3);
    CHECK(grade_of(four, 0b1111, 3) == 4);
    CHECK(grade_of(four, 0b1111, 0, 0.0) == 2);
}

TEST_CASE("grades: a world of fewer families asks for as many as it has, and for AI only where there is AI") {
    CHECK(grade_of({"5g", "industrial_internet"}, 0b01, 0) == 1);
    CHECK(grade_of({"5g", "industrial_internet"}, 0b11, 0) == 4);
    CHECK(grade_of({"robotics"}, 0b1, 0) == 4);
    CHECK(grade_of({"ai"}, 0b1, 0) == 2);
    CHECK(grade_of({"ai"}, 0b1, 1) == 3);
    CHECK(grade_of({"ai"}, 0b1, 3) == 4);
}

/// False alarms: 1e-6 for the law (Massart 1990), 1e-6 each for mean and variance (z of 4.9); the fourth central
/// moment of a gamma of shape 2 and mean m is 3 v² + 6 v² / 2 with v = m² / 2.
TEST_CASE("grades: a step takes a gamma time of mean grade.time and half its square as variance") {
    constexpr double mean = 400.0, variance = mean * mean / 2.0;
    GradeStage stage(graded(four, 8'000, mean));
    for (std::uint32_t i = 0; i < 8'000; ++i) stage.install(FirmId{i}, 1, 0);
    stage.settle();
    std::vector<double> days;
    for (const sim::Time time : stage.times_of<GradeRaised>())
        days.push_back(sim::in_days(time - stage.world.start));
    REQUIRE(days.size() == 8'000);
    const auto law = [](double x) { return erlang(2, mean / 2.0, x); };
    CHECK(tests::distribution_gap(days, law, law) < tests::gap_bound);
    CHECK(std::fabs(tests::mean_error(days, mean, variance)) < tests::z_bound);
    CHECK(std::fabs(tests::variance_error(days, mean, variance, 6.0 * variance * variance)) < tests::z_bound);
    CHECK(stage.world.ledger.grades[0] == 8'000.0);
}

TEST_CASE("grades: one step at a time, and news on the way starts none beside it") {
    GradeStage stage(graded(four, 1, 100.0));
    for (int i = 0; i < 3; ++i) stage.install(FirmId{0}, 0b1111, 5);
    stage.grades.on_stage_deepened({FirmId{0}, 5, 0}, stage.context);
    stage.settle();
    CHECK(stage.times_of<GradeRaised>().size() == 4);
    CHECK(stage.world.ledger.grades == std::vector<double>{0.0, 0.0, 0.0, 1.0});
}

TEST_CASE("grades: what a closed firm was about to reach is dropped, its place starts at none") {
    GradeStage stage(graded(four, 2, 100.0));
    for (const std::uint32_t i : {0U, 1U}) stage.install(FirmId{i}, 0b0001, 0);
    Firm& closed = stage.world.firms[FirmId{0}];
    stage.grades.on_firm_exited({FirmId{0}, 0}, stage.context);
    closed.installed = 0;
    ++closed.generation;
    stage.grades.on_firm_entered({FirmId{0}, 1}, stage.context);
    stage.settle();
    CHECK(closed.grade == 0);
    CHECK(stage.world.firms[FirmId{1}].grade == 1);
    stage.grades.on_firm_exited({FirmId{1}, 0}, stage.context);
    CHECK(stage.world.ledger.grades[0] == 0.0);
}

TEST_CASE("grades: when grading begins or its conditions are eased, every firm is looked at") {
    SmallWorld small = graded(four, 3, 0.0);
    GradeStage stage(small);
    for (std::uint32_t i = 0; i < 3; ++i) stage.install(FirmId{i}, 0b0001, 0);
    stage.settle();
    CHECK(stage.world.ledger.grades[0] == 0.0);
    PolicyChange change;
    change.from = stage.engine.now();
    change.parameter = small.description.catalogue.id("grade.time");
    change.target = 50.0;
    const std::uint32_t place = stage.policy.add(change);
    stage.policy.step(place, 0, change.from, {});
    stage.grades.on_policy_changed({place, 0}, stage.context);
    CHECK(stage.engine.pending_events() == 3);
}

TEST_CASE("grades: at grade.time 0 they leave no trace, above it they do") {
    SmallWorld world = busy_world();
    const std::uint64_t without = fingerprint_without(world.description, {"grades"});
    CHECK(fingerprint_of(world.description) == without);
    CHECK(fingerprint_of(world.set("grade.time", 365.0).description) != without);
}
