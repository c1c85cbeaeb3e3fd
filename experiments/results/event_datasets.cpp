// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/columns.hpp"
#include "experiments/results/result_datasets.hpp"
#include "experiments/results/row_columns.hpp"
#include "models/events.hpp"
#include "models/trace.hpp"

namespace cultivar {

namespace {

template <class T, class Get>
Dataset event_column(const RunResults& results, const char* name, const char* meaning, Get get) {
    return column(std::string("/events/") + name, "event", gather<T>(results, &RunResult::trace, get),
                  {{"long_name", meaning}});
}

template <class Names>
std::string flag_meanings(const Names& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i > 0 ? ", " : "") + std::to_string(i) + ": " +
                (names[i].empty() ? "none" : std::string(names[i]));
    return text;
}

}  // namespace

std::vector<Dataset> event_datasets(const RunResults& results) {
    using Row = const TraceRow&;
    std::vector<std::int64_t> numbers = row_numbers(results, &RunResult::trace);
    if (numbers.empty()) return {};
    std::vector<Dataset> made{scale("/events", "event", std::move(numbers)),
                              scale("/events", "word", std::vector<std::int32_t>{0, 1, 2, 3})};
    made.push_back(
        event_column<std::int32_t>(results, "run", "row of /runs", [](std::size_t run, Row) { return run; }));
    made.push_back(event_column<std::uint64_t>(results, "id", "order of scheduling within the run, from 1",
                                               [](std::size_t, Row row) { return row.id.value; }));
    Dataset times = event_column<std::int64_t>(
        results, "time", "instant", [](std::size_t, Row row) { return row.time.time_since_epoch().count(); });
    times.attributes.emplace_back("units", "microseconds since 1970-01-01");
    times.attributes.emplace_back("calendar", "standard");
    made.push_back(std::move(times));
    made.push_back(event_column<std::uint64_t>(results, "cause",
                                               "id of the event that brought it about; 0: none",
                                               [](std::size_t, Row row) { return row.cause.value; }));
    made.push_back(event_column<std::uint64_t>(results, "through",
                                               "id of a second event it rests on; 0: none",
                                               [](std::size_t, Row row) { return row.through.value; }));
    made.push_back(event_column<std::uint64_t>(results, "policy", "id of the policy change in force; 0: none",
                                               [](std::size_t, Row row) { return row.policy.value; }));
    Dataset types = event_column<std::int32_t>(results, "type", "type of event",
                                               [](std::size_t, Row row) { return row.type; });
    types.attributes.emplace_back("flag_meanings", flag_meanings(Events::names));
    made.push_back(std::move(types));
    Dataset outcomes = event_column<std::int32_t>(results, "outcome", "what came of it",
                                                  [](std::size_t, Row row) { return row.outcome; });
    outcomes.attributes.emplace_back("flag_meanings", flag_meanings(outcome_names));
    made.push_back(std::move(outcomes));
    std::vector<std::uint64_t> words;
    for (const RunResult& run : results.runs)
        for (const TraceRow& row : run.trace) words.insert(words.end(), row.entity.begin(), row.entity.end());
    const std::uint64_t rows = words.size() / 4;
    made.push_back({"/events/entity",
                    {"event", "word"},
                    {rows, 4},
                    std::move(words),
                    {{"long_name", "the event's own words: ids of the entities it concerns"}},
                    false});
    return made;
}

}  // namespace cultivar
