// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cultivar::sim {

/// A span of simulated time in whole microseconds, the tick of the engine.
using Duration = std::chrono::duration<std::int64_t, std::micro>;

/// An instant of civil time (UTC, no leap seconds) in whole microseconds since 1970-01-01.
using Time = std::chrono::sys_time<Duration>;

inline constexpr Duration one_day = std::chrono::days{1};
/// A Julian year of 365.25 days: the year of every rate "per year".
inline constexpr double days_per_year = 365.25;

/// A number of days as a span, rounded down to a tick and never negative; spans beyond 200,000 years
/// (infinity included) become `Duration::max() / 4`, which no clock reaches. NaN throws
/// std::invalid_argument.
[[nodiscard]] Duration days(double count);

/// The same for years of 365.25 days.
[[nodiscard]] inline Duration years(double count) {
    return days(count * days_per_year);
}

[[nodiscard]] constexpr double in_days(Duration span) {
    return static_cast<double>(span.count()) / static_cast<double>(one_day.count());
}
[[nodiscard]] constexpr double in_years(Duration span) {
    return in_days(span) / days_per_year;
}

/// Midnight at the start of a civil date; the date must exist.
[[nodiscard]] constexpr Time date(int year, unsigned month, unsigned day) {
    return std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}};
}

/// The midnight that begins the first day of the month after the one that holds `time`.
[[nodiscard]] Time next_month(Time time);

/// Reads "2025-11-07"; empty if the text has another form or names no existing day.
[[nodiscard]] std::optional<Time> parse_date(std::string_view text);

/// "2025-11-07".
[[nodiscard]] std::string format_date(Time time);

}  // namespace cultivar::sim
