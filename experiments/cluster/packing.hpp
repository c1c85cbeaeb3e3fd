// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "experiments/plan/run_block.hpp"

namespace cultivar {

/// More tasks than these are a burden to a cluster.
inline constexpr std::size_t most_tasks = 1000;

/// Runs packed into tasks of an array.
struct Packing {
    std::size_t tasks = 0;
    double seconds = 0.0;     ///< that the longest task should take
    std::size_t minutes = 0;  ///< after which Slurm may stop it
};

/// What is packed: runs, in groups that share work and stay together.
struct Load {
    std::size_t runs = 0;
    std::size_t groups = 0;
    double seconds_per_run = 0.0;
};

/// Packs runs into tasks of about the length that the block wants, at most `most` of them and no more than fill
/// their cores. Slurm may stop a task after twice its length, the grace and two minutes: it rounds to minutes and
/// may send its signal a minute early.
[[nodiscard]] Packing pack(const Load& load, const RunBlock& block, std::size_t most);

/// The part of a list that falls to the `number`-th of `of` tasks, counted from 1: every `of`-th, so that
/// tasks are alike.
template <class Item>
[[nodiscard]] std::vector<Item> dealt(const std::vector<Item>& list, std::size_t number, std::size_t of) {
    std::vector<Item> part;
    for (std::size_t place = number - 1; place < list.size(); place += of) part.push_back(list[place]);
    return part;
}

}  // namespace cultivar
