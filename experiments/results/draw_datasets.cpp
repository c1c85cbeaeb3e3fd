// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/columns.hpp"
#include "experiments/results/result_datasets.hpp"
#include "experiments/results/row_columns.hpp"

namespace cultivar {

namespace {

/// One value of every recorded draw of every run.
template <class T, class Get>
Dataset draw_column(const RunResults& results, const char* name, const char* meaning, Get get) {
    return column(std::string("/draws/") + name, "draw", gather<T>(results, &RunResult::draws, get),
                  {{"long_name", meaning}});
}

}  // namespace

std::vector<Dataset> draw_datasets(const RunResults& results) {
    using Row = const sim::Draw&;
    std::vector<std::int64_t> numbers = row_numbers(results, &RunResult::draws);
    if (numbers.empty()) return {};
    return {
        scale("/draws", "draw", std::move(numbers)),
        draw_column<std::int32_t>(results, "run", "row of /runs", [](std::size_t run, Row) { return run; }),
        draw_column<std::uint64_t>(results, "event", "id of the event that made it; 0: the founding",
                                   [](std::size_t, Row draw) { return draw.event; }),
        draw_column<std::int32_t>(results, "purpose", "number of its purpose",
                                  [](std::size_t, Row draw) { return draw.purpose; }),
        draw_column<std::uint64_t>(results, "entity", "key of the entity it belongs to",
                                   [](std::size_t, Row draw) { return draw.entity; }),
        draw_column<std::uint64_t>(results, "occurrence", "which time the entity draws for this purpose",
                                   [](std::size_t, Row draw) { return draw.occurrence; }),
        draw_column<double>(results, "value", "what came out of its law at standard scale",
                            [](std::size_t, Row draw) { return draw.value; })};
}

}  // namespace cultivar
