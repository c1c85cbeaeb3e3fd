// SPDX-License-Identifier: Apache-2.0
#include "models/causality.hpp"

#include <algorithm>
#include <set>

namespace cultivar {

std::vector<TraceRow> causes(const Trace& trace, sim::EventId event) {
    std::vector<const TraceRow*> by_id;
    by_id.reserve(trace.size());
    for (const TraceRow& row : trace) by_id.push_back(&row);
    std::sort(by_id.begin(), by_id.end(), [](const TraceRow* a, const TraceRow* b) { return a->id < b->id; });
    std::vector<TraceRow> chain;
    while (event.valid()) {
        const auto found =
            std::lower_bound(by_id.begin(), by_id.end(), event,
                             [](const TraceRow* row, sim::EventId id) { return row->id < id; });
        if (found == by_id.end() || (*found)->id != event) break;
        chain.push_back(**found);
        event = (*found)->cause;
    }
    return chain;
}

std::vector<TraceRow> consequences(const Trace& trace, sim::EventId event) {
    std::set<std::uint64_t> known{event.value};
    std::vector<TraceRow> found;
    for (const TraceRow& row : trace) {
        const bool follows = known.contains(row.cause.value) || known.contains(row.through.value);
        if (!follows || row.id == event) continue;
        known.insert(row.id.value);
        found.push_back(row);
    }
    return found;
}

}  // namespace cultivar
