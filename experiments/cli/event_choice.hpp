// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "models/trace.hpp"

namespace cultivar {

/// The event that a user names: by number ("4711"), as the n-th of a type ("installed:3"), or by its type
/// alone in any spelling ("Installed", "trial-started"), which means the most telling one: among those whose
/// chain of causes reaches the most kinds of event, the one with the shortest chain, and of those the last.
/// Throws sim::InputError with place "cli".
[[nodiscard]] sim::EventId find_event(const Trace& trace, const std::string& name);

}  // namespace cultivar
