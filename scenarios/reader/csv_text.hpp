// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "scenarios/reader/source_text.hpp"

namespace cultivar {

/// The cells of a comma-separated text with their places, as scalars; an empty cell is a null node.
struct CsvText {
    std::vector<Node> header;
    std::vector<std::vector<Node>> rows;  ///< each as long as the header
};

/// Cuts a text into cells; rows of another length than the header are reported and left out.
[[nodiscard]] std::optional<CsvText> cut_csv(const SourceText& source, Diagnostics& diagnostics);

}  // namespace cultivar
