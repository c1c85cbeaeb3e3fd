// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "experiments/plan/design.hpp"

namespace cultivar {

/// Product and sum that stay at `uncountable` instead of running over.
[[nodiscard]] std::uint64_t times(std::uint64_t a, std::uint64_t b);
[[nodiscard]] std::uint64_t plus(std::uint64_t a, std::uint64_t b);

/// A design of so many rows, a column a factor, all cells 0. Throws std::length_error beyond most_cells,
/// std::invalid_argument without a row or a factor.
[[nodiscard]] Design blank_design(std::uint64_t rows, std::size_t columns, Scale scale,
                                  std::size_t block = 1);

}  // namespace cultivar
