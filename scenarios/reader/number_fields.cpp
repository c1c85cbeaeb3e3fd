// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>

#include "scenarios/reader/fields.hpp"
#include "scenarios/reader/quantity.hpp"

namespace cultivar {

namespace {

bool is_text(const Node& node, const std::string& expected, Diagnostics& diagnostics) {
    if (!node.is_scalar()) add_wrong_kind(node, expected, diagnostics);
    return node.is_scalar();
}

std::string range_text(const NumberRange& range) {
    if (!std::isfinite(range.low)) return "at most " + number_text(range.high);
    if (!std::isfinite(range.high)) return "at least " + number_text(range.low);
    return number_text(range.low) + " to " + number_text(range.high);
}

bool in_range(double value, const NumberRange& range) {
    return value >= range.low && value <= range.high;
}

std::optional<double> take_number(const Node& node, std::string_view text, Diagnostics& diagnostics) {
    const auto parsed = parse_number(text);
    if (const auto* fault = std::get_if<NumberFault>(&parsed)) {
        diagnostics.add(fault->code, fault->what, node.place(), fault->hint);
        return std::nullopt;
    }
    return std::get<double>(parsed);
}

/// True for the text of a number in quotes: quotes make it text.
bool is_quoted_number(const Node& node, Diagnostics& diagnostics) {
    if (!node.quoted()) return false;
    std::string_view text = node.text();
    while (text.starts_with(' ')) text.remove_prefix(1);
    const SplitQuantity split = split_quantity(text);
    if (!split.unit.empty()) return false;
    diagnostics.add("type", in_quotes(node.text()) + " is text in quotes, not a number", node.place(),
                    "remove the quotes");
    return true;
}

std::optional<SplitQuantity> take_quantity(const Node& node, const std::string& expected,
                                           Diagnostics& diagnostics) {
    if (!is_text(node, expected, diagnostics) || is_quoted_number(node, diagnostics)) return std::nullopt;
    return split_quantity(node.text());
}

void add_range(const Node& node, const std::string& found, const NumberRange& range, const std::string& unit,
               Diagnostics& diagnostics, const std::string& hint = {}) {
    diagnostics.add("range", found + "; allowed: " + range_text(range) + (unit.empty() ? "" : " " + unit),
                    node.place(), hint);
}

}  // namespace

std::optional<double> read_number(const Node& node, const NumberRange& range, Diagnostics& diagnostics) {
    const auto split = take_quantity(node, "a number", diagnostics);
    if (!split) return std::nullopt;
    if (!split->unit.empty() && !split->number.empty() && parse_number(split->number).index() == 0) {
        diagnostics.add("unit", in_quotes(split->unit) + " after a pure number", node.place(),
                        "write " + std::string(split->number));
        return std::nullopt;
    }
    const auto value = take_number(node, node.text(), diagnostics);
    if (!value || in_range(*value, range)) return value;
    add_range(node, node.text(), range, {}, diagnostics);
    return std::nullopt;
}

std::optional<std::int64_t> read_whole(const Node& node, std::int64_t low, std::int64_t high,
                                       Diagnostics& diagnostics) {
    if (!is_text(node, "a whole number", diagnostics) || is_quoted_number(node, diagnostics))
        return std::nullopt;
    const auto parsed = parse_whole(node.text());
    if (const auto* fault = std::get_if<NumberFault>(&parsed)) {
        diagnostics.add(fault->code, fault->what, node.place(), fault->hint);
        return std::nullopt;
    }
    const std::int64_t value = std::get<std::int64_t>(parsed);
    if (value >= low && value <= high) return value;
    const std::string upper =
        high == std::numeric_limits<std::int64_t>::max() ? "" : " to " + std::to_string(high);
    diagnostics.add("range", node.text() + "; allowed: whole numbers from " + std::to_string(low) + upper,
                    node.place());
    return std::nullopt;
}

std::optional<double> read_share(const Node& node, const NumberRange& range, Diagnostics& diagnostics) {
    const auto split = take_quantity(node, "a share", diagnostics);
    if (!split) return std::nullopt;
    if (!split->unit.empty() && split->unit != "%") {
        diagnostics.add("unit", in_quotes(node.text()) + " is not a share", node.place(),
                        "write 0.05 or 5 %");
        return std::nullopt;
    }
    const bool percent = split->unit == "%";
    const auto number = take_number(node, split->number, diagnostics);
    if (!number) return std::nullopt;
    const double value = percent ? *number / 100.0 : *number;
    if (in_range(value, range)) return value;
    const bool slip = !percent && *number > 1.0 && *number <= 100.0 && in_range(*number / 100.0, range);
    add_range(node, node.text(), range, {}, diagnostics,
              slip ? "a share is 0 to 1; did you mean " + std::string(split->number) + " %?" : "");
    return std::nullopt;
}

std::optional<double> read_quantity(const Node& node, std::string_view unit, const NumberRange& range,
                                    Diagnostics& diagnostics) {
    const auto split = take_quantity(node, "a quantity in " + spoken_unit(unit), diagnostics);
    if (!split) return std::nullopt;
    const auto number = take_number(node, split->number, diagnostics);
    if (!number) return std::nullopt;
    const auto factor = split->unit.empty() ? std::nullopt : conversion(split->unit, unit);
    if (!factor) {
        const std::string what = split->unit.empty() ? in_quotes(node.text()) + " lacks its unit"
                                                     : in_quotes(split->unit) + " is no unit of this kind";
        diagnostics.add("unit", what + "; expected " + spoken_unit(unit), node.place(),
                        "write " + with_unit(split->number, unit));
        return std::nullopt;
    }
    const double value = *number * *factor;
    if (!std::isfinite(value)) {
        diagnostics.add("overflow", in_quotes(node.text()) + " is too large", node.place());
    } else if (!in_range(value, range)) {
        add_range(node, node.text(), range, spoken_unit(unit), diagnostics);
    } else {
        return value;
    }
    return std::nullopt;
}

std::optional<sim::Duration> read_duration(const Node& node, Diagnostics& diagnostics) {
    // 200,000 years: the longest span that the clock represents.
    const NumberRange range{0.0, 2e5 * sim::days_per_year};
    const auto count = read_quantity(node, "day", range, diagnostics);
    if (!count) return std::nullopt;
    const sim::Duration span = sim::days(*count);
    if (*count == 0.0 || span.count() > 0) return span;
    diagnostics.add("tick", node.text() + " is smaller than a microsecond", node.place());
    return std::nullopt;
}

}  // namespace cultivar
