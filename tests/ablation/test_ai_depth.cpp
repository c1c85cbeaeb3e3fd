// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/ablation.hpp"

using namespace cultivar::test;

namespace {

/// Compute from dear to cheap where the price does not fall by itself, at this share of data opened.
Ablation compute(double open) {
    Ablation price;
    price.both("ai.compute_fall", 0.0)
        .both("data.open", open)
        .move("ai.compute_price", 10.0, 0.1)
        .until(2029);
    return price;
}

}  // namespace

TEST_CASE("ablation: cheaper compute deepens AI, and more so the more data there are") {
    Ablation closed = compute(0.0), open = compute(1.0);
    const Effect without_data = closed.on("ai_stage"), with_data = open.on("ai_stage");
    CHECK(with_data.p_up() < 0.01);
    Effect interaction;
    for (std::size_t s = 0; s < with_data.low.size(); ++s) {
        interaction.low.push_back(without_data.high[s] - without_data.low[s]);
        interaction.high.push_back(with_data.high[s] - with_data.low[s]);
    }
    CHECK(interaction.p_up() < 0.01);
    CHECK(open.silent_without("ai_depth"));
}

TEST_CASE("ablation: without stages AI goes no deeper and no factory reaches excellence") {
    Ablation stages;
    stages.move("ai.stages", 0.0, 5.0).until(2030);
    const Effect depth = stages.on("ai_stage"), excellence = stages.on("grades.excellence");
    for (const double without : depth.low) CHECK(without == 0.0);
    for (const double without : excellence.low) CHECK(without == 0.0);
    CHECK(depth.p_up() < 0.01);
    CHECK(excellence.p_up() < 0.01);
    CHECK(stages.silent_without("ai_depth"));
}
