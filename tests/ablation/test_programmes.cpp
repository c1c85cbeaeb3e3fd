// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "tests/support/ablation.hpp"

using namespace cultivar::test;

TEST_CASE("ablation: funds of family programmes raise adoption") {
    Ablation funds;
    for (const char* family : {"5g", "ai", "robotics", "industrial_internet"})
        funds.move(std::string("miit.budget.") + family, 0.0, 200.0);
    funds.both("subsidy.rate", 0.5).until(2026);
    CHECK(funds.on("programme_spend").p_up() < 0.01);
    const Effect users = funds.on("adopters");
    CHECK(users.p_up() < 0.01);
    CHECK(users.relative() > 0.0);
    CHECK(funds.silent_without("programmes"));
}

TEST_CASE("ablation: benchmarks make templates known, and more 5G comes as a factory") {
    Ablation selection;
    selection.move("miit.selection", 0.0, 20.0)
        .both("benchmark.awareness", 1.0 - 1e-9)
        .both("spill.aware", 0.002);
    selection.until(2026);
    CHECK(selection.on("benchmarks").p_up() < 0.01);
    CHECK(selection.on("factories_5g").p_up() < 0.01);
    CHECK(selection.silent_without("programmes"));
}

TEST_CASE("ablation: slow grading leaves fewer smart factories of every grade but the first") {
    Ablation time;
    time.move("grade.time", 90.0, 1500.0).until(2027);
    CHECK(time.on("grades").p_down() < 0.01);
    CHECK(time.on("grades.advanced").p_down() < 0.01);
    CHECK(time.silent_without("grades"));
}

TEST_CASE("ablation: 5G factories that take longer to build are fewer at a date") {
    Ablation build;
    build.move("factory.build", 90.0, 540.0).until(2026);
    CHECK(build.on("factories_5g").p_down() < 0.01);
    CHECK(build.silent_without("adoption"));
}
