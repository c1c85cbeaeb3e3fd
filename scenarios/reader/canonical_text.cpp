// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include "scenarios/reader/parameter_value.hpp"
#include "scenarios/reader/quantity.hpp"
#include "scenarios/reader/world_file.hpp"

namespace cultivar {

namespace {

std::string text_of(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

std::string switch_of(bool on) {
    return on ? "true" : "false";
}

std::string yearly(double amount) {
    return number_text(amount) + " m_cny/year";
}

std::string frame_text(const WorldDescription& world) {
    return "format: cultivar-world/1\ntitle: " + text_of(world.title) +
           "\nworld:\n  start: " + sim::format_date(world.start) +
           "\n  end: " + sim::format_date(world.end - sim::one_day) +
           "\n  scale: " + number_text(world.scale) + '\n';
}

std::string regions_text(const WorldDescription& world) {
    std::string text = "regions:\n  list:\n";
    for (const RegionDescription& r : world.regions) {
        text += "    - {code: " + text_of(r.code) + ", name: " + text_of(r.name) +
                ", name_zh: " + text_of(r.name_zh) + ", macro_region: " + text_of(r.macro_region) +
                ", coastal: " + switch_of(r.coastal) + ", gdp: " + yearly(r.gdp) +
                ", secondary_share: " + number_text(r.secondary_share) +
                ", research_government: " + yearly(r.research_government) +
                ", research_enterprise: " + yearly(r.research_enterprise) +
                ", industrial_firms: " + std::to_string(r.industrial_firms) +
                ", hightech_firms: " + std::to_string(r.hightech_firms) +
                ", hightech_revenue: " + yearly(r.hightech_revenue) + "}\n";
    }
    const std::size_t n = world.regions.size();
    text += n > 1 ? "  distances:\n" : "  distances: []\n";
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = a + 1; b < n; ++b) {
            text += "    - {between: [" + text_of(world.regions[a].code) + ", " +
                    text_of(world.regions[b].code) +
                    "], distance: " + number_text(world.distance_km[a * n + b]) + " km}\n";
        }
    }
    return text;
}

std::string family_list(const WorldDescription& world, FamilySet set) {
    std::string text;
    for (std::size_t f = 0; f < world.families.size(); ++f) {
        if ((set >> f & 1) != 0) text += (text.empty() ? "" : ", ") + text_of(world.families[f].id);
    }
    return '[' + text + ']';
}

std::string catalogue_text(const WorldDescription& world) {
    std::string text = "families:\n";
    for (const FamilyDescription& f : world.families)
        text += "  - {id: " + text_of(f.id) + ", name: " + text_of(f.name) +
                ", core_readiness: " + number_text(f.core_readiness) +
                ", bottleneck_readiness: " + number_text(f.bottleneck_readiness) +
                ", needs_coverage: " + switch_of(f.needs_coverage) + "}\n";
    text += "categories:\n";
    for (const CategoryDescription& c : world.categories)
        text += "  - {id: " + text_of(c.id) + ", name: " + text_of(c.name) + ", area: " + text_of(c.area) +
                ", families: " + family_list(world, c.families) +
                ", governmental: " + switch_of(c.governmental) + "}\n";
    text += "sectors:\n";
    for (const SectorDescription& s : world.sectors) {
        std::string homes;
        for (const std::uint32_t home : s.home_categories)
            homes += (homes.empty() ? "" : ", ") + text_of(world.categories[home].id);
        text += "  - {id: " + text_of(s.id) + ", name: " + text_of(s.name) +
                ", value_added_share: " + number_text(s.value_added_share) +
                ", families: " + family_list(world, s.families) + ", home_categories: [" + homes +
                "], high_technology: " + switch_of(s.high_technology) + "}\n";
    }
    text += "agencies:\n";
    for (const AgencyDescription& a : world.agencies)
        text += "  - {id: " + text_of(a.id) + ", name: " + text_of(a.name) + "}\n";
    return text;
}

std::string firms_text(const WorldDescription& world) {
    if (world.firms.empty()) return {};
    std::string text = "firms:\n";
    for (const FirmDescription& f : world.firms)
        text += "  - {name: " + text_of(f.name) + ", region: " + text_of(world.regions[f.region].code) +
                ", sector: " + text_of(world.sectors[f.sector].id) +
                ", owner: " + std::string(owner_type_names[static_cast<std::size_t>(f.owner)]) +
                ", size: " + yearly(f.size) + ", supplier: " + switch_of(f.supplier) + "}\n";
    return text;
}

/// A number of days that reads back as the same span.
std::string span_text(sim::Duration span) {
    double count = sim::in_days(span);
    while (sim::days(count) < span) count = std::nextafter(count, std::numeric_limits<double>::infinity());
    return number_text(count) + " days";
}

std::string policy_text(const WorldDescription& world) {
    if (world.changes.empty()) return {};
    std::string text = "policy:\n";
    for (const PolicyChange& change : world.changes) {
        const sim::ParameterEntry& entry = world.catalogue[change.parameter];
        text += "  - from: " + sim::format_date(change.from) + "\n    ramp: " + span_text(change.ramp) +
                "\n    shape: " + (change.shape == RampShape::linear ? "linear" : "logistic") +
                "\n    origin: " + text_of(change.origin) + "\n    set:\n      " + entry.name + ": " +
                parameter_text(entry, change.target) + '\n';
    }
    return text;
}

std::string values_text(const WorldDescription& world) {
    std::string text = "set:\n";
    for (std::size_t i = 0; i < world.values.size(); ++i) {
        const sim::ParameterEntry& entry = world.catalogue.entries()[i];
        text += "  " + entry.name + ": " + parameter_text(entry, world.values[i]) + '\n';
    }
    return text;
}

}  // namespace

std::string canonical_text(const WorldDescription& world) {
    return frame_text(world) + regions_text(world) + catalogue_text(world) + firms_text(world) +
           policy_text(world) + values_text(world);
}

}  // namespace cultivar
