// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "models/trace.hpp"

namespace cultivar {

/// Whether a user asks what led to an event, or what followed from it.
enum class Look { up, down };

/// The event that a user names: by number ("4711"), as the n-th of a type ("installed:3"), or by its type
/// alone in any spelling ("Installed", "trial-started"), which means the most telling one. Looking up that is,
/// among those whose chain of causes reaches the most kinds of event, the one with the shortest chain, and of
/// those the last; looking down, the one with the largest cascade among the twenty that brought about most
/// others directly. Throws sim::InputError with place "cli".
[[nodiscard]] sim::EventId find_event(const Trace& trace, const std::string& name, Look look = Look::up);

}  // namespace cultivar
