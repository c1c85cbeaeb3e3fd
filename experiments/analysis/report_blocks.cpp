// SPDX-License-Identifier: Apache-2.0
#include "experiments/analysis/report_blocks.hpp"

#include <algorithm>

namespace cultivar {

namespace {

std::vector<ReportBlock> usual_blocks() {
    return {{"Adopters at the end (firms)", {{"adopters", "any family"}}, true, true, true},
            {"From need to use (scenarios)",
             {{"needs", "needs that arose"},
              {"listed", "listed"},
              {"matched", "matched with a supplier"},
              {"contracted", "under contract"},
              {"in_trial", "tried"},
              {"validated", "validated"}},
             true,
             false,
             false},
            {"Validated (scenarios)", {{"validated", ""}}, false, false, true},
            {"Until 10 % of firms have adopted (years)", {{"time_to_10", "any family"}}, true, true, false},
            {"Until 50 % of firms have adopted (years)", {{"time_to_50", "any family"}}, true, true, false},
            {"Public spending (million CNY)", {{"public_spend", "nation"}}, true, false, true}};
}

std::string heading_of(const Metric& metric) {
    std::string text(metric.id);
    std::replace(text.begin(), text.end(), '_', ' ');
    return text + " (" + std::string(metric.unit) + "): " + std::string(metric.definition);
}

}  // namespace

std::vector<ReportBlock> report_blocks(const std::vector<std::string>& asked) {
    if (asked.empty()) return usual_blocks();
    std::vector<ReportBlock> blocks;
    for (const std::string& id : asked) {
        const auto metric =
            std::find_if(metrics().begin(), metrics().end(), [&](const Metric& one) { return one.id == id; });
        if (metric != metrics().end())
            blocks.push_back({heading_of(*metric), {{id, "nation"}}, true, true, true});
    }
    return blocks;
}

bool belongs(const Scalar& scalar, const ReportLine& line, const ReportBlock& block) {
    const Slice& slice = scalar.slice;
    if (metrics()[scalar.metric].id != line.metric || slice.tier >= 0 || slice.region >= 0) return false;
    if (slice.owner >= 0 || slice.size_class >= 0 || slice.grade >= 0) return false;
    if (slice.family >= 0) return block.families && slice.macro_region < 0;
    return slice.macro_region < 0 ? block.nation : block.macro_regions;
}

std::string label(const Scalar& scalar, const std::string& nation, const WorldDescription& world) {
    if (scalar.slice.family >= 0)
        return "  " + world.families[static_cast<std::size_t>(scalar.slice.family)].name;
    if (scalar.slice.macro_region >= 0) return "  " + scalar.name.substr(scalar.name.rfind('.') + 1);
    return "  " + nation;
}

}  // namespace cultivar
