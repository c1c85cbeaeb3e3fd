// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "models/description.hpp"
#include "models/metrics.hpp"

namespace cultivar {

/// A metric as a table calls it for the whole nation.
struct ReportLine {
    std::string metric;
    std::string label;
};

/// Some metrics under one heading, and which of their numbers are told.
struct ReportBlock {
    std::string heading;
    std::vector<ReportLine> lines;
    bool nation = true;
    bool families = false;
    bool macro_regions = false;
};

/// The blocks of a report: one for each metric asked for, or the usual ones.
[[nodiscard]] std::vector<ReportBlock> report_blocks(const std::vector<std::string>& asked);

/// Whether a scalar is told in a line of a block.
[[nodiscard]] bool belongs(const Scalar& scalar, const ReportLine& line, const ReportBlock& block);

/// What its row is called: `nation` for the whole, else the name of the family or macro-region.
[[nodiscard]] std::string label(const Scalar& scalar, const std::string& nation,
                                const WorldDescription& world);

}  // namespace cultivar
