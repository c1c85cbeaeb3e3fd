// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <vector>

#include "models/chains.hpp"

using namespace cultivar;

TEST_CASE("chains: each number has its own list, which is given back the latest first and only once") {
    Chains<int> chains;
    chains.add(7, 1);
    chains.add(2, 10);
    chains.add(7, 2);
    chains.add(7, 3);
    CHECK(chains.take(7) == std::vector<int>{3, 2, 1});
    CHECK(chains.take(7).empty());
    CHECK(chains.take(99).empty());
    CHECK(chains.take(2) == std::vector<int>{10});
}

TEST_CASE("chains: what was taken makes room for what comes") {
    Chains<int> chains;
    for (int round = 0; round < 1000; ++round) {
        for (int i = 0; i < 3; ++i) chains.add(static_cast<std::uint32_t>(round % 5), 3 * round + i);
        CHECK(chains.take(static_cast<std::uint32_t>(round % 5)) ==
              std::vector<int>{3 * round + 2, 3 * round + 1, 3 * round});
    }
    CHECK(chains.room() == 3);
}
