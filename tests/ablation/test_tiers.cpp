// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/ablation.hpp"

using namespace cultivar::test;

TEST_CASE(
    "ablation: fewer major and integrated scenarios give more and earlier validations of less value each") {
    Ablation tiers;
    tiers.move("tier.major", 0.15, 0.01).move("tier.integrated", 0.5, 0.2).until(2027);
    const Effect validated = tiers.on("validated"), value = tiers.on("value_realised");
    CHECK(validated.p_up() < 0.01);
    CHECK(tiers.on("lead_trial_validated").p_down() < 0.01);
    Effect each;
    for (std::size_t s = 0; s < validated.low.size(); ++s) {
        each.low.push_back(value.low[s] / validated.low[s]);
        each.high.push_back(value.high[s] / validated.high[s]);
    }
    CHECK(each.p_down() < 0.01);
    CHECK(tiers.silent_without("needs"));
}
