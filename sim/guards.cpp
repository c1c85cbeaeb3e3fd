// SPDX-License-Identifier: Apache-2.0
#include "sim/guards.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace cultivar::sim {

namespace {

/// When a meter that ran `used` of `limit` is to be looked at again: halfway, so that the events of the
/// second half can be told, and at the first event too many. Counted from where the meter began.
std::uint64_t next_look(std::uint64_t used, std::uint64_t limit) {
    if (used < limit / 2) return limit / 2;
    return limit == Guards::unlimited ? limit : limit + 1;
}

std::uint64_t later(std::uint64_t from, std::uint64_t by) {
    return by > Guards::unlimited - from ? Guards::unlimited : from + by;
}

}  // namespace

ModelStop::ModelStop(const std::string& what, Time when, std::vector<std::string> events)
    : std::runtime_error(what), when_(when), events_(std::move(events)) {}

EventMeter::EventMeter(const Guards& guards, Time start) : guards_(guards), day_end_(start) {}

void EventMeter::begin_day(Time time) {
    before_day_ = handled_;
    const Time midnight = std::chrono::floor<std::chrono::days>(time);
    day_end_ = midnight > Time::max() - one_day ? Time::max() : midnight + one_day;
}

void EventMeter::look(std::span<const std::string_view> names, std::span<const std::uint64_t> counts) {
    const std::uint64_t at_instant = handled_ - before_instant_, on_day = handled_ - before_day_;
    const auto passed = [&](const char* where, std::uint64_t limit) {
        stop("more than " + std::to_string(limit) + " events " + where, names, counts);
    };
    if (at_instant > guards_.events_per_instant) passed("at one instant", guards_.events_per_instant);
    if (on_day > guards_.events_per_day) passed("on one day", guards_.events_per_day);
    if (handled_ > guards_.events_in_all) passed("in the run", guards_.events_in_all);
    seen_.assign(counts.begin(), counts.end());
    look_at_ = std::min({later(before_instant_, next_look(at_instant, guards_.events_per_instant)),
                         later(before_day_, next_look(on_day, guards_.events_per_day)),
                         next_look(handled_, guards_.events_in_all)});
}

void EventMeter::stop(const std::string& why, std::span<const std::string_view> names,
                      std::span<const std::uint64_t> counts) const {
    const auto since = [&](std::size_t type) { return counts[type] - (seen_.empty() ? 0 : seen_[type]); };
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase_if(order, [&](std::size_t type) { return since(type) == 0; });
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return since(a) > since(b); });
    std::string list;
    std::vector<std::string> events;
    for (const std::size_t type : order) {
        events.emplace_back(names[type]);
        list += (list.empty() ? "" : ", ") + events.back();
    }
    throw ModelStop(format_date(instant_) + ": " + why + "; what kept coming: " + list, instant_,
                    std::move(events));
}

}  // namespace cultivar::sim
