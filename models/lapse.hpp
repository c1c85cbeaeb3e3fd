// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/events.hpp"
#include "models/world.hpp"

namespace cultivar {

/// Whether an event, scheduled as `id`, speaks of a firm that has closed since, or belongs to the course of a
/// scenario that a closure cut off. Nobody hears of it, and it is neither traced nor counted. Ids count the order of
/// scheduling, so one remembered id a place and a scenario stands for the cancelling of everything pending.
///
/// Events that give a place in a facility back (`gives_place_back`) come in any case: whoever hears them asks the
/// scenario first.
template <class E>
[[nodiscard]] bool lapsed(const E& event, sim::EventId id, const World& world) {
    if constexpr (std::same_as<E, FirmEntered>) return false;
    if constexpr (requires { event.firm; })
        if (world.gone(event.firm, id)) return true;
    if constexpr (requires { event.tie; })
        if (event.tie.valid() && world.gone(event.tie, id)) return true;
    if constexpr (requires { event.supplier; })
        if (world.gone(event.supplier, id)) return true;
    if constexpr (requires { event.owner; })
        if (world.gone(event.owner, id)) return true;
    if constexpr (requires { event.consortium; })
        if (id <= world.scenarios[world.consortia[event.consortium].scenario].cut) return true;
    if constexpr (
        requires { event.scenario; } && !requires { E::gives_place_back; })
        if (id <= world.scenarios[event.scenario].cut) return true;
    return false;
}

}  // namespace cultivar
