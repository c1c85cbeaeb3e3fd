// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/trace.hpp"

namespace cultivar {

/// The chain of causes from an event back to one that has none: first the event itself, then its cause, and
/// so on. Rows must be in the order of the trace; an unknown id gives an empty chain.
[[nodiscard]] std::vector<TraceRow> causes(const Trace& trace, sim::EventId event);

/// All that would not have happened without an event: the events whose chain of causes, or what they rest on
/// besides, leads back to it, in the order of the trace and without the event itself.
[[nodiscard]] std::vector<TraceRow> consequences(const Trace& trace, sim::EventId event);

}  // namespace cultivar
