// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/ablation.hpp"

using namespace cultivar;

TEST_CASE("H11: approvals side by side bring scenarios to trial sooner, and more of them to validation") {
    test::Ablation ablation;
    ablation.move("review.parallel", 0.0, 1.0);
    const test::Effect days = ablation.on("lead_contract_trial");
    CHECK(days.p_down() < 0.01);
    CHECK(days.relative() < -0.15);
    CHECK(ablation.on("validated").p_up() < 0.01);
    CHECK(ablation.silent_without("review"));
}
