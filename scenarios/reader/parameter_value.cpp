// SPDX-License-Identifier: Apache-2.0
#include "scenarios/reader/parameter_value.hpp"

#include <cmath>
#include <cstddef>
#include <vector>

#include "scenarios/reader/fields.hpp"
#include "scenarios/reader/quantity.hpp"

namespace cultivar {

namespace {

std::optional<double> read_choice_index(const Node& node, const sim::Parameter& row,
                                        Diagnostics& diagnostics) {
    const std::vector<std::string> names(row.choices.begin(), row.choices.end());
    const auto index = read_choice(node, "name for '" + std::string(row.name) + "':", names, diagnostics);
    return index ? std::optional(static_cast<double>(*index)) : std::nullopt;
}

/// A switch is written 1 or 0, which not every reader expects.
std::optional<double> read_on_off(const Node& node, Diagnostics& diagnostics) {
    Diagnostics found;
    const auto value = read_number(node, {0.0, 1.0}, found);
    if (value && *value == std::floor(*value)) return value;
    const std::string hint = "write 1 for on, 0 for off";
    for (const sim::Error& error : found.errors())
        diagnostics.add(error.code, error.what, error.where, error.hint.empty() ? hint : error.hint);
    if (value) diagnostics.add("range", node.text() + " is neither on nor off", node.place(), hint);
    return std::nullopt;
}

}  // namespace

std::optional<double> read_parameter(const Node& node, const sim::ParameterEntry& entry,
                                     Diagnostics& diagnostics) {
    const sim::Parameter& row = entry.row;
    const NumberRange range{row.low, row.high};
    if (node.is_null()) {
        diagnostics.add("null", in_quotes(entry.name) + " has no value", node.place());
        return std::nullopt;
    }
    if (row.kind == sim::ParameterKind::choice) return read_choice_index(node, row, diagnostics);
    if (row.unit == "switch") return read_on_off(node, diagnostics);
    std::optional<double> value;
    if (row.unit == "share") {
        value = read_share(node, range, diagnostics);
    } else if (is_pure(row.unit)) {
        value = read_number(node, range, diagnostics);
    } else {
        value = read_quantity(node, row.unit, range, diagnostics);
    }
    if (!value || row.kind != sim::ParameterKind::whole || *value == std::floor(*value)) return value;
    diagnostics.add("range", node.text() + "; '" + entry.name + "' is a whole number", node.place());
    return std::nullopt;
}

std::string parameter_text(const sim::ParameterEntry& entry, double value) {
    const sim::Parameter& row = entry.row;
    if (row.kind == sim::ParameterKind::choice)
        return std::string(row.choices[static_cast<std::size_t>(value)]);
    const std::string number = number_text(value);
    return row.unit == "share" || is_pure(row.unit) ? number : with_unit(number, row.unit);
}

}  // namespace cultivar
