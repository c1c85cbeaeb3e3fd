// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <array>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/engine.hpp"
#include "tests/support/queueing.hpp"

using namespace cultivar::sim;

namespace {

struct Ask {
    static constexpr std::uint8_t priority = 2;
    static constexpr std::string_view name = "Ask";
    std::uint32_t left = 0;
};
struct Answer {
    static constexpr std::uint8_t priority = 1;
    static constexpr std::string_view name = "Answer";
    std::uint64_t value = 0;
};
struct Unused {
    static constexpr std::uint8_t priority = 0;
    static constexpr std::string_view name = "Unused";
};
using Types = EventTypes<Ask, Answer>;
using TestEngine = Engine<Types>;

Time tick(std::int64_t count) {
    return Time{Duration{count}};
}

/// Writes down what happens; every Ask is answered at once and asks again one tick later.
struct Diary {
    TestEngine& engine;
    std::vector<std::string> lines{};

    void operator()(const Ask& ask, const Occurrence& occurrence) {
        note("ask " + std::to_string(ask.left), occurrence);
        engine.after(Duration{0}, Answer{ask.left});
        if (ask.left > 0) engine.at(occurrence.time + Duration{1}, Ask{ask.left - 1});
    }
    void operator()(const Answer& answer, const Occurrence& occurrence) {
        note("answer " + std::to_string(answer.value), occurrence);
    }
    void note(const std::string& what, const Occurrence& occurrence) {
        CHECK(engine.now() == occurrence.time);
        CHECK(engine.current().id == occurrence.id);
        lines.push_back(std::to_string(occurrence.time.time_since_epoch().count()) + " " + what + " #" +
                        std::to_string(occurrence.id.value) + " by #" +
                        std::to_string(occurrence.cause.value));
    }
};

struct OnlyAsk {
    void operator()(const Ask&, const Occurrence&) {}
};
template <class Handler>
constexpr bool runs = requires(TestEngine engine, Handler handler) {
    engine.run_until(Time{}, handler);
};
template <class E>
constexpr bool schedules = requires(TestEngine engine, E event) {
    engine.at(Time{}, event);
};
static_assert(runs<Diary&> && !runs<OnlyAsk>);
static_assert(schedules<Ask> && !schedules<Unused>);

/// The fingerprint after one event, or none, under a seed.
template <class List, class E>
std::uint64_t fingerprint_of(std::uint64_t seed, Time time, const E& event) {
    Engine<List> engine(tick(0), seed);
    engine.at(time, event);
    engine.run_until(tick(100), [](const auto&, const Occurrence&) {});
    return engine.fingerprint();
}

}  // namespace

TEST_CASE("engine: events are handled in order and know their cause") {
    TestEngine engine(tick(0), 1);
    Diary diary{engine};
    engine.at(tick(10), Ask{1});
    engine.run_until(tick(20), diary);
    CHECK(diary.lines == std::vector<std::string>{"10 ask 1 #1 by #0", "10 answer 1 #2 by #1",
                                                  "11 ask 0 #3 by #1", "11 answer 0 #4 by #3"});
    CHECK(engine.now() == tick(20));
    CHECK(engine.counts() == std::array<std::uint64_t, 2>{2, 2});
    CHECK(engine.handled() == 4);
    CHECK_FALSE(engine.current().id.valid());
}

TEST_CASE("engine: the end of a run is not part of it") {
    TestEngine engine(tick(0), 1);
    Diary diary{engine};
    const Handle handle = engine.at(tick(5), Answer{1});
    engine.run_until(tick(5), diary);
    CHECK(diary.lines.empty());
    CHECK(engine.now() == tick(5));
    CHECK(engine.pending(handle));
    engine.run_until(tick(6), diary);
    CHECK(diary.lines.size() == 1);
    CHECK_FALSE(engine.pending(handle));
}

TEST_CASE("engine: a cause can be given, and events can be moved and cancelled") {
    TestEngine engine(tick(0), 1);
    Diary diary{engine};
    const Handle first = engine.at(tick(5), Answer{1}, EventId{77});
    const Handle second = engine.after(Duration{6}, Answer{2}, EventId{78});
    const Handle third = engine.at(tick(7), Answer{3});
    CHECK(engine.id_of(second) == EventId{2});
    CHECK(engine.reschedule(first, tick(8)));
    CHECK(engine.time_of(first) == tick(8));
    CHECK(engine.cancel(third));
    CHECK(engine.pending_events() == 2);
    CHECK(engine.next_time() == tick(6));
    engine.run_until(tick(9), diary);
    CHECK(diary.lines == std::vector<std::string>{"6 answer 2 #2 by #78", "8 answer 1 #1 by #77"});
}

TEST_CASE(
    "engine: the past, times beyond the clock and a full queue are refused and leave the run unchanged") {
    TestEngine engine(tick(10), 1, {.pending = 1});
    CHECK_THROWS_AS(engine.at(tick(9), Answer{}), std::invalid_argument);
    CHECK_THROWS_AS(engine.after(Duration{-1}, Answer{}), std::invalid_argument);
    CHECK_THROWS_AS(engine.after(Duration::max(), Answer{}), std::overflow_error);
    CHECK(engine.pending_events() == 0);
    const Handle handle = engine.at(tick(10), Answer{});
    CHECK(engine.id_of(handle) == EventId{1});
    CHECK_THROWS_AS(engine.reschedule(handle, tick(9)), std::invalid_argument);
    CHECK(engine.time_of(handle) == tick(10));
    CHECK_THROWS_AS(engine.at(tick(11), Answer{}), std::length_error);
    CHECK(engine.pending_events() == 1);
    Diary diary{engine};
    CHECK_THROWS_AS(engine.run_until(tick(9), diary), std::invalid_argument);
    engine.run_until(tick(11), diary);
    CHECK(diary.lines.size() == 1);
}

TEST_CASE("engine: ties are counted") {
    TestEngine engine(tick(0), 1);
    for (int i = 0; i < 3; ++i) engine.at(tick(1), Answer{});
    engine.at(tick(1), Ask{});
    engine.at(tick(2), Answer{});
    engine.run_until(tick(3), [](const auto&, const Occurrence&) {});
    CHECK(engine.ties() == 2);
}

TEST_CASE("engine: the fingerprint sees seed, time, type, payload and draws, and no other type of event") {
    const std::uint64_t plain = fingerprint_of<Types>(1, tick(1), Answer{7});
    CHECK(plain == fingerprint_of<Types>(1, tick(1), Answer{7}));
    CHECK(plain != fingerprint_of<Types>(2, tick(1), Answer{7}));
    CHECK(plain != fingerprint_of<Types>(1, tick(2), Answer{7}));
    CHECK(plain != fingerprint_of<Types>(1, tick(1), Answer{8}));
    CHECK(plain != fingerprint_of<Types>(1, tick(1), Ask{7}));
    CHECK(plain == fingerprint_of<EventTypes<Unused, Ask, Answer>>(1, tick(1), Answer{7}));

    TestEngine once(tick(0), 1), other(tick(0), 1), twice(tick(0), 1);
    once.note_draw(5);
    other.note_draw(6);
    twice.note_draw(5);
    twice.note_draw(5);
    CHECK(once.fingerprint() != other.fingerprint());
    CHECK(once.fingerprint() != twice.fingerprint());
    once.note_draw(6);
    other.note_draw(5);
    CHECK(once.fingerprint() != other.fingerprint());
}

TEST_CASE("engine: a whole run, a split run and a copied run have one fingerprint") {
    using cultivar::test::Station;
    using cultivar::test::StationModel;
    const Station station{2, 1.5};
    constexpr std::uint64_t customers = 20'000;
    StationModel whole(station, customers, 42);
    whole.run_until(Time::max());

    StationModel split(station, customers, 42);
    for (const double part : {0.0, 1.0, 1.0, 17.3, 4000.0, 9000.0}) split.run_until(Time{} + days(part));
    StationModel copy = split;
    split.run_until(Time::max());
    copy.run_until(Time{} + days(12'000.0));
    copy.run_until(Time::max());

    for (const StationModel* model : {&split, &copy}) {
        CHECK(model->engine().fingerprint() == whole.engine().fingerprint());
        CHECK(model->engine().counts() == whole.engine().counts());
        CHECK(model->engine().ties() == whole.engine().ties());
        CHECK(model->record().time_with == whole.record().time_with);
    }
    StationModel other(station, customers, 43);
    other.run_until(Time::max());
    CHECK(other.engine().fingerprint() != whole.engine().fingerprint());
}
