// SPDX-License-Identifier: Apache-2.0
#include "scenarios/reader/csv_text.hpp"

#include <string>
#include <utility>

namespace cultivar {

namespace {

/// The end of a cell that starts with a quote, behind the closing quote; npos if it is not closed on the
/// line.
std::size_t end_of_quotes(std::string_view line, std::size_t begin) {
    for (std::size_t at = begin + 1; at < line.size(); ++at) {
        if (line[at] != '"') continue;
        if (at + 1 == line.size() || line[at + 1] != '"') return at + 1;
        ++at;
    }
    return std::string_view::npos;
}

std::string without_quotes(std::string_view cell) {
    std::string text;
    for (std::size_t at = 1; at + 1 < cell.size(); ++at) {
        text += cell[at];
        if (cell[at] == '"') ++at;
    }
    return text;
}

/// The cells of one line; empty if its quotes are wrong.
std::vector<Node> cut_line(const SourceText& source, std::size_t number, Diagnostics& diagnostics) {
    const std::string_view line = source.line(number);
    std::vector<Node> cells;
    std::size_t begin = 0;
    for (;;) {
        const sim::Place place = source.place(number, begin);
        const bool in_quotes = begin < line.size() && line[begin] == '"';
        const std::size_t end =
            in_quotes ? end_of_quotes(line, begin) : std::min(line.find(',', begin), line.size());
        if (end == std::string_view::npos || (end < line.size() && line[end] != ',')) {
            diagnostics.add("csv",
                            in_quotes && end != std::string_view::npos
                                ? "text after the closing quote"
                                : "quoted text that does not end on its line",
                            place);
            return {};
        }
        const std::string_view cell = line.substr(begin, end - begin);
        const std::string text = in_quotes ? without_quotes(cell) : std::string(cell);
        cells.push_back(text.empty() ? Node::null(place) : Node::scalar(text, place));
        if (end >= line.size()) return cells;
        begin = end + 1;
    }
}

bool check_header(const SourceText& source, std::size_t number, const std::vector<Node>& header,
                  Diagnostics& diagnostics) {
    const std::string_view line = source.line(number);
    if (header.size() == 1 && line.find_first_of(";\t") != std::string_view::npos) {
        diagnostics.add("csv", "fields are parted by something else than commas",
                        source.place(number, line.find_first_of(";\t")), "save the table with commas");
        return false;
    }
    return !header.empty();
}

}  // namespace

std::optional<CsvText> cut_csv(const SourceText& source, Diagnostics& diagnostics) {
    std::size_t lines = source.line_count();
    while (lines > 0 && source.line(lines - 1).empty()) --lines;
    std::size_t number = 0;
    while (number < lines && source.line(number).starts_with('#')) ++number;
    if (number == lines) {
        diagnostics.add("csv", "the table is empty", {source.name(), 0, 0});
        return std::nullopt;
    }
    CsvText result;
    result.header = cut_line(source, number, diagnostics);
    if (!check_header(source, number, result.header, diagnostics)) return std::nullopt;
    while (++number < lines) {
        std::vector<Node> cells = cut_line(source, number, diagnostics);
        if (cells.empty()) continue;
        const std::size_t expected = result.header.size();
        if (cells.size() == expected) {
            result.rows.push_back(std::move(cells));
            continue;
        }
        const sim::Place place = cells.size() > expected ? cells[expected].place()
                                                         : source.place(number, source.line(number).size());
        diagnostics.add(
            "csv",
            "row has " + std::to_string(cells.size()) + " fields, header has " + std::to_string(expected),
            place);
    }
    if (result.rows.empty() && diagnostics.empty())
        diagnostics.add("csv", "the table has a header but no rows", {source.name(), 0, 0});
    return result;
}

}  // namespace cultivar
