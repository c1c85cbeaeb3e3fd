// SPDX-License-Identifier: Apache-2.0
#include "scenarios/reader/table.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <variant>

#include "scenarios/reader/csv_text.hpp"
#include "scenarios/reader/fields.hpp"
#include "scenarios/reader/number.hpp"
#include "scenarios/reader/quantity.hpp"

namespace cultivar {

namespace {

std::optional<CsvText> read_cells(const std::filesystem::path& path, Diagnostics& diagnostics,
                                  const ReadLimits& limits) {
    const std::optional<SourceText> source = read_source(path, diagnostics, limits);
    return source ? cut_csv(*source, diagnostics) : std::nullopt;
}

/// The column of each header cell; null for cells that are no column.
std::vector<const Column*> columns_of(const std::vector<Node>& header, std::span<const Column> columns,
                                      Diagnostics& diagnostics) {
    std::vector<const Column*> result;
    std::vector<std::string> known;
    for (const Column& column : columns) known.emplace_back(column.header);
    for (const Node& cell : header) {
        const auto found = std::find(known.begin(), known.end(), cell.text());
        const Column* column =
            found == known.end() ? nullptr : &columns[static_cast<std::size_t>(found - known.begin())];
        if (column == nullptr) {
            diagnostics.add("csv", "unknown column " + in_quotes(cell.text()), cell.place(),
                            hint_for(cell.text(), known));
        } else if (std::find(result.begin(), result.end(), column) != result.end()) {
            diagnostics.add("csv", "column " + in_quotes(cell.text()) + " stands twice", cell.place());
        }
        result.push_back(column);
    }
    for (const Column& column : columns) {
        if (column.required && std::find(result.begin(), result.end(), &column) == result.end())
            diagnostics.add("csv", "column " + in_quotes(column.header) + " is missing",
                            header.front().place());
    }
    return result;
}

Node list_cell(const Node& cell) {
    std::vector<Node> items;
    const std::string& text = cell.text();
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (end > at) items.push_back(Node::scalar(text.substr(at, end - at), cell.place()));
        at = end + 1;
    }
    return Node::list(std::move(items), cell.place());
}

Node cell_value(const Node& cell, const Column& column, Diagnostics& diagnostics) {
    if (column.is_list) return list_cell(cell);
    if (cell.is_null() || column.unit.empty()) return cell;
    const SplitQuantity split = split_quantity(cell.text());
    if (!split.unit.empty() && std::isalpha(static_cast<unsigned char>(split.unit.front())) != 0) {
        const auto number = parse_number(split.number);
        if (const auto* fault = std::get_if<NumberFault>(&number))
            diagnostics.add("csv", in_quotes(cell.text()) + " is no number", cell.place(), fault->hint);
        else
            diagnostics.add("csv", in_quotes(cell.text()) + ": the name of the column holds the unit",
                            cell.place(), "write " + std::string(split.number));
    }
    return Node::scalar(cell.text() + ' ' + std::string(column.unit), cell.place());
}

Node row_of(const std::vector<Node>& cells, const std::vector<const Column*>& columns,
            Diagnostics& diagnostics) {
    std::vector<MapEntry> entries;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (columns[i] == nullptr) continue;
        const sim::Place place = cells[i].place();
        if (cells[i].is_null() && !columns[i]->required) continue;
        entries.push_back({std::string(columns[i]->key), place.line, place.column,
                           cell_value(cells[i], *columns[i], diagnostics)});
    }
    return Node::map(std::move(entries), cells.front().place());
}

/// Checks symmetry and diagonal; reports the first fault of each row.
void check_matrix(const NamedMatrix& matrix, const CsvText& text, Diagnostics& diagnostics) {
    const std::size_t n = matrix.names.size();
    for (std::size_t row = 0; row < n; ++row) {
        const auto fault = [&](std::size_t column, const std::string& what) {
            diagnostics.add("matrix", what, text.rows[row][column + 1].place());
        };
        if (matrix.values[row * n + row] != 0.0) fault(row, "the diagonal must be 0");
        for (std::size_t column = 0; column < row; ++column) {
            if (matrix.values[row * n + column] == matrix.values[column * n + row]) continue;
            fault(column, "not symmetric: " + matrix.names[row] + " to " + matrix.names[column] + " is " +
                              number_text(matrix.values[row * n + column]) + ", the way back " +
                              number_text(matrix.values[column * n + row]));
            break;
        }
    }
}

bool check_names(const CsvText& text, Diagnostics& diagnostics) {
    const std::size_t n = text.header.size() - 1;
    if (text.rows.size() != n) {
        diagnostics.add("matrix",
                        std::to_string(text.rows.size()) + " rows and " + std::to_string(n) + " columns",
                        text.header.front().place(), "a row and a column for each name");
        return false;
    }
    for (std::size_t i = 0; i < n; ++i) {
        if (text.rows[i].front().text() == text.header[i + 1].text()) continue;
        diagnostics.add("matrix",
                        "row " + in_quotes(text.rows[i].front().text()) + " stands where column " +
                            in_quotes(text.header[i + 1].text()) + " has its row",
                        text.rows[i].front().place(), "rows and columns in one order");
        return false;
    }
    return true;
}

}  // namespace

std::optional<Node> read_table(const std::filesystem::path& path, std::span<const Column> columns,
                               Diagnostics& diagnostics, const ReadLimits& limits) {
    Diagnostics found;
    const std::optional<CsvText> text = read_cells(path, found, limits);
    std::optional<Node> result;
    if (text) {
        const std::vector<const Column*> used = columns_of(text->header, columns, found);
        std::vector<Node> rows;
        rows.reserve(text->rows.size());
        for (const std::vector<Node>& cells : text->rows) rows.push_back(row_of(cells, used, found));
        if (found.empty()) result = Node::list(std::move(rows), {path.string(), 1, 1});
    }
    diagnostics.add(found);
    return result;
}

std::optional<NamedMatrix> read_matrix(const std::filesystem::path& path, Diagnostics& diagnostics,
                                       const ReadLimits& limits) {
    Diagnostics found;
    std::optional<NamedMatrix> result;
    const std::optional<CsvText> text = read_cells(path, found, limits);
    if (text && found.empty() && check_names(*text, found)) {
        NamedMatrix matrix;
        for (const std::vector<Node>& row : text->rows) {
            matrix.names.push_back(row.front().text());
            for (std::size_t i = 1; i < row.size(); ++i)
                matrix.values.push_back(read_number(row[i], {0.0}, found).value_or(0.0));
        }
        if (found.empty()) check_matrix(matrix, *text, found);
        if (found.empty()) result = std::move(matrix);
    }
    add_table_errors(found, diagnostics);
    return result;
}

void add_table_errors(const Diagnostics& found, Diagnostics& diagnostics) {
    constexpr std::array<std::string_view, 8> of_a_cell{"number",   "octal",     "type", "null",
                                                        "overflow", "underflow", "unit", "non-finite"};
    for (const sim::Error& error : found.errors()) {
        const bool cell = std::find(of_a_cell.begin(), of_a_cell.end(), error.code) != of_a_cell.end();
        diagnostics.add(cell ? "csv" : error.code, error.what, error.where, error.hint);
    }
}

}  // namespace cultivar
