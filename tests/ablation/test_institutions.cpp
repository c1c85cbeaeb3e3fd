// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string_view>

#include "tests/support/ablation.hpp"

using namespace cultivar;

TEST_CASE("H11: approvals side by side leave fewer cases stuck, on the mean of the law") {
    test::Ablation ablation;
    ablation.until(2026).both("review.conflict", 0.0).both("rule.gap", 0.0).move("review.parallel", 0.0, 1.0);
    const test::Effect days = ablation.on("access_days");
    // Owners that close cut the longest reviews off, so that the means lie a little below the law's.
    CHECK(days.mean_low() == doctest::Approx(180.0).epsilon(0.06));
    CHECK(days.mean_high() == doctest::Approx(93.75).epsilon(0.06));
    const test::Effect stuck = ablation.on("stuck_share");
    CHECK(stuck.p_down() < 0.01);
    CHECK(stuck.difference() < -0.02);
    CHECK(ablation.silent_without("review"));
}

TEST_CASE("H11: approvals side by side bring scenarios to trial sooner, and more of them to validation") {
    test::Ablation ablation;
    ablation.move("review.parallel", 0.0, 1.0);
    const test::Effect days = ablation.on("lead_contract_trial");
    CHECK(days.p_down() < 0.01);
    CHECK(days.relative() < -0.15);
    CHECK(ablation.on("validated").p_up() < 0.01);
    CHECK(ablation.silent_without("review"));
}

TEST_CASE("M5: cohesion avoids conflicts, joint action saves time, and both bring more to validation") {
    test::Ablation cohesion;
    cohesion.until(2026).both("review.conflict", 0.5).move("review.cohesion", 0.0, 1.0);
    CHECK(cohesion.on("review_days").p_down() < 0.01);
    CHECK(cohesion.on("review_days").relative() < -0.1);
    CHECK(cohesion.on("validated").p_up() < 0.01);
    CHECK(cohesion.silent_without("review"));

    test::Ablation speed;
    speed.until(2026).move("policy.speed", 1.0, 2.0);
    CHECK(speed.on("lead_contract_trial").p_down() < 0.01);
    CHECK(speed.on("validated").p_up() < 0.01);
    // It divides five times and does nothing else: twice the speed over twice these times is what there was.
    for (const std::string_view time : {"list.interval_national", "list.interval_region", "matching.interval",
                                        "most.call_interval", "review.mean"})
        speed.stretch(time, 2.0);
    CHECK(speed.silent());
}

TEST_CASE("H13: more sandboxes shorten the wait for them and for access, until there are enough") {
    test::Ablation scarce;
    scarce.until(2024).move("sandbox.capacity", 2.0, 15.0);
    const test::Effect wait = scarce.on("sandbox_wait");
    CHECK(wait.p_down() < 0.01);
    CHECK(wait.relative() < -0.5);
    CHECK(scarce.on("access_days").p_down() < 0.01);
    CHECK(scarce.silent_without("sandbox"));

    test::Ablation plenty;
    plenty.until(2024).move("sandbox.capacity", 60.0, 100.0);
    CHECK(plenty.on("sandbox_wait").mean_low() < 0.1);
    CHECK(plenty.on("access_days").equivalent(0.001));
}

TEST_CASE("M2b: sandboxes bring access sooner than rulings one by one, and rule gaps cost time") {
    test::Ablation sandbox;
    sandbox.until(2024).move("sandbox.capacity", 0.0, 30.0);
    CHECK(sandbox.on("access_days").p_down() < 0.01);
    CHECK(sandbox.on("stuck_share").p_down() < 0.01);
    CHECK(sandbox.on("sandbox_share").difference() > 0.0);
    CHECK(sandbox.silent_without("sandbox"));

    test::Ablation gaps;
    gaps.until(2024).move("rule.gap", 0.0, 1.0);
    CHECK(gaps.on("access_days").p_up() < 0.01);
    CHECK(gaps.on("rules_made").mean_low() == 0.0);
    CHECK(gaps.on("rules_made").p_up() < 0.01);
    CHECK(gaps.silent_without("sandbox"));
}

TEST_CASE("H17: cheaper integration, by itself or by standards, makes bundles pay and spread faster") {
    test::Ablation pair;
    pair.both("first_purchase.budget", 0.0).move("integration.pair", 0.5, 0.0);
    CHECK(pair.on("time_to_50").p_down() < 0.01);
    CHECK(pair.silent_without("adoption"));

    test::Ablation standards;
    standards.both("integration.pair", 0.5).move("standard.effect", 0.0, 0.6);
    CHECK(standards.on("synergy_premium").p_up() < 0.01);
    CHECK(standards.on("time_to_50").p_down() < 0.01);
    CHECK(standards.silent_without("standards"));
}

TEST_CASE(
    "M15: verification in pilot facilities lets more first trials succeed, and more slots shorten its line") {
    test::Ablation pilot;
    pilot.until(2028).move("pilot.slots", 0.0, 30.0);
    CHECK(pilot.on("first_trial_success").p_up() < 0.01);
    CHECK(pilot.on("first_trial_success").difference() > 0.02);
    CHECK(pilot.on("piloted").mean_low() == 0.0);
    CHECK(pilot.silent_without("pilot"));

    test::Ablation line;
    line.until(2028).move("pilot.slots", 6.0, 24.0);
    CHECK(line.on("pilot_wait").p_down() < 0.01);
    CHECK(line.on("pilot_wait").relative() < -0.5);
    CHECK(line.silent_without("pilot"));
}
