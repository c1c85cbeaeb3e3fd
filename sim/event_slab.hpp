// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/aligned_vector.hpp"
#include "sim/event_id.hpp"
#include "sim/event_types.hpp"

namespace cultivar::sim {

/// What the queue keeps of a pending event besides its place in the order; half a cache line.
struct alignas(32) EventCell {
    Payload payload{};
    EventId cause;
    std::uint64_t id_and_type = 0;

    [[nodiscard]] EventId id() const { return {id_and_type >> 8}; }
    [[nodiscard]] std::uint8_t type() const { return static_cast<std::uint8_t>(id_and_type); }
};
static_assert(sizeof(EventCell) == 32);

/// Cells by slot; a freed slot is the next to be taken again. A free cell has id 0.
class EventSlab {
  public:
    /// The slot that `put` will use next, after making sure that it exists; may throw std::bad_alloc.
    [[nodiscard]] std::uint32_t next_slot() {
        if (first_free_ == cells_.size()) {
            make_room(cells_, 1);
            cells_.emplace_back();
            cells_.back().payload[0] = cells_.size();
        }
        return first_free_;
    }
    void put(std::uint32_t slot, EventId id, std::uint8_t type, const Payload& payload, EventId cause) {
        EventCell& cell = cells_[slot];
        first_free_ = static_cast<std::uint32_t>(cell.payload[0]);
        cell.payload = payload;
        cell.cause = cause;
        cell.id_and_type = id.value << 8 | type;
    }
    void free(std::uint32_t slot) {
        cells_[slot].id_and_type = 0;
        cells_[slot].payload[0] = first_free_;
        first_free_ = slot;
    }

    [[nodiscard]] const EventCell& operator[](std::uint32_t slot) const { return cells_[slot]; }
    [[nodiscard]] bool holds(std::uint32_t slot, EventId id) const {
        return slot < cells_.size() && id.valid() && cells_[slot].id() == id;
    }
    /// Asks for the memory of a slot, which need not exist, ahead of its use.
    void fetch_ahead(std::uint32_t slot) const { __builtin_prefetch(cells_.data() + slot, 1); }
    [[nodiscard]] std::size_t memory_bytes() const { return cells_.capacity() * sizeof(EventCell); }

  private:
    AlignedVector<EventCell> cells_;
    std::uint32_t first_free_ = 0;
};

}  // namespace cultivar::sim
