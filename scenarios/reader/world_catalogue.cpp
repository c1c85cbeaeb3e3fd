// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "scenarios/reader/quantity.hpp"
#include "scenarios/reader/world_parts.hpp"

namespace cultivar {

namespace {

constexpr NumberRange readiness{1.0, 9.0};

constexpr std::array family_columns{
    Column{.header = "id", .key = "id"},
    Column{.header = "name", .key = "name"},
    Column{.header = "core_readiness", .key = "core_readiness"},
    Column{.header = "bottleneck_readiness", .key = "bottleneck_readiness"},
    Column{.header = "needs_coverage", .key = "needs_coverage", .required = false},
    Column{.header = "source", .key = "source", .required = false},
};
constexpr std::array category_columns{
    Column{.header = "id", .key = "id"},
    Column{.header = "name", .key = "name"},
    Column{.header = "area", .key = "area"},
    Column{.header = "families", .key = "families", .is_list = true},
    Column{.header = "governmental", .key = "governmental", .required = false},
    Column{.header = "source", .key = "source", .required = false},
};
constexpr std::array sector_columns{
    Column{.header = "id", .key = "id"},
    Column{.header = "name", .key = "name"},
    Column{.header = "value_added_share", .key = "value_added_share"},
    Column{.header = "families", .key = "families", .is_list = true},
    Column{.header = "home_categories", .key = "home_categories", .is_list = true},
    Column{.header = "high_technology", .key = "high_technology", .required = false},
    Column{.header = "source", .key = "source", .required = false},
};
constexpr std::array agency_columns{
    Column{.header = "id", .key = "id"},
    Column{.header = "name", .key = "name"},
};
constexpr std::array firm_columns{
    Column{.header = "name", .key = "name"},
    Column{.header = "region", .key = "region"},
    Column{.header = "sector", .key = "sector"},
    Column{.header = "owner", .key = "owner"},
    Column{.header = "size_m_cny_per_year", .key = "size", .unit = "m_cny/year"},
    Column{.header = "supplier", .key = "supplier", .required = false},
};

std::vector<std::string> keys_of(std::span<const Column> columns) {
    std::vector<std::string> keys;
    for (const Column& column : columns) keys.emplace_back(column.key);
    return keys;
}

std::string read_new_name(const Fields& fields, std::string_view key, std::string_view kind,
                          WorldReading& reading) {
    const auto name = fields.require(key, read_name);
    if (!name) return {};
    reading.names.add(kind, *name, fields.find(key)->place(), reading.diagnostics);
    return *name;
}

FamilySet read_family_set(const Fields& fields, const WorldDescription& world, WorldReading& reading) {
    FamilySet set = 0;
    const Node* list = fields.need("families");
    if (list == nullptr) return set;
    for (const Node& item : read_items(*list, reading.diagnostics)) {
        const auto family = reading.names.find("family", item, reading.diagnostics);
        if (!family || *family >= world.families.size()) continue;
        const auto bit = static_cast<FamilySet>(1u << *family);
        if ((set & bit) != 0)
            reading.diagnostics.add("dup-name", "family " + in_quotes(item.text()) + " stands twice",
                                    item.place());
        set = static_cast<FamilySet>(set | bit);
    }
    return set;
}

std::vector<std::uint32_t> read_home_categories(const Fields& fields, WorldReading& reading) {
    std::vector<std::uint32_t> categories;
    const Node* list = fields.need("home_categories");
    if (list == nullptr) return categories;
    for (const Node& item : read_items(*list, reading.diagnostics)) {
        const auto category = reading.names.find("category", item, reading.diagnostics);
        if (!category) continue;
        if (std::find(categories.begin(), categories.end(), *category) != categories.end())
            reading.diagnostics.add("dup-name", "category " + in_quotes(item.text()) + " stands twice",
                                    item.place());
        categories.push_back(*category);
    }
    return categories;
}

void check_shares(const Node& node, const WorldDescription& world, Diagnostics& diagnostics) {
    double sum = 0.0;
    std::string list;
    for (const SectorDescription& sector : world.sectors) {
        sum += sector.value_added_share;
        list += (list.empty() ? "" : " + ") + number_text(sector.value_added_share);
    }
    if (std::abs(sum - 1.0) <= 1e-9) return;
    diagnostics.add("sum",
                    "value_added_share sums to " + number_text(std::round(sum * 1e9) / 1e9) +
                        " over the sectors; must be 1",
                    node.place(), list);
}

}  // namespace

void read_families(const Node& node, WorldDescription& world, WorldReading& reading) {
    const std::vector<std::string> keys = keys_of(family_columns);
    std::size_t entries = 0;
    reading.each_entry(node, "families", family_columns, [&](const Node& entry) {
        if (++entries > most_families) {
            if (entries == most_families + 1)
                reading.diagnostics.add(
                    "range", "one family too many; at most " + std::to_string(most_families), entry.place());
            return;
        }
        const Fields fields(entry, "the family", keys, reading.diagnostics);
        FamilyDescription family;
        family.id = read_new_name(fields, "id", "family", reading);
        family.name = fields.require("name", read_text).value_or("");
        family.core_readiness = fields.require("core_readiness", read_number, readiness).value_or(1.0);
        family.bottleneck_readiness =
            fields.require("bottleneck_readiness", read_number, readiness).value_or(1.0);
        family.needs_coverage = fields.get("needs_coverage", read_switch).value_or(false);
        (void)fields.get("source", read_text);
        world.families.push_back(family);
    });
}

void read_categories(const Node& node, WorldDescription& world, WorldReading& reading) {
    const std::vector<std::string> keys = keys_of(category_columns);
    reading.each_entry(node, "categories", category_columns, [&](const Node& entry) {
        const Fields fields(entry, "the category", keys, reading.diagnostics);
        CategoryDescription category;
        category.id = read_new_name(fields, "id", "category", reading);
        category.name = fields.require("name", read_text).value_or("");
        category.area = fields.require("area", read_text).value_or("");
        category.families = read_family_set(fields, world, reading);
        category.governmental = fields.get("governmental", read_switch).value_or(false);
        (void)fields.get("source", read_text);
        world.categories.push_back(category);
    });
}

void read_sectors(const Node& node, WorldDescription& world, WorldReading& reading) {
    const std::vector<std::string> keys = keys_of(sector_columns);
    const std::size_t errors = reading.diagnostics.size();
    reading.each_entry(node, "sectors", sector_columns, [&](const Node& entry) {
        const Fields fields(entry, "the sector", keys, reading.diagnostics);
        SectorDescription sector;
        sector.id = read_new_name(fields, "id", "sector", reading);
        sector.name = fields.require("name", read_text).value_or("");
        sector.value_added_share =
            fields.require("value_added_share", read_share, NumberRange{0.0, 1.0}).value_or(0.0);
        sector.families = read_family_set(fields, world, reading);
        sector.home_categories = read_home_categories(fields, reading);
        sector.high_technology = fields.get("high_technology", read_switch).value_or(false);
        (void)fields.get("source", read_text);
        world.sectors.push_back(sector);
    });
    if (reading.diagnostics.size() == errors) check_shares(node, world, reading.diagnostics);
}

void read_agencies(const Node& node, WorldDescription& world, WorldReading& reading) {
    const std::vector<std::string> keys = keys_of(agency_columns);
    reading.each_entry(node, "agencies", agency_columns, [&](const Node& entry) {
        const Fields fields(entry, "the agency", keys, reading.diagnostics);
        AgencyDescription agency;
        agency.id = read_new_name(fields, "id", "agency", reading);
        agency.name = fields.require("name", read_text).value_or("");
        world.agencies.push_back(agency);
    });
}

void read_firms(const Node& node, WorldDescription& world, WorldReading& reading) {
    const std::vector<std::string> keys = keys_of(firm_columns);
    const std::vector<std::string> owners(owner_type_names.begin(), owner_type_names.end());
    // A revenue above a thousandth of a yuan: sizes enter logarithms.
    const NumberRange revenue{1e-9, 1e9};
    reading.each_entry(node, "firms", firm_columns, [&](const Node& entry) {
        const Fields fields(entry, "the firm", keys, reading.diagnostics);
        FirmDescription firm;
        firm.name = read_new_name(fields, "name", "firm", reading);
        if (const Node* region = fields.need("region"))
            firm.region = reading.names.find("region", *region, reading.diagnostics).value_or(0);
        if (const Node* sector = fields.need("sector"))
            firm.sector = reading.names.find("sector", *sector, reading.diagnostics).value_or(0);
        firm.owner = static_cast<OwnerType>(
            fields.require("owner", read_choice, std::string_view("owner type"), owners).value_or(0));
        firm.size =
            fields.require("size", read_quantity, std::string_view("m_cny/year"), revenue).value_or(1.0);
        firm.supplier = fields.get("supplier", read_switch).value_or(false);
        world.firms.push_back(firm);
    });
}

}  // namespace cultivar
