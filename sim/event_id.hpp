// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>

namespace cultivar::sim {

/// The order number of scheduling, counted from 1 over the whole run; it names an event for ever. 0 names
/// none.
struct EventId {
    std::uint64_t value = 0;

    [[nodiscard]] constexpr bool valid() const { return value != 0; }
    friend constexpr auto operator<=>(EventId, EventId) = default;
};

/// What a caller keeps in order to cancel or move a pending event. The low 24 bits of `slot` tell where it
/// lies; its high byte and `generation` hold the event's id, so a handle never fits a later event.
/// Default-made: none.
struct Handle {
    static constexpr unsigned slot_bits = 24;

    std::uint32_t slot = 0;
    std::uint32_t generation = 0;

    [[nodiscard]] static constexpr Handle of(std::uint32_t slot, EventId id) {
        return {slot | static_cast<std::uint32_t>(id.value >> 32 << slot_bits),
                static_cast<std::uint32_t>(id.value)};
    }
    [[nodiscard]] constexpr bool valid() const { return id().valid(); }
    [[nodiscard]] constexpr EventId id() const {
        return {std::uint64_t{slot >> slot_bits} << 32 | generation};
    }
    [[nodiscard]] constexpr std::uint32_t place() const { return slot & ((1U << slot_bits) - 1); }
    friend constexpr bool operator==(Handle, Handle) = default;
};

}  // namespace cultivar::sim
