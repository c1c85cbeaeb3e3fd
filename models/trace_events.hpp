// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/events.hpp"
#include "models/trace.hpp"
#include "sim/event_types.hpp"

namespace cultivar {

/// Whether a row of the trace is an event of this type, and the event itself.
template <class E>
[[nodiscard]] bool is_event(const TraceRow& row) {
    return row.type == Events::index<E>;
}
template <class E>
[[nodiscard]] E event_in(const TraceRow& row) {
    return sim::unpack<E>(__builtin_bit_cast(sim::Payload, row.entity));
}

/// Calls `visit(event, row)` for every event of this type, in order.
template <class E, class Visit>
void each_event(const Trace& trace, Visit&& visit) {
    for (const TraceRow& row : trace)
        if (is_event<E>(row)) visit(event_in<E>(row), row);
}

}  // namespace cultivar
