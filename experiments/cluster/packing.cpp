// SPDX-License-Identifier: Apache-2.0
#include "experiments/cluster/packing.hpp"

#include <algorithm>
#include <cmath>

namespace cultivar {

namespace {

constexpr double seconds_per_minute = 60.0;
constexpr std::size_t spare_minutes = 2;

std::size_t parts(std::size_t whole, std::size_t part) {
    return (whole + part - 1) / part;
}

}  // namespace

Packing pack(const Load& load, const RunBlock& block, std::size_t most) {
    const double seconds = static_cast<double>(load.runs) * load.seconds_per_run;
    const double wanted = std::ceil(seconds / (block.task_seconds * block.cores));
    const auto limit = static_cast<double>(std::min(most, parts(load.groups, block.cores)));
    Packing packing;
    packing.tasks = static_cast<std::size_t>(std::max(1.0, std::min(wanted, limit)));
    const std::size_t rounds = parts(parts(load.groups, packing.tasks), block.cores);
    packing.seconds = static_cast<double>(rounds) * seconds / static_cast<double>(load.groups);
    packing.minutes =
        spare_minutes + static_cast<std::size_t>(
                            std::ceil((2.0 * packing.seconds + block.grace_seconds) / seconds_per_minute));
    return packing;
}

}  // namespace cultivar
