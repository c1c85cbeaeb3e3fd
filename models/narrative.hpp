// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "models/policy.hpp"
#include "models/trace.hpp"
#include "models/world.hpp"

namespace cultivar {

/// One traced event in plain words with its date and names: "2027-03-04  firm AH/000012 (SME, machinery,
/// Anhui) considered AI: adopted".
[[nodiscard]] std::string tell(const TraceRow& row, const World& world, const Policy& policy,
                               const sim::ParameterCatalogue& catalogue);

/// The chain of causes from an event back to one that has none: first the event itself, then its cause, and
/// so on. Rows must be in the order of the trace; an unknown id gives an empty chain.
[[nodiscard]] std::vector<TraceRow> causes(const Trace& trace, sim::EventId event);

/// The name of the type of a traced event.
[[nodiscard]] std::string_view event_name(std::uint8_t type);

}  // namespace cultivar
