// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/support/ablation.hpp"

using namespace cultivar::test;

TEST_CASE("ablation: complementarity of pairs raises the premium of templates") {
    Ablation pair;
    pair.move("synergy.pair", 0.0, 1.0).until(2027);
    const Effect premium = pair.on("synergy_premium");
    CHECK(premium.p_up() < 0.01);
    CHECK(premium.relative() > 0.1);
    CHECK(pair.silent_without("adoption"));
}

TEST_CASE("ablation: without its three terms the premium is exactly zero, and fewer families come together") {
    Ablation terms;
    terms.move("synergy.pair", 0.0, 0.05).move("synergy.gate", 0.0, 0.05).until(2027);
    const Effect premium = terms.on("synergy_premium");
    for (const double without : premium.low) CHECK(without == 0.0);
    for (const double with : premium.high) CHECK(with > 0.0);
    CHECK(terms.on("factories_5g").p_up() < 0.01);
    CHECK(terms.silent_without("adoption"));
}
