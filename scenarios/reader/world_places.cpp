// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <limits>

#include "scenarios/reader/quantity.hpp"
#include "scenarios/reader/world_parts.hpp"

namespace cultivar {

namespace {

constexpr std::string_view yearly = "m_cny/year";
constexpr std::int64_t most_firms = 100'000'000;

constexpr std::array region_columns{
    Column{.header = "code", .key = "code"},
    Column{.header = "name", .key = "name"},
    Column{.header = "name_zh", .key = "name_zh", .required = false},
    Column{.header = "macro_region", .key = "macro_region"},
    Column{.header = "coastal", .key = "coastal"},
    Column{.header = "gdp_m_cny", .key = "gdp", .unit = yearly},
    Column{.header = "secondary_share", .key = "secondary_share"},
    Column{.header = "research_government_m_cny", .key = "research_government", .unit = yearly},
    Column{.header = "research_enterprise_m_cny", .key = "research_enterprise", .unit = yearly},
    Column{.header = "industrial_firms", .key = "industrial_firms"},
    Column{.header = "hightech_firms", .key = "hightech_firms"},
    Column{.header = "hightech_revenue_m_cny", .key = "hightech_revenue", .unit = yearly},
};

const std::vector<std::string>& region_keys() {
    static const std::vector<std::string> keys = [] {
        std::vector<std::string> result;
        for (const Column& column : region_columns) result.emplace_back(column.key);
        return result;
    }();
    return keys;
}

std::uint32_t firm_count(const Fields& fields, std::string_view key) {
    return static_cast<std::uint32_t>(fields.require(key, read_whole, 0, most_firms).value_or(0));
}

RegionDescription read_region(const Node& entry, WorldReading& reading) {
    const NumberRange positive{0.0, std::numeric_limits<double>::infinity()};
    const Fields fields(entry, "the region", region_keys(), reading.diagnostics);
    RegionDescription region;
    region.code = fields.require("code", read_name).value_or("");
    region.name = fields.require("name", read_text).value_or("");
    region.name_zh = fields.get("name_zh", read_text).value_or(region.name);
    region.macro_region = fields.require("macro_region", read_name).value_or("");
    region.coastal = fields.require("coastal", read_switch).value_or(false);
    region.gdp = fields.require("gdp", read_quantity, yearly, positive).value_or(0.0);
    region.secondary_share =
        fields.require("secondary_share", read_share, NumberRange{0.0, 1.0}).value_or(0.0);
    region.research_government =
        fields.require("research_government", read_quantity, yearly, positive).value_or(0.0);
    region.research_enterprise =
        fields.require("research_enterprise", read_quantity, yearly, positive).value_or(0.0);
    region.industrial_firms = firm_count(fields, "industrial_firms");
    region.hightech_firms = firm_count(fields, "hightech_firms");
    region.hightech_revenue =
        fields.require("hightech_revenue", read_quantity, yearly, positive).value_or(0.0);
    if (!region.code.empty())
        reading.names.add("region", region.code, entry.find("code")->value.place(), reading.diagnostics);
    return region;
}

/// Distances as pairs {between: [A, B], distance: 300 km}; every pair once.
NamedMatrix read_pairs(const Node& list, const std::vector<RegionDescription>& regions,
                       WorldReading& reading) {
    Diagnostics& diagnostics = reading.diagnostics;
    const std::size_t n = regions.size();
    NamedMatrix matrix;
    for (const RegionDescription& region : regions) matrix.names.push_back(region.code);
    constexpr double missing = -1.0;
    matrix.values.assign(n * n, missing);
    const std::size_t errors = diagnostics.size();
    for (const Node& entry : list.items()) {
        const Fields fields(entry, "the distance", {"between", "distance"}, diagnostics);
        const Node* between = fields.need("between");
        const auto km =
            fields.require("distance", read_quantity, std::string_view("km"), NumberRange{0.0, 50000.0});
        if (between == nullptr || !km) continue;
        const std::vector<Node> ends = read_items(*between, diagnostics);
        if (ends.size() != 2) {
            diagnostics.add("matrix", "expected two regions, found " + std::to_string(ends.size()),
                            between->place());
            continue;
        }
        const auto a = reading.names.find("region", ends[0], diagnostics);
        const auto b = reading.names.find("region", ends[1], diagnostics);
        if (!a || !b || *a >= n || *b >= n) continue;
        if (*a == *b || matrix.values[*a * n + *b] != missing)
            diagnostics.add("matrix", *a == *b ? "a region and itself" : "this pair stands twice",
                            between->place());
        matrix.values[*a * n + *b] = matrix.values[*b * n + *a] = *km;
    }
    if (diagnostics.size() > errors) return matrix;
    for (std::size_t a = 0; a < n; ++a) {
        matrix.values[a * n + a] = 0.0;
        for (std::size_t b = 0; b < a; ++b) {
            if (matrix.values[a * n + b] != missing) continue;
            diagnostics.add("matrix", "no distance between " + regions[b].code + " and " + regions[a].code,
                            list.place());
            return matrix;
        }
    }
    return matrix;
}

/// The distances between the regions of the world, picked from a matrix that may hold more.
void pick_distances(const NamedMatrix& matrix, const Node& node, WorldDescription& world,
                    Diagnostics& diagnostics) {
    const std::size_t all = matrix.names.size();
    std::vector<std::size_t> rows;
    for (const RegionDescription& region : world.regions) {
        const auto found = std::find(matrix.names.begin(), matrix.names.end(), region.code);
        if (found == matrix.names.end())
            return diagnostics.add("matrix", "no distances for region " + in_quotes(region.code),
                                   node.place());
        rows.push_back(static_cast<std::size_t>(found - matrix.names.begin()));
    }
    for (const std::size_t row : rows) {
        for (const std::size_t column : rows) world.distance_km.push_back(matrix.values[row * all + column]);
    }
}

/// Keeps the regions that `only` names, in its order, and forgets the names of the others.
void keep_only(const Node& only, WorldDescription& world, WorldReading& reading) {
    Names kept;
    std::vector<RegionDescription> regions;
    for (const Node& item : read_items(only, reading.diagnostics)) {
        const auto index = reading.names.find("region", item, reading.diagnostics);
        if (!index || *index >= world.regions.size()) continue;
        regions.push_back(world.regions[*index]);
        kept.add("region", regions.back().code, item.place(), reading.diagnostics);
    }
    world.regions = std::move(regions);
    reading.names = std::move(kept);
}

}  // namespace

void read_regions(const Node& node, WorldDescription& world, WorldReading& reading) {
    const Fields fields(node, "'regions'", {"list", "distances", "only"}, reading.diagnostics);
    const Node* list = fields.need("list");
    const Node* distances = fields.need("distances");
    if (list != nullptr) {
        reading.each_entry(*list, "regions", region_columns,
                           [&](const Node& entry) { world.regions.push_back(read_region(entry, reading)); });
    }
    if (const Node* only = fields.find("only"); only != nullptr && list != nullptr)
        keep_only(*only, world, reading);
    if (distances == nullptr || !reading.diagnostics.empty()) return;
    if (distances->is_list()) {
        const NamedMatrix matrix = read_pairs(*distances, world.regions, reading);
        return pick_distances(matrix, *distances, world, reading.diagnostics);
    }
    if (!distances->is_scalar())
        return reading.diagnostics.add("type",
                                       "expected a list of distances or the name of a table, found " +
                                           std::string(kind_name(*distances)),
                                       distances->place());
    const auto path = reading.file(*distances);
    const auto matrix = path ? read_matrix(*path, reading.diagnostics, reading.limits) : std::nullopt;
    if (matrix) pick_distances(*matrix, *distances, world, reading.diagnostics);
}

}  // namespace cultivar
