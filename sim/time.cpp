// SPDX-License-Identifier: Apache-2.0
#include "sim/time.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <stdexcept>

namespace cultivar::sim {

namespace {

constexpr Duration never{Duration::max() / 4};

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

Duration days(double count) {
    if (std::isnan(count)) throw std::invalid_argument("a span of time is not a number");
    const double ticks = std::floor(count * static_cast<double>(one_day.count()));
    if (ticks <= 0.0) return Duration{0};
    if (ticks >= static_cast<double>(never.count())) return never;
    return Duration{static_cast<std::int64_t>(ticks)};
}

Time next_month(Time time) {
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(time)};
    const auto month = std::chrono::year_month{day.year(), day.month()} + std::chrono::months{1};
    return std::chrono::sys_days{month / std::chrono::day{1}};
}

std::optional<Time> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!year || !month || !day || *year == 0) return std::nullopt;
    const std::chrono::year_month_day civil{std::chrono::year{*year},
                                            std::chrono::month{static_cast<unsigned>(*month)},
                                            std::chrono::day{static_cast<unsigned>(*day)}};
    if (!civil.ok()) return std::nullopt;
    return Time{std::chrono::sys_days{civil}};
}

std::string format_date(Time time) {
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(time)};
    std::array<char, 40> text{};
    const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(day.year()),
                                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace cultivar::sim
