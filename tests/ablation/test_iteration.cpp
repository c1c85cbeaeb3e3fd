// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

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

TEST_CASE("shared luck: runs of one seed stay together where a lever moves by a tenth") {
    test::Ablation slightly(0.02, 50);
    slightly.move("trial.iter_delay", 60.0, 54.0);
    const test::Effect adopters = slightly.on("adopters");
    CHECK(sim::correlation(adopters.high, adopters.low) >= 0.9);
    std::vector<double> others = adopters.low;
    std::rotate(others.begin(), others.begin() + 1, others.end());
    CHECK(std::fabs(sim::correlation(adopters.high, others)) <
          0.7);  // five standard errors, 1 / sqrt(50) each
}
