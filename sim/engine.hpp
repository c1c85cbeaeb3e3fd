// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <type_traits>

#include "sim/event_queue.hpp"
#include "sim/fingerprint.hpp"
#include "sim/guards.hpp"

namespace cultivar::sim {

/// When an event happened, which one it was and which one brought it about.
struct Occurrence {
    Time time{};
    EventId id;
    EventId cause;
    std::uint8_t type = 0;
};

/// A handler with an overload for every type of event.
template <class Handler, class Types>
inline constexpr bool handles_all = false;
template <class Handler, class... Es>
inline constexpr bool handles_all<Handler, EventTypes<Es...>> =
    (std::is_invocable_v<Handler&, const Es&, const Occurrence&> && ...);

/// A handler that wants to hear of events ahead.
template <class Handler, class Types>
inline constexpr bool foresees = requires(Handler& handler, typename Types::template type<0> event) {
    handler.foresee(event);
};

/// The loop of a run: takes events out in order, hands each to its handler, keeps clock, fingerprint and
/// counts. A value: a copy is a fork, and copy and original go on alike. The past, a full queue and times
/// beyond the clock throw (std::invalid_argument, std::length_error, std::overflow_error) and leave the run
/// unchanged.
template <class Types>
class Engine {
  public:
    /// A run that begins at `start`; `seed` is mixed into the fingerprint.
    explicit Engine(Time start, std::uint64_t seed, Guards guards = {})
        : queue_(guards.pending),
          meter_(guards, start),
          fingerprint_(seed),
          now_(start),
          current_{start, {}, {}, 0} {}

    [[nodiscard]] Time now() const { return now_; }
    /// The event that is being handled; between calls of `run_until` one without id.
    [[nodiscard]] const Occurrence& current() const { return current_; }

    /// Schedules an event for now or later; its cause is the current event unless another is given.
    template <EventOf<Types> E>
    Handle at(Time time, const E& event, EventId cause) {
        refuse_past(time);
        return queue_.push(time, event, cause);
    }
    template <EventOf<Types> E>
    Handle at(Time time, const E& event) {
        return at(time, event, current_.id);
    }
    template <EventOf<Types> E>
    Handle after(Duration delay, const E& event, EventId cause) {
        return at(later(delay), event, cause);
    }
    template <EventOf<Types> E>
    Handle after(Duration delay, const E& event) {
        return at(later(delay), event, current_.id);
    }

    /// Removes a pending event, or moves it with its id, payload and cause; false if it already left.
    bool cancel(Handle handle) { return queue_.cancel(handle); }
    bool reschedule(Handle handle, Time time) {
        refuse_past(time);
        return queue_.reschedule(handle, time);
    }
    [[nodiscard]] bool pending(Handle handle) const { return queue_.pending(handle); }
    /// The time of a pending event; std::invalid_argument if it already left.
    [[nodiscard]] Time time_of(Handle handle) const { return queue_.time_of(handle); }
    /// The id of the event that the handle was given for.
    [[nodiscard]] EventId id_of(Handle handle) const { return handle.id(); }

    /// The id of the event scheduled last: ids count the order of scheduling.
    [[nodiscard]] EventId last_scheduled() const { return queue_.last_id(); }

    /// Mixes the key of a draw into the fingerprint.
    void note_draw(std::uint64_t draw_key) { fingerprint_.add_draw(draw_key); }
    [[nodiscard]] std::uint64_t fingerprint() const { return fingerprint_.value(); }

    /// Events handled by type; in all; and those of equal time and priority as the one before, which left in
    /// the order of scheduling.
    [[nodiscard]] const std::array<std::uint64_t, Types::count>& counts() const { return counts_; }
    [[nodiscard]] std::uint64_t handled() const { return meter_.handled(); }
    [[nodiscard]] std::uint64_t ties() const { return ties_; }

    [[nodiscard]] std::size_t pending_events() const { return queue_.size(); }
    [[nodiscard]] std::optional<Time> next_time() const { return queue_.next_time(); }
    [[nodiscard]] std::size_t memory_bytes() const { return queue_.memory_bytes(); }

    /// Handles every event earlier than `end` in order, then sets the clock to `end`; events at `end` itself
    /// stay for the next call. `handler(event, occurrence)` needs an overload for each type and may schedule,
    /// cancel and reschedule. A handler may have `foresee(event)`, which hears of an event that is likely to come
    /// next, so as to ask for memory ahead. Throws ModelStop when a guard is passed.
    template <class Handler>
    requires handles_all<Handler, Types>
    void run_until(Time end, Handler&& handler) {
        refuse_past(end);
        PoppedEvent popped;
        while (end > now_ && queue_.pop_through(end - Duration{1}, popped)) {
            if constexpr (foresees<Handler, Types>) foresee(handler);
            enter(popped);
            const Occurrence occurrence = current_;
            dispatch<0>(popped.type, popped.payload, [&](const auto& event) { handler(event, occurrence); });
        }
        now_ = end;
        current_ = {end, {}, {}, 0};
    }

  private:
    static constexpr std::array<std::uint64_t, Types::count> kind_keys = [] {
        std::array<std::uint64_t, Types::count> keys{};
        for (std::size_t type = 0; type < Types::count; ++type)
            keys[type] = Fingerprint::kind_key(Types::names[type]);
        return keys;
    }();

    void refuse_past(Time time) const {
        if (time < now_) [[unlikely]]
            throw std::invalid_argument("an event cannot be scheduled in the past");
    }
    [[nodiscard]] Time later(Duration delay) const {
        std::int64_t ticks = 0;
        if (__builtin_add_overflow(now_.time_since_epoch().count(), delay.count(), &ticks)) [[unlikely]]
            throw std::overflow_error("an event cannot be scheduled beyond the end of time");
        return Time{Duration{ticks}};
    }

    void enter(const PoppedEvent& popped) {
        ties_ += popped.time == current_.time && popped.priority == Types::priorities[current_.type] &&
                 current_.id.valid();
        now_ = popped.time;
        current_ = {popped.time, popped.id, popped.cause, popped.type};
        ++counts_[popped.type];
        fingerprint_.add(popped.time, kind_keys[popped.type], popped.payload);
        if (meter_.count(popped.time)) [[unlikely]]
            meter_.look(Types::names, counts_);
    }

    template <class Handler>
    void foresee(Handler& handler) const {
        if (const EventCell* next = queue_.likely_next())
            dispatch<0>(next->type(), next->payload, [&](const auto& event) { handler.foresee(event); });
    }

    /// Hands the payload to `take` as an event of its type.
    template <std::size_t First, class Take>
    static void dispatch(std::uint8_t type, const Payload& payload, const Take& take) {
        const auto call = [&]<std::size_t Type>(std::integral_constant<std::size_t, Type>) {
            if constexpr (Type < Types::count) take(unpack<typename Types::template type<Type>>(payload));
        };
        switch (type - First) {
            case 0:
                return call(std::integral_constant<std::size_t, First>{});
            case 1:
                return call(std::integral_constant<std::size_t, First + 1>{});
            case 2:
                return call(std::integral_constant<std::size_t, First + 2>{});
            case 3:
                return call(std::integral_constant<std::size_t, First + 3>{});
            case 4:
                return call(std::integral_constant<std::size_t, First + 4>{});
            case 5:
                return call(std::integral_constant<std::size_t, First + 5>{});
            case 6:
                return call(std::integral_constant<std::size_t, First + 6>{});
            case 7:
                return call(std::integral_constant<std::size_t, First + 7>{});
            default:
                if constexpr (First + 8 < Types::count) dispatch<First + 8>(type, payload, take);
        }
    }

    EventQueue<Types> queue_;
    EventMeter meter_;
    Fingerprint fingerprint_;
    Time now_;
    Occurrence current_;
    std::array<std::uint64_t, Types::count> counts_{};
    std::uint64_t ties_ = 0;
};

}  // namespace cultivar::sim
