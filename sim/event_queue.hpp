// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>

#include "sim/event_calendar.hpp"
#include "sim/event_id.hpp"
#include "sim/event_ring.hpp"
#include "sim/event_slab.hpp"
#include "sim/event_types.hpp"
#include "sim/time.hpp"

namespace cultivar::sim {

/// An event that has left the queue; `unpack<E>(payload)` gives it back if `type` is the index of E.
struct PoppedEvent {
    Time time{};
    EventId id;
    EventId cause;
    std::uint8_t type = 0;
    std::uint8_t priority = 0;
    Payload payload{};
};

/// The future-event list: events leave by (time, priority, id), a total order in which ids count the order of
/// scheduling. A value: a copy is a fork, and handles hold in both. About 52 bytes per pending event;
/// cancelled events give theirs back at once, so that memory follows the largest number pending.
template <class Types>
class EventQueue {
  public:
    static constexpr std::size_t most_pending = EventNode::max_slot;

    /// A queue that holds up to `pending_limit` events.
    explicit EventQueue(std::size_t pending_limit = most_pending)
        : pending_limit_(pending_limit < most_pending ? pending_limit : most_pending) {}

    /// Schedules an event that `cause` (or nothing) brought about. A full queue throws std::length_error and
    /// leaves the queue unchanged.
    template <EventOf<Types> E>
    Handle push(Time time, const E& event, EventId cause) {
        constexpr std::uint8_t type = Types::template index<E>;
        if (size() >= pending_limit_ || last_id_ >= most_ids) [[unlikely]]
            throw std::length_error("the event queue is full");
        const std::uint32_t slot = slab_.next_slot();
        ordered_.make_room_for(slot);
        const EventId id{last_id_ + 1};
        const EventNode node = EventNode::of(time, E::priority, id, slot);
        if (time == last_time_ && ring_.takes(node)) {
            ring_.push(node, in_ring());
            ordered_.note_elsewhere(slot);
        } else {
            ordered_.push(node);
        }
        slab_.put(slot, id, type, pack(event), cause);
        last_id_ = id.value;
        return Handle::of(slot, id);
    }

    /// Removes a pending event; false if it already left, by whatever way.
    bool cancel(Handle handle) {
        if (!pending(handle)) return false;
        const std::uint32_t slot = handle.place();
        const bool ordered = ordered_.contains(slot);
        if (ordered) ordered_.remove(slot);
        slab_.free(slot);
        if (!ordered) ring_.lose(in_ring());
        return true;
    }

    /// Moves a pending event, which keeps its id, payload and cause; false if it already left.
    bool reschedule(Handle handle, Time time) {
        if (!pending(handle)) return false;
        const std::uint32_t slot = handle.place();
        const EventNode node = EventNode::of(time, Types::priorities[slab_[slot].type()], handle.id(), slot);
        if (ordered_.contains(slot)) {
            ordered_.move(slot, node);
        } else {
            ordered_.make_room_for(slot);
            ordered_.push(node);
            ring_.lose(in_ring());
        }
        return true;
    }

    [[nodiscard]] bool pending(Handle handle) const { return slab_.holds(handle.place(), handle.id()); }
    /// The time of a pending event; std::invalid_argument if it already left.
    [[nodiscard]] Time time_of(Handle handle) const {
        if (!pending(handle)) throw std::invalid_argument("the event is no longer pending");
        const std::uint32_t slot = handle.place();
        return ordered_.contains(slot) ? ordered_.at_slot(slot).time() : ring_.first().time();
    }

    /// The id of the event scheduled last; 0 before the first.
    [[nodiscard]] EventId last_id() const { return {last_id_}; }
    [[nodiscard]] std::size_t size() const { return ordered_.size() + ring_.size(); }
    [[nodiscard]] bool empty() const { return size() == 0; }
    /// When the next event leaves; empty if none is pending.
    [[nodiscard]] std::optional<Time> next_time() const {
        if (empty()) return std::nullopt;
        const EventNode a = ordered_.first(), b = ring_.first();
        return (a < b ? a : b).time();
    }

    /// Takes the next event out if it is not later than `last`; false, with nothing changed, if there is
    /// none.
    bool pop_through(Time last, PoppedEvent& popped) {
        const EventNode first = ordered_.first();
        if (!ring_.empty() && ring_.first() < first) {
            const EventNode node = ring_.first();
            if (node.time() > last) return false;
            take(node, popped);
            ring_.take_first(in_ring());
            return true;
        }
        if (ordered_.size() == 0 || first.time() > last) return false;
        ordered_.drop_first();
        if (ordered_.size() >= beyond_cache) fetch_ahead();
        take(first, popped);
        return true;
    }
    /// What is kept of the event that is likely to leave next; null if none is pending.
    [[nodiscard]] const EventCell* likely_next() const {
        return ordered_.size() == 0 ? nullptr : &slab_[ordered_.first().slot()];
    }
    /// Takes the next event out, whenever it is; false if none is pending.
    bool pop(PoppedEvent& popped) { return pop_through(Time::max(), popped); }

    /// Bytes held, room for growth included.
    [[nodiscard]] std::size_t memory_bytes() const {
        return slab_.memory_bytes() + ordered_.memory_bytes() + ring_.memory_bytes();
    }

  private:
    static constexpr std::uint64_t most_ids = EventNode::max_id - 1;
    /// From as many pending events on, what is kept of them is no longer in the near caches.
    static constexpr std::size_t beyond_cache = 4096;

    void fetch_ahead() const {
        slab_.fetch_ahead(ordered_.first().slot());
        ordered_.visit_next([this](std::uint32_t slot) { slab_.fetch_ahead(slot); });
    }

    [[nodiscard]] auto in_ring() const {
        return [this](EventNode node) {
            return slab_[node.slot()].id() == node.id() && !ordered_.contains(node.slot());
        };
    }
    void take(EventNode node, PoppedEvent& popped) {
        const EventCell& cell = slab_[node.slot()];
        popped = {node.time(), node.id(), cell.cause, cell.type(), node.priority(), cell.payload};
        last_time_ = popped.time;
        slab_.free(node.slot());
    }

    EventSlab slab_;
    EventCalendar ordered_;
    EventRing ring_;
    std::size_t pending_limit_;
    std::uint64_t last_id_ = 0;
    Time last_time_ = Time::min();
};

}  // namespace cultivar::sim
