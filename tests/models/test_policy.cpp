// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "models/policy.hpp"
#include "tests/support/busy_world.hpp"
#include "tests/support/traced.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

PolicyChange ramp(RampShape shape, double days) {
    PolicyChange change;
    change.from = sim::date(2025, 11, 7);
    change.ramp = sim::days(days);
    change.shape = shape;
    change.parameter = sim::ParameterId{0};
    change.target = 3.0;
    return change;
}

}  // namespace

TEST_CASE("policy: a change at once takes one step, a ramp one a month and one at its end") {
    CHECK(step_count(ramp(RampShape::linear, 0)) == 1);
    const PolicyChange change = ramp(RampShape::linear, 60);
    REQUIRE(step_count(change) == 4);
    CHECK(step_time(change, 0) == sim::date(2025, 11, 7));
    CHECK(step_time(change, 1) == sim::date(2025, 12, 1));
    CHECK(step_time(change, 2) == sim::date(2026, 1, 1));
    CHECK(step_time(change, 3) == sim::date(2026, 1, 6));
    CHECK(step_count(ramp(RampShape::linear, 24)) == 2);
    CHECK(step_count(ramp(RampShape::linear, 25)) == 3);
}

TEST_CASE("policy: a linear ramp is as far as its time, a logistic one symmetric and steep in the middle") {
    const PolicyChange line = ramp(RampShape::linear, 100), curve = ramp(RampShape::logistic, 100);
    CHECK(ramp_share(line, line.from) == 0.0);
    CHECK(ramp_share(line, line.from + sim::days(25)) == doctest::Approx(0.25));
    CHECK(ramp_share(line, line.from + sim::days(100)) == 1.0);
    CHECK(ramp_share(line, line.from + sim::days(500)) == 1.0);
    CHECK(ramp_share(curve, curve.from) == doctest::Approx(0.0));
    CHECK(ramp_share(curve, curve.from + sim::days(50)) == doctest::Approx(0.5));
    const double early = ramp_share(curve, curve.from + sim::days(30));
    const double late = ramp_share(curve, curve.from + sim::days(70));
    CHECK(early + late == doctest::Approx(1.0));
    CHECK(early < 0.15);
}

TEST_CASE("policy: a ramp starts from the value it finds and ends on its target exactly") {
    PolicyChange first = ramp(RampShape::linear, 60);
    Policy policy({1.0, 7.0}, {first});
    PolicyChange second = first;
    second.target = 0.1;
    CHECK(policy.add(second) == 1);
    CHECK_FALSE(policy.in_force().valid());
    policy.step(0, 0, first.from, sim::EventId{11});
    CHECK(policy[sim::ParameterId{0}] == 1.0);
    policy.step(0, 2, first.from + sim::days(30), sim::EventId{12});
    CHECK(policy[sim::ParameterId{0}] == doctest::Approx(2.0));
    policy.step(0, 3, first.from + sim::days(60), sim::EventId{13});
    CHECK(policy[sim::ParameterId{0}] == 3.0);
    policy.step(1, 0, second.from + sim::days(70), sim::EventId{14});
    CHECK(policy[sim::ParameterId{0}] == doctest::Approx(0.1));
    CHECK(policy[sim::ParameterId{1}] == 7.0);
    CHECK(policy.in_force() == sim::EventId{14});
}

TEST_CASE("policy: a run takes every step at its time, each the effect of the one before") {
    SmallWorld world;
    world.region("R", 5, 0.0);
    add_change(world, sim::date(2019, 3, 10), "soe.openness", 0.9, 100);
    Cultivation run(world.years(1).description, 1, {.trace = true});
    const sim::ParameterId openness = world.description.catalogue.id("soe.openness");
    run.run_until(sim::date(2019, 5, 2));
    const double way = sim::in_days(sim::date(2019, 5, 1) - sim::date(2019, 3, 10)) / 100.0;
    CHECK(run.policy()[openness] == doctest::Approx(0.1 + 0.8 * way));
    run.run();
    CHECK(run.policy()[openness] == 0.9);
    std::vector<sim::EventId> ids, causes;
    each_event<PolicyChanged>(run.trace(), [&](const PolicyChanged&, const TraceRow& row) {
        ids.push_back(row.id);
        causes.push_back(row.cause);
    });
    REQUIRE(ids.size() == 5);
    CHECK_FALSE(causes.front().valid());
    for (std::size_t i = 1; i < ids.size(); ++i) CHECK(causes[i] == ids[i - 1]);
}

TEST_CASE("policy: a later change of the same lever ends a ramp that is on its way") {
    SmallWorld world;
    world.region("R", 5, 0.0);
    add_change(world, sim::date(2019, 3, 10), "soe.openness", 0.9, 300);
    add_change(world, sim::date(2019, 6, 15), "soe.openness", 0.4, 0);
    add_change(world, sim::date(2019, 6, 15), "tolerance", 0.7, 0);
    Cultivation run(world.years(1).description, 1, {.trace = true});
    const sim::ParameterId openness = world.description.catalogue.id("soe.openness");
    run.run_until(sim::date(2019, 6, 15));
    CHECK(run.policy()[openness] > 0.1);
    run.run_until(sim::date(2019, 6, 16));
    CHECK(run.policy()[openness] == 0.4);
    run.run();
    CHECK(run.policy()[openness] == 0.4);
    std::size_t steps = 0;
    each_event<PolicyChanged>(run.trace(), [&](const PolicyChanged& event, const TraceRow&) {
        steps += run.policy().changes()[event.change].parameter == openness;
    });
    CHECK(steps == 5);  // 10 March, then April, May and June of the ramp, then 15 June
}

TEST_CASE("policy: a change made in the course of a run ends a ramp whose next step is already due") {
    SmallWorld world;
    world.region("R", 5, 0.0);
    add_change(world, sim::date(2019, 3, 10), "soe.openness", 0.9, 300);
    Cultivation run(world.years(1).description, 1);
    run.run_until(sim::date(2019, 6, 15));
    PolicyChange change = ramp(RampShape::linear, 0);
    change.parameter = world.description.catalogue.id("soe.openness");
    change.from = sim::date(2019, 6, 20);
    change.target = 0.2;
    run.change(change);
    run.run();
    CHECK(run.policy()[change.parameter] == 0.2);
}

TEST_CASE("policy: two lists of changes part at the first date of what stands in one and not in the other") {
    const std::vector<PolicyChange> none, one{ramp(RampShape::linear, 60)};
    std::vector<PolicyChange> two = one, other = one, later = one;
    two.push_back(ramp(RampShape::linear, 0));
    two.back().from = sim::date(2027, 1, 1);
    other.front().target = 2.0;
    later.front().from = sim::date(2026, 3, 1);
    CHECK(parting(one, one) == sim::Time::max());
    CHECK(parting(none, one) == sim::date(2025, 11, 7));
    CHECK(parting(two, one) == sim::date(2027, 1, 1));
    CHECK(parting(one, other) == sim::date(2025, 11, 7));
    CHECK(parting(later, one) == sim::date(2025, 11, 7));
    CHECK(parting(later, two) == sim::date(2025, 11, 7));
    other.front() = one.front();
    other.front().origin = "another file";
    CHECK(parting(one, other) == sim::Time::max());
}

TEST_CASE("policy: a change that lies in the past is refused") {
    SmallWorld world;
    world.region("R", 5, 0.0);
    Cultivation run(world.description, 1);
    run.run_until(sim::date(2020, 1, 1));
    PolicyChange change = ramp(RampShape::linear, 0);
    change.from = sim::date(2019, 12, 31);
    CHECK_THROWS_AS(run.change(change), std::invalid_argument);
}
