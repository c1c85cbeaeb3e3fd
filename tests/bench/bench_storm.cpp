// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <utility>
#include <vector>

#include "sim/event_queue.hpp"
#include "sim/random.hpp"
#include "tests/bench/bench.hpp"

namespace cultivar::bench {

namespace {

struct Timer {
    static constexpr std::uint8_t priority = 0;
    static constexpr std::string_view name = "Timer";
    std::uint32_t owner = 0;
};
using TimerQueue = sim::EventQueue<sim::EventTypes<Timer>>;

constexpr std::uint32_t timers = 100'000;

/// Which timer is set anew, and to when; drawn beforehand.
struct Setting {
    std::uint32_t timer = 0;
    std::int64_t time = 0;
};
std::vector<Setting> settings(std::uint64_t count) {
    sim::Stream stream(1, 3, sim::Key{1});
    std::vector<Setting> result(count);
    for (auto& [timer, time] : result) {
        timer = stream.integer(timers);
        time = static_cast<std::int64_t>(stream.exponential(1e12));
    }
    return result;
}

/// Sets timers first, then measures `reset(setting)`; nanoseconds each.
template <class Reset>
double storm(std::uint64_t count, Reset&& reset) {
    const std::vector<Setting> all = settings(count);
    for (std::uint32_t timer = 0; timer < timers; ++timer) reset(Setting{timer, all[timer % count].time});
    const double start = cpu_seconds();
    for (const Setting& setting : all) reset(setting);
    return (cpu_seconds() - start) * 1e9 / static_cast<double>(count);
}

double storm_by_cancel(std::uint64_t count) {
    TimerQueue queue;
    std::vector<sim::Handle> handles(timers);
    return storm(count, [&](Setting setting) {
        queue.cancel(handles[setting.timer]);
        handles[setting.timer] = queue.push(sim::Time{sim::Duration{setting.time}}, Timer{setting.timer}, {});
    });
}

double storm_by_reschedule(std::uint64_t count) {
    TimerQueue queue;
    std::vector<sim::Handle> handles(timers);
    return storm(count, [&](Setting setting) {
        const sim::Time time{sim::Duration{setting.time}};
        if (!queue.reschedule(handles[setting.timer], time))
            handles[setting.timer] = queue.push(time, Timer{setting.timer}, {});
    });
}

double storm_in_set(std::uint64_t count) {
    using Queue = std::set<std::pair<std::int64_t, std::uint64_t>>;
    Queue queue;
    std::vector<Queue::iterator> places(timers, queue.end());
    std::uint64_t order = 0;
    return storm(count, [&](Setting setting) {
        Queue::iterator& place = places[setting.timer];
        if (place != queue.end()) queue.erase(place);
        place = queue.emplace(setting.time, ++order).first;
    });
}

}  // namespace

void bench_storm(const Options& options) {
    const std::uint64_t count = options.shortened(2'000'000);
    compare(options, "storm", std::to_string(timers), "ns/timer",
            {{"cultivar cancel+push", [=] { return storm_by_cancel(count); }},
             {"cultivar reschedule", [=] { return storm_by_reschedule(count); }},
             {"std::set erase+insert", [=] { return storm_in_set(count); }}});
}

}  // namespace cultivar::bench
