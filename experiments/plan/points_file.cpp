// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/points_file.hpp"

#include <cmath>

#include "scenarios/reader/parameter_value.hpp"
#include "scenarios/reader/table.hpp"

namespace cultivar {

namespace {

bool allows(const Factor& factor, double value) {
    if (factor.law == Law::one_of) return true;
    return value >= factor.low && value <= factor.high &&
           (factor.law != Law::integer || std::floor(value) == value);
}

std::optional<double> read_cell(const Node& cell, const Factor& factor, const sim::ParameterEntry& entry,
                                Diagnostics& diagnostics) {
    Diagnostics found;
    const auto number = read_parameter(cell, entry, found);
    add_table_errors(found, diagnostics);
    if (!number) return std::nullopt;
    const auto value = place_of(factor, entry, *number);
    if (value && allows(factor, *value)) return value;
    diagnostics.add("range", in_quotes(cell.text()) + " is not among the values of " + in_quotes(factor.path),
                    cell.place());
    return std::nullopt;
}

}  // namespace

std::optional<double> place_of(const Factor& factor, const sim::ParameterEntry& entry, double value) {
    if (factor.law != Law::one_of) return value;
    for (std::size_t place = 0; place < factor.values.size(); ++place) {
        const Level& level = factor.values[place];
        const auto* text = std::get_if<std::string>(&level);
        const bool same = text != nullptr ? *text == entry.row.choices[static_cast<std::size_t>(value)]
                                          : std::get<double>(level) == value;
        if (same) return static_cast<double>(place);
    }
    return std::nullopt;
}

std::vector<double> read_points(const std::filesystem::path& path, const sim::ParameterCatalogue& catalogue,
                                const std::vector<Factor>& factors, Diagnostics& diagnostics) {
    std::vector<double> values;
    if (factors.empty()) return values;
    std::vector<Column> columns;
    for (const Factor& factor : factors) columns.push_back({factor.path, factor.path});
    const std::optional<Node> table = read_table(path, columns, diagnostics);
    if (!table) return values;
    for (const Node& row : table->items())
        for (const Factor& factor : factors)
            if (const MapEntry* cell = row.find(factor.path))
                values.push_back(
                    read_cell(cell->value, factor, catalogue[catalogue.id(factor.path)], diagnostics)
                        .value_or(0.0));
    return values;
}

}  // namespace cultivar
