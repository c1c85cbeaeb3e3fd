// SPDX-License-Identifier: Apache-2.0
#include "scenarios/reader/world_file.hpp"

#include <algorithm>
#include <utility>

#include "models/registry.hpp"
#include "scenarios/reader/parameter_value.hpp"
#include "scenarios/reader/world_parts.hpp"

namespace cultivar {

namespace {

const std::vector<std::string> world_keys{"format",  "title",    "world", "regions", "families", "categories",
                                          "sectors", "agencies", "firms", "policy",  "set"};

/// The block `world: {start, end, scale}`.
void read_frame(const Node& node, WorldDescription& world, Diagnostics& diagnostics) {
    const Fields fields(node, "'world'", {"start", "end", "scale"}, diagnostics);
    const auto start = fields.require("start", read_date);
    const auto last_day = fields.require("end", read_date);
    world.scale = fields.require("scale", read_share, NumberRange{1e-6, 1.0}).value_or(1.0);
    if (start) world.start = *start;
    if (last_day) world.end = *last_day + sim::one_day;
    if (start && last_day && world.end <= world.start)
        diagnostics.add("range",
                        "the world ends on " + sim::format_date(*last_day) + ", before it starts on " +
                            sim::format_date(*start),
                        fields.find("end")->place());
}

/// The parameters that the world sets; all others have their defaults.
void read_values(const Node* set, WorldDescription& world, Diagnostics& diagnostics) {
    std::vector<std::string> families;
    for (const FamilyDescription& family : world.families) {
        // A name that is wrong or stands twice was reported; parameters need each name once.
        const bool fresh = std::find(families.begin(), families.end(), family.id) == families.end();
        if (fresh && !family.id.empty()) families.push_back(family.id);
    }
    world.catalogue = parameter_catalogue(families);
    world.values = world.catalogue.defaults();
    if (set == nullptr) return;
    if (!set->is_map())
        diagnostics.add("type", "expected parameters and their values, found " + std::string(kind_name(*set)),
                        set->place());
    for (const MapEntry& entry : set->entries()) {
        const auto parameter = world.catalogue.find(entry.key);
        if (!parameter) {
            diagnostics.add("unknown-path", "no parameter is called " + in_quotes(entry.key),
                            entry.key_place(), did_you_mean(entry.key, world.catalogue.names()));
            continue;
        }
        const auto value = read_parameter(entry.value, world.catalogue[*parameter], diagnostics);
        if (value) world.values[parameter->index] = *value;
    }
}

/// A list of policy files and of dated changes.
void read_policy(const Node& list, WorldDescription& world, WorldReading& reading) {
    if (!list.is_list()) {
        reading.diagnostics.add(
            "type", "expected a list of policy files and changes, found " + std::string(kind_name(list)),
            list.place());
    }
    for (const Node& item : list.items()) {
        std::vector<PolicyChange> changes;
        if (item.is_scalar()) {
            if (const auto path = reading.file(item))
                changes = read_policy_of(*path, world, item.place(), reading.diagnostics, reading.limits);
        } else {
            changes = fit_to_time(read_change(item, world.catalogue, world.title, reading.diagnostics),
                                  world.start, world.end, item.place(), reading.diagnostics);
        }
        world.changes.insert(world.changes.end(), changes.begin(), changes.end());
    }
}

WorldDescription read_top(const std::optional<Node>& top, WorldReading& reading) {
    Diagnostics& diagnostics = reading.diagnostics;
    WorldDescription world;
    if (!top || !is_map_at_top(*top, diagnostics) || !read_format(*top, "cultivar-world", 1, diagnostics))
        diagnostics.throw_if_any();
    const Fields fields(*top, "the world", world_keys, diagnostics);
    world.title = fields.require("title", read_text).value_or("");
    if (const Node* frame = fields.need("world")) read_frame(*frame, world, diagnostics);
    if (const Node* regions = fields.need("regions")) read_regions(*regions, world, reading);
    if (const Node* families = fields.need("families")) read_families(*families, world, reading);
    if (const Node* categories = fields.need("categories")) read_categories(*categories, world, reading);
    if (const Node* sectors = fields.need("sectors")) read_sectors(*sectors, world, reading);
    if (const Node* agencies = fields.need("agencies")) read_agencies(*agencies, world, reading);
    if (const Node* firms = fields.find("firms")) read_firms(*firms, world, reading);
    read_values(fields.find("set"), world, diagnostics);
    if (const Node* policy = fields.find("policy")) read_policy(*policy, world, reading);
    diagnostics.throw_if_any();
    return world;
}

}  // namespace

WorldDescription read_world(const std::filesystem::path& path, const ReadLimits& limits) {
    WorldReading reading;
    reading.folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    reading.limits = limits;
    return read_top(read_document(path, reading.diagnostics, limits), reading);
}

WorldDescription read_world_text(const std::string& text, const std::string& name, const ReadLimits& limits) {
    WorldReading reading;
    reading.limits = limits;
    return read_top(parse_document(text, name, reading.diagnostics, limits), reading);
}

}  // namespace cultivar
