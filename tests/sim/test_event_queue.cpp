// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

#include "sim/event_queue.hpp"

using namespace cultivar::sim;

namespace refused {

struct Padded {
    static constexpr std::uint8_t priority = 0;
    static constexpr std::string_view name = "Padded";
    std::uint32_t number = 0;
    bool flag = false;
};
struct Large {
    static constexpr std::uint8_t priority = 0;
    static constexpr std::string_view name = "Large";
    std::uint64_t numbers[3] = {};
};
struct Fractional {
    static constexpr std::uint8_t priority = 0;
    static constexpr std::string_view name = "Fractional";
    double share = 0.0;
};

}  // namespace refused

namespace {

struct Early {
    static constexpr std::uint8_t priority = 0;
    static constexpr std::string_view name = "Early";
    std::uint32_t number = 0;
};
struct Late {
    static constexpr std::uint8_t priority = 15;
    static constexpr std::string_view name = "Late";
    std::uint64_t number = 0;
    std::uint64_t other = 0;
};
struct Empty {
    static constexpr std::uint8_t priority = 3;
    static constexpr std::string_view name = "Empty";
};
using Queue = EventQueue<EventTypes<Early, Late, Empty>>;

static_assert(Event<Early> && Event<Late> && Event<Empty>);
static_assert(!Event<refused::Padded> && !Event<refused::Large> && !Event<refused::Fractional>);

Time tick(std::int64_t count) {
    return Time{Duration{count}};
}

/// The ids that are left, in the order of leaving.
std::vector<std::uint64_t> drain(Queue queue) {
    std::vector<std::uint64_t> ids;
    for (PoppedEvent popped; queue.pop(popped);) ids.push_back(popped.id.value);
    return ids;
}

}  // namespace

TEST_CASE("event queue: an event comes out as it went in") {
    Queue queue;
    const Handle handle = queue.push(tick(-7), Late{11, 12}, EventId{5});
    CHECK(handle.id() == EventId{1});
    CHECK(queue.time_of(handle) == tick(-7));
    PoppedEvent popped;
    REQUIRE(queue.pop(popped));
    CHECK(popped.time == tick(-7));
    CHECK(popped.id == EventId{1});
    CHECK(popped.cause == EventId{5});
    CHECK(popped.type == 1);
    CHECK(popped.priority == 15);
    CHECK(unpack<Late>(popped.payload).number == 11);
    CHECK(unpack<Late>(popped.payload).other == 12);
    CHECK_FALSE(queue.pop(popped));
}

TEST_CASE("event queue: equal times leave by priority, then in the order they came") {
    Queue queue;
    queue.push(tick(1), Late{}, {});
    queue.push(tick(1), Early{}, {});
    queue.push(tick(1), Empty{}, {});
    queue.push(tick(1), Early{}, {});
    queue.push(tick(0), Late{}, {});
    CHECK(drain(queue) == std::vector<std::uint64_t>{5, 2, 4, 3, 1});
}

TEST_CASE("event queue: events of the current instant keep the total order between ring and heap") {
    Queue queue;
    queue.push(tick(1), Early{}, {});
    queue.push(tick(1), Late{}, {});
    queue.push(tick(1), Early{}, {});
    PoppedEvent popped;
    REQUIRE(queue.pop(popped));
    queue.push(tick(1), Empty{}, {});                          // 4
    queue.push(tick(1), Late{}, {});                           // 5
    queue.push(tick(1), Early{}, {});                          // 6, before what the ring holds
    queue.push(tick(1), Late{}, {});                           // 7
    const Handle away = queue.push(tick(1), Late{}, {});       // 8
    queue.push(tick(0), Late{}, {});                           // 9, earlier than the instant itself
    const Handle cancelled = queue.push(tick(1), Late{}, {});  // 10
    queue.push(tick(1), Late{}, {});                           // 11
    CHECK(queue.time_of(away) == tick(1));
    CHECK(queue.reschedule(away, tick(2)));
    CHECK(queue.time_of(away) == tick(2));
    CHECK(queue.cancel(cancelled));
    CHECK(queue.size() == 9);
    CHECK(drain(queue) == std::vector<std::uint64_t>{9, 3, 6, 4, 2, 5, 7, 11, 8});
}

TEST_CASE("event queue: cancelling is idempotent and a recycled handle is refused") {
    Queue queue;
    const Handle first = queue.push(tick(1), Early{1}, {});
    CHECK(queue.cancel(first));
    CHECK_FALSE(queue.cancel(first));
    CHECK_FALSE(queue.pending(first));
    const Handle second = queue.push(tick(2), Early{2}, {});
    CHECK(second.place() == first.place());
    CHECK_FALSE(queue.cancel(first));
    CHECK_FALSE(queue.reschedule(first, tick(0)));
    CHECK_THROWS_AS((void)queue.time_of(first), std::invalid_argument);
    CHECK(queue.pending(second));
    CHECK_FALSE(queue.cancel(Handle{}));
    CHECK_FALSE(queue.cancel(Handle::of(999, EventId{2})));
    PoppedEvent popped;
    REQUIRE(queue.pop(popped));
    CHECK_FALSE(queue.pending(second));
    CHECK_FALSE(queue.cancel(second));
}

TEST_CASE("event queue: a handle carries the whole id") {
    constexpr EventId last{(std::uint64_t{1} << 36) - 1};
    constexpr Handle handle = Handle::of((1U << 24) - 1, last);
    static_assert(handle.id() == last && handle.place() == (1U << 24) - 1);
    static_assert(!Handle{}.valid() && handle.valid());
}

TEST_CASE("event queue: a rescheduled event keeps id, payload, cause and place among equals") {
    Queue queue;
    const Handle moved = queue.push(tick(9), Early{42}, EventId{7});
    queue.push(tick(5), Early{}, {});
    CHECK(queue.reschedule(moved, tick(5)));
    PoppedEvent popped;
    REQUIRE(queue.pop(popped));
    CHECK(popped.id == moved.id());
    CHECK(popped.cause == EventId{7});
    CHECK(unpack<Early>(popped.payload).number == 42);
}

TEST_CASE("event queue: the ends of time are ordinary times") {
    Queue queue;
    queue.push(Time::max(), Late{}, {});
    queue.push(Time::min(), Late{}, {});
    queue.push(tick(0), Late{}, {});
    CHECK(queue.next_time() == Time::min());
    CHECK(drain(queue) == std::vector<std::uint64_t>{2, 3, 1});
}

TEST_CASE("event queue: only what is due leaves, and asking changes nothing") {
    Queue queue;
    queue.push(tick(3), Early{}, {});
    PoppedEvent popped;
    CHECK_FALSE(queue.pop_through(tick(2), popped));
    CHECK(queue.size() == 1);
    CHECK(queue.pop_through(tick(3), popped));
    CHECK(queue.empty());
    CHECK_FALSE(queue.next_time().has_value());
}

TEST_CASE("event queue: a full queue refuses and stays as it was") {
    Queue queue(3);
    for (int i = 0; i < 3; ++i) queue.push(tick(i), Early{}, {});
    CHECK_THROWS_AS(queue.push(tick(0), Early{}, {}), std::length_error);
    CHECK(queue.size() == 3);
    CHECK(drain(queue) == std::vector<std::uint64_t>{1, 2, 3});
    PoppedEvent popped;
    REQUIRE(queue.pop(popped));
    CHECK(queue.push(tick(0), Early{}, {}).id() == EventId{4});
}

TEST_CASE("event queue: a copy goes its own way from the same past") {
    Queue queue;
    for (std::uint32_t i = 0; i < 20; ++i) queue.push(tick(100 - i), Early{i}, {});
    PoppedEvent popped;
    REQUIRE(queue.pop(popped));
    const Handle kept = queue.push(tick(50), Early{}, {});
    Queue copy = queue;
    CHECK(drain(copy) == drain(queue));
    CHECK(copy.cancel(kept));
    CHECK(queue.pending(kept));
    CHECK(copy.size() + 1 == queue.size());
}
