// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "sim/event_queue.hpp"
#include "sim/random.hpp"

using namespace cultivar::sim;

namespace {

template <std::uint8_t Priority>
struct Item {
    static constexpr std::uint8_t priority = Priority;
    static constexpr std::string_view name = "Item";
    std::uint64_t number = 0;
};
using Queue = EventQueue<EventTypes<Item<2>, Item<1>, Item<9>>>;
constexpr std::array<std::uint8_t, 3> priorities{2, 1, 9};

/// What a queue must do, written down naively: a sorted set.
struct Reference {
    struct Entry {
        Time time;
        std::uint8_t type = 0;
        std::uint64_t number = 0;
    };
    std::set<std::tuple<Time, std::uint8_t, std::uint64_t>> order;
    std::map<std::uint64_t, Entry> entries;

    void add(std::uint64_t id, Entry entry) {
        entries[id] = entry;
        order.emplace(entry.time, priorities[entry.type], id);
    }
    bool remove(std::uint64_t id) {
        const auto found = entries.find(id);
        if (found == entries.end()) return false;
        order.erase({found->second.time, priorities[found->second.type], id});
        entries.erase(found);
        return true;
    }
    bool move(std::uint64_t id, Time time) {
        const auto found = entries.find(id);
        if (found == entries.end()) return false;
        Entry entry = found->second;
        remove(id);
        entry.time = time;
        add(id, entry);
        return true;
    }
};

/// Plays a random script on a queue and on the reference.
class Script {
  public:
    using Times = std::function<Time(Stream&, Time last)>;

    Script(std::uint64_t seed, Times times) : luck_(seed, 1, Key{1}), times_(std::move(times)) {}

    /// `growth` of 1,000 steps push; the others pop, cancel and reschedule alike.
    void play(int steps, std::uint32_t growth) {
        for (int step = 0; step < steps; ++step) {
            if (luck_.integer(1000) < growth) {
                push();
            } else {
                switch (luck_.integer(3)) {
                    case 0:
                        pop();
                        break;
                    case 1:
                        cancel();
                        break;
                    default:
                        reschedule();
                }
            }
            REQUIRE(queue_.size() == reference_.order.size());
            if (!reference_.order.empty())
                REQUIRE(queue_.next_time() == std::get<0>(*reference_.order.begin()));
        }
    }
    void drain() {
        while (!reference_.order.empty()) pop();
        REQUIRE(queue_.empty());
    }

  private:
    void push() {
        const Time time = times_(luck_, last_);
        const auto type = static_cast<std::uint8_t>(luck_.integer(3));
        const std::uint64_t number = luck_.next64();
        const EventId cause{handles_.size() / 2};
        const Handle handle = type == 0   ? queue_.push(time, Item<2>{number}, cause)
                              : type == 1 ? queue_.push(time, Item<1>{number}, cause)
                                          : queue_.push(time, Item<9>{number}, cause);
        handles_.push_back(handle);
        REQUIRE(handle.id().value == handles_.size());
        reference_.add(handle.id().value, {time, type, number});
    }
    void pop() {
        PoppedEvent popped;
        const bool any = queue_.pop(popped);
        REQUIRE(any == !reference_.order.empty());
        if (!any) return;
        const auto [time, priority, id] = *reference_.order.begin();
        REQUIRE(popped.time == time);
        REQUIRE(popped.priority == priority);
        REQUIRE(popped.id.value == id);
        REQUIRE(popped.type == reference_.entries[id].type);
        REQUIRE(popped.payload[0] == reference_.entries[id].number);
        REQUIRE(popped.cause.value == (id - 1) / 2);
        last_ = time;
        reference_.remove(id);
    }
    /// Any handle ever given, most of them dead.
    Handle any_handle() {
        const auto count = static_cast<std::uint32_t>(handles_.size());
        const std::uint32_t recent = std::min<std::uint32_t>(count, 200);
        return handles_[luck_.integer(4) == 0 ? luck_.integer(count) : count - 1 - luck_.integer(recent)];
    }
    void cancel() {
        if (handles_.empty()) return;
        const Handle handle = any_handle();
        REQUIRE(queue_.pending(handle) == reference_.entries.contains(handle.id().value));
        REQUIRE(queue_.cancel(handle) == reference_.remove(handle.id().value));
        REQUIRE_FALSE(queue_.cancel(handle));
    }
    void reschedule() {
        if (handles_.empty()) return;
        const Handle handle = any_handle();
        const Time time = times_(luck_, last_);
        const bool moved = queue_.reschedule(handle, time);
        REQUIRE(moved == reference_.move(handle.id().value, time));
        if (moved) REQUIRE(queue_.time_of(handle) == time);
    }

    Stream luck_;
    Times times_;
    Queue queue_;
    Reference reference_;
    std::vector<Handle> handles_;
    Time last_{};
};

Time tick(std::int64_t count) {
    return Time{Duration{count}};
}

struct Kind {
    std::string name;
    Script::Times times;
};
const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all = {
        {"all equal", [](Stream&, Time) { return tick(5); }},
        {"few different", [](Stream& luck, Time) { return tick(luck.integer(4)); }},
        {"mostly now",
         [](Stream& luck, Time last) {
             return luck.integer(3) > 0 ? last : last + Duration{luck.integer(20)};
         }},
        {"exponential steps",
         [](Stream& luck, Time last) {
             return last + Duration{static_cast<std::int64_t>(luck.exponential(1000.0))};
         }},
        {"heavy tail", [](Stream& luck, Time) { return tick(std::int64_t{1} << luck.integer(63)); }},
        {"huge span", [](Stream& luck, Time) { return tick(static_cast<std::int64_t>(luck.next64())); }},
    };
    return all;
}

}  // namespace

TEST_CASE("event queue: pops the same as a sorted list over random scripts") {
    for (const Kind& kind : kinds()) {
        for (std::uint64_t seed = 1; seed <= 4; ++seed) {
            CAPTURE(kind.name);
            CAPTURE(seed);
            Script script(seed, kind.times);
            script.play(3000, 600);
            script.play(3000, 350);
            script.play(2000, 100);
            script.play(2000, 500);
            script.drain();
            script.play(500, 700);
            script.drain();
        }
    }
}

TEST_CASE("event queue: so many pending events that they are kept by days leave in the same order") {
    for (const Kind& kind : kinds()) {
        CAPTURE(kind.name);
        Script script(5, kind.times);
        script.play(50'000, 1000);
        script.play(40'000, 300);
        script.play(30'000, 700);
        script.drain();
        script.play(40'000, 950);
        script.drain();
    }
}

TEST_CASE("event queue: a copy of very many pending events goes the same way") {
    Queue queue;
    Stream luck(6, 1, Key{1});
    for (std::uint64_t i = 0; i < 50'000; ++i)
        queue.push(tick(static_cast<std::int64_t>(luck.exponential(1e9))), Item<2>{i}, {});
    PoppedEvent popped;
    for (int i = 0; i < 10'000; ++i) queue.pop(popped);
    Queue copy = queue;
    for (std::uint64_t i = 0; i < 50'000; ++i) {
        const Time time = popped.time + Duration{static_cast<std::int64_t>(luck.exponential(1e9))};
        queue.push(time, Item<1>{i}, {});
        copy.push(time, Item<1>{i}, {});
        PoppedEvent other;
        REQUIRE(queue.pop(popped));
        REQUIRE(copy.pop(other));
        REQUIRE(popped.id == other.id);
        REQUIRE(popped.time == other.time);
    }
}

TEST_CASE("event queue: memory after a cancel storm is bounded by what was pending at once") {
    for (const Kind& kind : kinds()) {
        CAPTURE(kind.name);
        Stream luck(1, 2, Key{1});
        Queue queue;
        std::vector<Handle> timers(1000);
        for (Handle& timer : timers) timer = queue.push(kind.times(luck, tick(0)), Item<1>{}, {});
        const std::size_t before = queue.memory_bytes();
        for (int step = 0; step < 200'000; ++step) {
            Handle& timer = timers[luck.integer(1000)];
            queue.cancel(timer);
            timer = queue.push(kind.times(luck, tick(0)), Item<1>{}, {});
        }
        CHECK(queue.size() == timers.size());
        CHECK(queue.memory_bytes() <= before + 64);
        CHECK(before <= 64 * 1000);
    }
}

TEST_CASE("event queue: a storm within one instant stays bounded too") {
    Queue queue;
    PoppedEvent popped;
    queue.push(tick(0), Item<1>{}, {});
    REQUIRE(queue.pop(popped));
    const Handle first = queue.push(tick(0), Item<1>{}, {});
    std::vector<Handle> timers(100);
    for (int step = 0; step < 100'000; ++step) {
        Handle& timer = timers[static_cast<std::size_t>(step) % timers.size()];
        queue.cancel(timer);
        timer = queue.push(tick(0), Item<1>{}, {});
    }
    CHECK(queue.size() == 101);
    CHECK(queue.memory_bytes() < 32'000);
    REQUIRE(queue.pop(popped));
    CHECK(popped.id == first.id());
}
