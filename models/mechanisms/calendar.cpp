// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/calendar.hpp"

#include <algorithm>
#include <array>

namespace cultivar {

namespace {

int year_of(sim::Time time) {
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(time)};
    return static_cast<int>(day.year());
}

constexpr std::array table{
    sim::Parameter{
        .name = "policy.speed",
        .unit = "-",
        .value = 1,
        .low = 0.5,
        .high = 3,
        .neutral = 1,
        .meaning =
            "how many times as often lists, rounds and calls come, and as fast approvals, under joint action",
        .source = "lever; assumption"},
};

}  // namespace

sim::ParameterTable Calendar::parameters() {
    return {"calendar", table};
}

void Calendar::begin(Context& context) {
    context.at(context.now(), YearStarted{year_of(context.now())});
    context.at(sim::next_month(context.now()), MonthStarted{1});
}

void Calendar::on_year_started(const YearStarted& event, Context& context) {
    context.at(sim::date(event.year + 1, 1, 1), YearStarted{event.year + 1}, sim::EventId{});
}

void Calendar::on_month_started(const MonthStarted& event, Context& context) {
    context.at(sim::next_month(context.now()), MonthStarted{event.month + 1}, sim::EventId{});
}

void Calendar::on_policy_changed(const PolicyChanged& event, Context& context) {
    context.move_lever(event.change, event.step);
}

sim::Time next_round(sim::Time start, sim::Time now, double phase, double interval_days) {
    const sim::Duration interval = std::max(sim::days(interval_days), sim::Duration{1});
    const sim::Time first = start + sim::days(phase * interval_days);
    if (first > now) return first;
    return first + interval * ((now - first) / interval + 1);
}

}  // namespace cultivar
