// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "experiments/plan/experiment.hpp"

namespace cultivar {

/// One of several parts of an experiment, numbered from 1.
struct Shard {
    std::size_t number = 1;
    std::size_t of = 1;
};

/// The rows that fall to a shard, in the order in which they are run: of the breadth-first order every `of`-th,
/// from its `number`-th on.
[[nodiscard]] inline std::vector<std::size_t> rows_of(const Experiment& experiment, const Shard& shard) {
    const std::vector<std::size_t> all = breadth_first(experiment);
    std::vector<std::size_t> rows;
    for (std::size_t place = shard.number - 1; place < all.size(); place += shard.of)
        rows.push_back(all[place]);
    return rows;
}

}  // namespace cultivar
