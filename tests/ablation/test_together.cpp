// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <string_view>

#include "tests/support/ablation.hpp"

using namespace cultivar;

TEST_CASE("H20: levers pulled together are set against the sum of each alone, seed by seed") {
    struct Lever {
        std::string_view name, mechanism;
        double low, high;
    };
    constexpr std::array levers{Lever{"soe.openness", "opening", 0.0, 1.0},
                                Lever{"review.parallel", "review", 0.0, 1.0},
                                Lever{"trial.max_trials", "trial", 1.0, 10.0}};
    constexpr std::uint32_t seeds = 30;
    const auto base = [&levers] {
        test::Ablation arms(0.02, seeds);
        arms.until(2030);
        for (const Lever& lever : levers) arms.both(lever.name, lever.low);
        return arms;
    };
    test::Ablation all = base();
    for (const Lever& lever : levers) all.move(lever.name, lever.low, lever.high);
    const test::Effect together = all.on("validated");
    std::vector<double> sum = together.low;
    for (const Lever& lever : levers) {
        test::Ablation one = base();
        one.move(lever.name, lever.low, lever.high);
        CHECK(one.silent_without(lever.mechanism));
        const test::Effect alone = one.on("validated");
        for (std::size_t s = 0; s < seeds; ++s) sum[s] += alone.high[s] - alone.low[s];
    }
    const test::Effect interaction{sum, together.high};
    CHECK(interaction.p_up() < 0.01);  // more openness is worth more where trials may be repeated
    CHECK(interaction.relative() > 0.01);
}
