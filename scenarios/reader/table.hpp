// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/reader/document.hpp"

namespace cultivar {

/// A column of a CSV table. `header` is its name in the file, where the unit can be part of the name, and
/// `key` its name in YAML. `unit` is added to each number; of a list the items are parted by blanks.
struct Column {
    std::string_view header;
    std::string_view key;
    std::string_view unit = {};
    bool is_list = false;
    bool required = true;
};

/// Reads a comma-separated table as a list of maps, one a row, as if the rows were written in YAML: the same
/// code checks both. Lines that start with '#' may stand before the header. Every column must be known, every
/// row as long as the header; quotes are as in RFC 4180 but do not span lines. Errors have the code csv.
[[nodiscard]] std::optional<Node> read_table(const std::filesystem::path& path,
                                             std::span<const Column> columns, Diagnostics& diagnostics,
                                             const ReadLimits& limits = {});

/// A square table whose rows and columns carry the same names in the same order.
struct NamedMatrix {
    std::vector<std::string> names;
    std::vector<double> values;  ///< row by row
};

/// Reads a symmetric matrix of numbers that are not negative, with 0 on the diagonal; the first column holds
/// the names of the rows. Errors have the code matrix, or csv where a row cannot be read.
[[nodiscard]] std::optional<NamedMatrix> read_matrix(const std::filesystem::path& path,
                                                     Diagnostics& diagnostics, const ReadLimits& limits = {});

/// Moves errors about a single cell (no number, no value, quotes) over with the code csv, others as they are.
void add_table_errors(const Diagnostics& found, Diagnostics& diagnostics);

}  // namespace cultivar
