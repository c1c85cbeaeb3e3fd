// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/ablation.hpp"

using namespace cultivar;

TEST_CASE("H9: faster redesign shortens the way to validation, more trials bring more scenarios there") {
    test::Ablation faster;
    faster.move("trial.iter_delay", 240.0, 14.0);
    CHECK(faster.on("lead_trial_validated").p_down() < 0.01);
    CHECK(faster.on("validated").p_up() < 0.01);
    CHECK(faster.silent_without("trial"));

    test::Ablation more;
    more.move("trial.max_trials", 1.0, 10.0);
    CHECK(more.on("validated").p_up() < 0.01);
    CHECK(more.on("validated").relative() > 0.15);
    CHECK(more.silent_without("trial"));
}
