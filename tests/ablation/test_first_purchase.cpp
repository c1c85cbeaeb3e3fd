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
