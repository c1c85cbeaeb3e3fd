// SPDX-License-Identifier: Apache-2.0
#include <numeric>

#include "experiments/results/columns.hpp"
#include "experiments/results/result_datasets.hpp"

namespace cultivar {

namespace {

/// One value of every recorded draw of every run.
template <class T, class Get>
Dataset draw_column(const RunResults& results, const char* name, const char* meaning, Get get) {
    std::vector<T> values;
    for (std::size_t run = 0; run < results.runs.size(); ++run)
        for (const sim::Draw& draw : results.runs[run].draws)
            values.push_back(static_cast<T>(get(run, draw)));
    return column(std::string("/draws/") + name, "draw", std::move(values), {{"long_name", meaning}});
}

}  // namespace

std::vector<Dataset> draw_datasets(const RunResults& results) {
    using Row = const sim::Draw&;
    std::size_t count = 0;
    for (const RunResult& run : results.runs) count += run.draws.size();
    if (count == 0) return {};
    std::vector<std::int64_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), std::int64_t{0});
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
