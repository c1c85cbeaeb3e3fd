// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "sim/event_id.hpp"
#include "sim/time.hpp"

namespace cultivar::sim {

__extension__ typedef unsigned __int128 Bits128;

/// The key by which events leave, as one integer: time (64 bits) ‖ priority (4) ‖ id (36) ‖ slot (24).
struct EventNode {
    static constexpr unsigned id_bits = 36;
    static constexpr std::uint64_t max_id = (std::uint64_t{1} << id_bits) - 1;
    static constexpr std::uint32_t max_slot = (std::uint32_t{1} << Handle::slot_bits) - 1;

    static constexpr std::uint64_t sign = std::uint64_t{1} << 63;

    /// All ones: later than every event.
    Bits128 bits = ~Bits128{0};

    [[nodiscard]] static EventNode of(Time time, std::uint8_t priority, EventId id, std::uint32_t slot) {
        const std::uint64_t order =
            std::uint64_t{priority} << 60 | id.value << Handle::slot_bits | std::uint64_t{slot};
        return {Bits128{key_of_time(time)} << 64 | order};
    }
    [[nodiscard]] static std::uint64_t key_of_time(Time time) {
        return static_cast<std::uint64_t>(time.time_since_epoch().count()) ^ sign;
    }

    [[nodiscard]] std::uint64_t order() const { return static_cast<std::uint64_t>(bits); }
    [[nodiscard]] std::uint64_t time_key() const { return static_cast<std::uint64_t>(bits >> 64); }
    [[nodiscard]] Time time() const { return Time{Duration{static_cast<std::int64_t>(time_key() ^ sign)}}; }
    [[nodiscard]] std::uint8_t priority() const { return static_cast<std::uint8_t>(order() >> 60); }
    [[nodiscard]] EventId id() const { return {order() >> Handle::slot_bits & max_id}; }
    [[nodiscard]] std::uint32_t slot() const { return static_cast<std::uint32_t>(order()) & max_slot; }
    /// The same event at another time.
    [[nodiscard]] EventNode moved_to(Time time) const { return {Bits128{key_of_time(time)} << 64 | order()}; }

    friend bool operator<(EventNode a, EventNode b) { return a.bits < b.bits; }
    friend bool operator==(EventNode a, EventNode b) { return a.bits == b.bits; }
};

}  // namespace cultivar::sim
