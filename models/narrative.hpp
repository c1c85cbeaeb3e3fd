// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "models/policy.hpp"
#include "models/trace.hpp"
#include "models/world.hpp"

namespace cultivar {

/// One traced event in plain words with its date and names: "2027-03-04  firm AH/000012 (SME, machinery,
/// Anhui) considered AI: adopted".
[[nodiscard]] std::string tell(const TraceRow& row, const World& world, const Policy& policy,
                               const sim::ParameterCatalogue& catalogue);

/// What the type of a traced event says to a reader: "it was listed".
[[nodiscard]] std::string_view event_text(std::uint8_t type);

/// The name of the type of a traced event.
[[nodiscard]] std::string_view event_name(std::uint8_t type);

}  // namespace cultivar
