// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

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

/// The same share of the credit for five years, from 2020 or from 2026 on. Experience of firms outgrows what
/// governments buy, so half of the firms are reached about 0.02 years earlier, no more; the industrial internet
/// even loses a little, as firms that hold other families gain less from it.
TEST_CASE("ablation: first purchases that come early speed 5G and AI more than the same share spent late") {
    Ablation early;
    early.both("first_purchase.budget", 0.0);
    early.change(2020, "first_purchase.budget", 0.0, 0.5).change(2025, "first_purchase.budget", 0.0, 0.0);
    early.change(2026, "first_purchase.budget", 0.5, 0.0).change(2031, "first_purchase.budget", 0.0, 0.0);
    early.until(2032);
    for (const char* family : {"5g", "ai"}) {
        const Effect half = early.on(std::string("time_to_50.") + family);
        CHECK(half.p_down() < 0.01);
        CHECK(half.difference() < 0.0);
    }
    CHECK(early.silent_without("first_purchase"));
}
