// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/ablation.hpp"

using namespace cultivar::test;

TEST_CASE("ablation: first purchase lowers the cost of what follows") {
    Ablation budget;
    budget.move("first_purchase.budget", 0.0, 0.5).until(2026);
    CHECK(budget.on("first_uses").p_up() < 0.01);
    const Effect cost = budget.on("cost_index");
    CHECK(cost.p_down() < 0.01);
    CHECK(cost.relative() < 0.0);
    CHECK(budget.silent_without("first_purchase"));
}

/// The same share of the credit for five years, from 2020 or from 2026 on.
TEST_CASE("ablation: the same first purchases lower costs and speed adoption more when they come early") {
    Ablation early;
    early.both("first_purchase.budget", 0.0);
    early.change(2020, "first_purchase.budget", 0.0, 0.5).change(2025, "first_purchase.budget", 0.0, 0.0);
    early.change(2026, "first_purchase.budget", 0.5, 0.0).change(2031, "first_purchase.budget", 0.0, 0.0);
    early.until(2032);
    CHECK(early.on("time_to_50.industrial_internet").p_down() < 0.01);
}
