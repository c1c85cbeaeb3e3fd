// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "experiments/cluster/packing.hpp"

using namespace cultivar;

TEST_CASE("packing: tasks are about as long as wanted, and their cores are full") {
    RunBlock block;
    block.task_seconds = 1800.0;
    block.cores = 8;
    block.grace_seconds = 120;
    const Packing usual = pack({10'000, 10'000, 20.0}, block, most_tasks);
    CHECK(usual.tasks == 14);                            // 200,000 s / (1,800 s × 8) = 13.9
    CHECK(usual.seconds == doctest::Approx(20.0 * 90));  // 715 runs, 90 on a core
    CHECK(usual.minutes == 64);                          // 2 × 1,800 s + 120 s, and 2 min
    const Packing few = pack({10, 10, 3600.0}, block, most_tasks);
    CHECK(few.tasks == 2);
    CHECK(few.seconds == doctest::Approx(3600.0));
    CHECK(pack({1, 1, 0.001}, block, most_tasks).tasks == 1);
}

TEST_CASE("packing: there are never more tasks than Slurm takes, then they are longer") {
    RunBlock block;
    block.task_seconds = 60.0;
    CHECK(pack({1'000'000, 1'000'000, 30.0}, block, most_tasks).tasks == most_tasks);
    const Packing small = pack({100, 100, 60.0}, block, 7);
    CHECK(small.tasks == 7);
    CHECK(small.seconds == doctest::Approx(15 * 60.0));
}

TEST_CASE("packing: runs that share work stay together") {
    RunBlock block;
    block.task_seconds = 100.0;
    block.cores = 4;
    const Packing pairs = pack({40, 20, 30.0}, block, most_tasks);
    CHECK(pairs.tasks == 3);                            // 1,200 s / 400 s
    CHECK(pairs.seconds == doctest::Approx(2 * 60.0));  // 7 pairs on 4 cores
    CHECK(pack({40, 4, 30.0}, block, most_tasks).tasks == 1);
}

TEST_CASE("packing: every run falls to one task") {
    std::vector<std::size_t> rows(23);
    std::iota(rows.begin(), rows.end(), 100U);
    std::vector<std::size_t> all;
    for (std::size_t task = 1; task <= 5; ++task) {
        const std::vector<std::size_t> part = dealt(rows, task, 5);
        CHECK((part.size() == 4 || part.size() == 5));
        all.insert(all.end(), part.begin(), part.end());
    }
    std::sort(all.begin(), all.end());
    CHECK(all == rows);
    CHECK(dealt(rows, 24, 24).empty());
}
