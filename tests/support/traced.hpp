// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/cultivation.hpp"
#include "sim/event_types.hpp"

namespace cultivar::test {

/// Whether a row of the trace is an event of this type, and the event itself.
template <class E>
[[nodiscard]] bool is(const TraceRow& row) {
    return row.type == Events::index<E>;
}
template <class E>
[[nodiscard]] E as(const TraceRow& row) {
    return sim::unpack<E>(__builtin_bit_cast(sim::Payload, row.entity));
}

/// Calls `visit(event, row)` for every event of this type, in order.
template <class E, class Visit>
void each(const Trace& trace, Visit&& visit) {
    for (const TraceRow& row : trace)
        if (is<E>(row)) visit(as<E>(row), row);
}

/// Years from the start of the run's world.
[[nodiscard]] inline double years_at(const Cultivation& run, sim::Time time) {
    return sim::in_years(time - run.world().start);
}

}  // namespace cultivar::test
