// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "models/policy.hpp"
#include "models/trace.hpp"
#include "models/world.hpp"

namespace cultivar {

/// Tells traced events one after another in plain words. Scenarios and firms are described where they first come
/// up, and only named after that. The run must outlive its narrator.
class Narrator {
  public:
    Narrator(const World& world, const Policy& policy, const sim::ParameterCatalogue& catalogue)
        : world_(world), policy_(policy), catalogue_(catalogue) {}

    /// One event with its date: "2027-03-04  firm AH/12 (SME, machinery) considered AI+: adopted". Some events
    /// say more if the event that brought them about is known.
    [[nodiscard]] std::string tell(const TraceRow& row, const TraceRow* cause = nullptr);

  private:
    const World& world_;
    const Policy& policy_;
    const sim::ParameterCatalogue& catalogue_;
    std::set<std::string> described_;
};

/// What the type of a traced event says to a reader: "a scenario was listed".
[[nodiscard]] std::string_view event_text(std::uint8_t type);

/// The name of the type of a traced event.
[[nodiscard]] std::string_view event_name(std::uint8_t type);

}  // namespace cultivar
