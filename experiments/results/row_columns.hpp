// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include "experiments/runner/run_result.hpp"

namespace cultivar {

/// One value of every row that every run kept: `get(run, row)`.
template <class T, class Row, class Get>
[[nodiscard]] std::vector<T> gather(const RunResults& results, std::vector<Row> RunResult::*rows, Get get) {
    std::vector<T> values;
    for (std::size_t run = 0; run < results.runs.size(); ++run)
        for (const Row& row : results.runs[run].*rows) values.push_back(static_cast<T>(get(run, row)));
    return values;
}

/// 0, 1, 2 … for the rows of all runs.
template <class Row>
[[nodiscard]] std::vector<std::int64_t> row_numbers(const RunResults& results,
                                                    std::vector<Row> RunResult::*rows) {
    std::size_t count = 0;
    for (const RunResult& run : results.runs) count += (run.*rows).size();
    std::vector<std::int64_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), std::int64_t{0});
    return numbers;
}

}  // namespace cultivar
