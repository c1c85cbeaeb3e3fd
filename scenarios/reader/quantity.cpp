// SPDX-License-Identifier: Apache-2.0
#include "scenarios/reader/quantity.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "sim/time.hpp"

namespace cultivar {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The exponents of a unit's base words, and the number that scales them.
struct Dimension {
    std::map<std::string, int, std::less<>> powers;
    double scale = 1.0;
};

struct BaseUnit {
    std::string_view word;
    std::string_view base;
    double scale;
};

constexpr std::array base_units{
    BaseUnit{"hour", "time", 1.0 / 24.0},
    BaseUnit{"hours", "time", 1.0 / 24.0},
    BaseUnit{"day", "time", 1.0},
    BaseUnit{"days", "time", 1.0},
    BaseUnit{"week", "time", 7.0},
    BaseUnit{"weeks", "time", 7.0},
    BaseUnit{"year", "time", sim::days_per_year},
    BaseUnit{"years", "time", sim::days_per_year},
    BaseUnit{"cny", "money", 1e-6},
    BaseUnit{"k_cny", "money", 1e-3},
    BaseUnit{"m_cny", "money", 1.0},
    BaseUnit{"m", "length", 1e-3},
    BaseUnit{"km", "length", 1.0},
    BaseUnit{"firm", "firms", 1.0},
    BaseUnit{"firms", "firms", 1.0},
};

/// "1,000" or "1000" as a number; empty for other words.
std::optional<double> multiplier(std::string_view word) {
    std::string digits(word);
    std::erase(digits, ',');
    if (digits.empty() || digits[0] == '0' || digits.size() > 15) return std::nullopt;
    if (!std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
    return static_cast<double>(std::get<std::int64_t>(parse_whole(digits)));
}

/// The words of a unit, where '/' is the word "per".
std::vector<std::string_view> words_of(std::string_view unit) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < unit.size();) {
        const std::size_t end = std::min(unit.find_first_of(" /", at), unit.size());
        if (end > at) words.push_back(unit.substr(at, end - at));
        if (end < unit.size() && unit[end] == '/') words.push_back("per");
        at = end + 1;
    }
    return words;
}

/// Reads "[word] {per [number] word}", or the same with "1" for the first word. Empty for any other text.
std::optional<Dimension> dimension_of(std::string_view unit) {
    Dimension result;
    std::vector<std::string_view> words = words_of(unit);
    if (unit.starts_with("1/")) words.erase(words.begin());
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool divides = words[i] == "per";
        if (!divides && i > 0) return std::nullopt;
        if (divides && ++i == words.size()) return std::nullopt;
        if (const auto number = divides ? multiplier(words[i]) : std::nullopt) {
            result.scale /= *number;
            if (++i == words.size()) return std::nullopt;
        }
        const auto base = std::find_if(base_units.begin(), base_units.end(),
                                       [&](const BaseUnit& known) { return known.word == words[i]; });
        if (base == base_units.end()) return std::nullopt;
        result.scale = divides ? result.scale / base->scale : result.scale * base->scale;
        result.powers[std::string(base->base)] += divides ? -1 : 1;
    }
    std::erase_if(result.powers, [](const auto& entry) { return entry.second == 0; });
    return result;
}

}  // namespace

SplitQuantity split_quantity(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && text[end] != ' ' && text[end] != '%' && text[end] != '/') ++end;
    std::size_t unit = end;
    while (unit < text.size() && text[unit] == ' ') ++unit;
    return {text.substr(0, end), text.substr(unit)};
}

std::string spoken_unit(std::string_view unit, std::string_view number) {
    return std::string(unit) + ((unit == "day" || unit == "year") && number != "1" ? "s" : "");
}

std::string with_unit(std::string_view number, std::string_view unit) {
    return std::string(number) +
           (unit.starts_with("1/") ? " per " + std::string(unit.substr(2)) : ' ' + spoken_unit(unit, number));
}

bool is_pure(std::string_view unit) {
    const std::optional<Dimension> dimension = dimension_of(unit);
    return !dimension || dimension->powers.empty();
}

std::optional<double> conversion(std::string_view from, std::string_view to) {
    if (from == to) return 1.0;
    const std::optional<Dimension> a = dimension_of(from);
    const std::optional<Dimension> b = dimension_of(to);
    if (!a || !b || a->powers != b->powers) return std::nullopt;
    return a->scale == b->scale ? 1.0 : a->scale / b->scale;
}

}  // namespace cultivar
