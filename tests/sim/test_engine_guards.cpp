// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "sim/engine.hpp"

using namespace cultivar::sim;

namespace {

struct Ping {
    static constexpr std::uint8_t priority = 0;
    static constexpr std::string_view name = "Ping";
};
struct Pong {
    static constexpr std::uint8_t priority = 1;
    static constexpr std::string_view name = "Pong";
};
struct Bystander {
    static constexpr std::uint8_t priority = 0;
    static constexpr std::string_view name = "Bystander";
};
using TestEngine = Engine<EventTypes<Bystander, Ping, Pong>>;

/// Ping brings about Pong, and Pong Ping, after one delay, until so many were handled.
struct Rally {
    TestEngine& engine;
    Duration delay{};
    std::uint64_t handled = 0;
    std::uint64_t limit = Guards::unlimited;

    void operator()(const Ping&, const Occurrence&) {
        if (++handled < limit) engine.after(delay, Pong{});
    }
    void operator()(const Pong&, const Occurrence&) {
        if (++handled < limit) engine.after(delay, Ping{});
    }
    void operator()(const Bystander&, const Occurrence&) { ++handled; }
};

const Time start = date(2025, 11, 7);
const Time end = date(2030, 1, 1);

/// The events that a stopped run names, and its message.
struct Stop {
    std::vector<std::string> events;
    std::string what;
    Time when{};
};
Stop stop_of(TestEngine& engine, Rally& rally) {
    try {
        engine.run_until(end, rally);
    } catch (const ModelStop& stop) {
        return {stop.events(), stop.what(), stop.when()};
    }
    return {};
}

}  // namespace

TEST_CASE("engine guards: a cycle without delay stops the run with date and names") {
    TestEngine engine(start, 1, {.events_per_instant = 1000});
    Rally rally{engine};
    for (int i = 0; i < 20; ++i) engine.at(start, Bystander{});
    engine.at(start, Ping{});
    const Stop stop = stop_of(engine, rally);
    CHECK(rally.handled == 1000);
    CHECK(stop.events == std::vector<std::string>{"Ping", "Pong"});
    CHECK(stop.when == start);
    CHECK(stop.what == "2025-11-07: more than 1000 events at one instant; what kept coming: Ping, Pong");
}

TEST_CASE("engine guards: a million events at one instant are the default limit") {
    TestEngine engine(start, 1);
    Rally rally{engine};
    engine.at(start, Ping{});
    CHECK_FALSE(stop_of(engine, rally).events.empty());
    CHECK(rally.handled == 1'000'000);
}

TEST_CASE("engine guards: as many events as allowed at each of many instants are no cycle") {
    for (const std::uint64_t limit : {1U, 2U, 3U, 100U}) {
        TestEngine engine(start, 1, {.events_per_instant = limit});
        Rally rally{engine};
        for (int instant = 0; instant < 50; ++instant)
            for (std::uint64_t i = 0; i < limit; ++i) engine.at(start + Duration{instant}, Bystander{});
        engine.run_until(end, rally);
        CHECK(rally.handled == 50 * limit);
        for (std::uint64_t i = 0; i < limit + 1; ++i) engine.at(end, Bystander{});
        CHECK_THROWS_AS(engine.run_until(end + Duration{1}, rally), ModelStop);
        CHECK(rally.handled == 51 * limit);
    }
}

TEST_CASE("engine guards: a storm on one day stops the run, a busy year does not") {
    TestEngine busy(start, 1, {.events_per_day = 24});
    Rally hourly{busy, std::chrono::hours{1}, 0, 5000};
    busy.at(start, Ping{});
    busy.run_until(end, hourly);
    CHECK(hourly.handled == 5000);

    TestEngine engine(start, 1, {.events_per_day = 23});
    Rally rally{engine, std::chrono::hours{1}, 0, 5000};
    engine.at(start + std::chrono::hours{12}, Ping{});
    const Stop stop = stop_of(engine, rally);
    CHECK(rally.handled == 12 + 23);
    CHECK(stop.when == start + std::chrono::hours{24 + 23});
    CHECK(stop.what.find("on one day") != std::string::npos);
}

TEST_CASE("engine guards: a run that never ends is stopped by its total") {
    TestEngine engine(start, 1, {.events_in_all = 10'000});
    Rally rally{engine, std::chrono::minutes{1}};
    engine.at(start, Ping{});
    const Stop stop = stop_of(engine, rally);
    CHECK(rally.handled == 10'000);
    CHECK(stop.what.find("in the run") != std::string::npos);
}
