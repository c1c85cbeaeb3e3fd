// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/variants.hpp"

#include <algorithm>
#include <map>

#include "scenarios/reader/fields.hpp"
#include "scenarios/reader/utf8.hpp"
#include "scenarios/reader/world_file.hpp"

namespace cultivar {

namespace {

const std::vector<std::string> variant_keys{"name", "from", "ramp", "shape", "set", "policy"};

/// The keys of a variant that make up a dated change.
Node dated_part(const Node& variant) {
    std::vector<MapEntry> entries;
    for (const MapEntry& entry : variant.entries())
        if (entry.key != "name" && entry.key != "policy") entries.push_back(entry);
    return Node::map(std::move(entries), variant.place());
}

/// The changes of a variant that says `from`.
std::vector<PolicyChange> read_dated(const Node& variant, const std::string& name,
                                     const WorldDescription& world, Diagnostics& diagnostics) {
    std::vector<PolicyChange> changes =
        read_change(dated_part(variant), world.catalogue, "variant '" + name + '\'', diagnostics);
    Diagnostics known;
    const Node& date = variant.find("from")->value;
    const std::optional<sim::Time> read = date.is_null() ? std::nullopt : read_date(date, known);
    if (!read) return changes;
    const sim::Time from = *read;
    const sim::Place place = date.place();
    if (from >= world.end)
        diagnostics.add("never",
                        "starts " + sim::format_date(from) + ", the world ends " +
                            sim::format_date(world.end - sim::one_day),
                        place);
    if (from < world.start)
        diagnostics.add("range",
                        "starts " + sim::format_date(from) + ", before the world begins on " +
                            sim::format_date(world.start),
                        place, "leave out 'from' to set it at the start");
    return changes;
}

/// The values of a variant that hold from the start of the world.
std::vector<Setting> read_undated(const Node& variant, const sim::ParameterCatalogue& catalogue,
                                  Diagnostics& diagnostics) {
    for (const char* key : {"ramp", "shape"})
        if (const MapEntry* entry = variant.find(key))
            diagnostics.add("missing-key", '\'' + entry->key + "' needs 'from', the day on which it begins",
                            entry->key_place());
    std::vector<Setting> settings;
    const MapEntry* set = variant.find("set");
    if (set == nullptr) return settings;
    if (!set->value.is_map())
        diagnostics.add("type",
                        "expected parameters and their values, found " + std::string(kind_name(set->value)),
                        set->value.place());
    for (const MapEntry& entry : set->value.entries())
        if (const auto setting =
                read_setting(entry.key, entry.key_place(), entry.value, catalogue, diagnostics))
            settings.push_back(*setting);
    return settings;
}

/// The dated changes of the files in force, in the order of the list.
std::vector<PolicyChange> read_policies(const Node& list, const VariantOrigin& origin, Experiment& experiment,
                                        Diagnostics& diagnostics) {
    std::vector<PolicyChange> changes;
    if (!list.is_list()) {
        diagnostics.add("type", "expected a list of policy files, found " + std::string(kind_name(list)),
                        list.place());
        return changes;
    }
    for (const Node& item : list.items()) {
        const auto path = read_path(item, origin.folder, diagnostics);
        if (!path) continue;
        experiment.inputs.push_back(*path);
        const std::vector<PolicyChange> more = read_policy_of(*path, origin.world, item.place(), diagnostics);
        changes.insert(changes.end(), more.begin(), more.end());
    }
    return changes;
}

void set_and_note(WorldDescription& world, const std::vector<Setting>& settings, const std::string& where,
                  Experiment& experiment) {
    for (const std::string& note : set_at_start(world, settings))
        experiment.notes.push_back(where + ": " + note);
}

Variant read_variant(const Node& node, const VariantOrigin& origin, Experiment& experiment,
                     Diagnostics& diagnostics) {
    const Fields fields(node, "the variant", variant_keys, diagnostics);
    Variant variant;
    variant.name = fields.require("name", read_name).value_or("");
    variant.world = origin.world;
    WorldDescription& world = variant.world;
    if (const Node* policy = fields.find("policy"))
        world.changes = read_policies(*policy, origin, experiment, diagnostics);
    set_and_note(world, origin.everywhere, "command line", experiment);
    if (node.find("from") == nullptr) {
        const std::vector<Setting> settings = read_undated(node, world.catalogue, diagnostics);
        set_and_note(world, settings, "variant '" + variant.name + '\'', experiment);
    } else {
        const std::vector<PolicyChange> changes = read_dated(node, variant.name, origin.world, diagnostics);
        world.changes.insert(world.changes.end(), changes.begin(), changes.end());
    }
    return variant;
}

}  // namespace

std::optional<std::filesystem::path> read_path(const Node& node, const std::filesystem::path& folder,
                                               Diagnostics& diagnostics) {
    const std::optional<std::string> text = read_text(node, diagnostics);
    if (!text) return std::nullopt;
    const std::filesystem::path path(*text);
    if (!path.is_absolute()) return folder / path;
    diagnostics.add("include-outside", in_quotes(*text) + " is an absolute path", node.place(),
                    "name files relative to this one");
    return std::nullopt;
}

void read_variants(const Node& list, const VariantOrigin& origin, Experiment& experiment,
                   Diagnostics& diagnostics) {
    std::map<std::string, std::uint32_t> line_of;
    for (const Node& item : read_items(list, diagnostics)) {
        if (!item.is_map()) {
            diagnostics.add(
                "type", "expected a variant such as {name: baseline}, found " + std::string(kind_name(item)),
                item.place());
            continue;
        }
        experiment.variants.push_back(read_variant(item, origin, experiment, diagnostics));
        const std::string& name = experiment.variants.back().name;
        const auto [first, is_new] = line_of.emplace(fold_case_and_width(name), item.place().line);
        if (!is_new && !name.empty())
            diagnostics.add("dup-name", "two variants are called " + in_quotes(name),
                            item.find("name")->value.place(),
                            "the other one is in line " + std::to_string(first->second));
    }
}

}  // namespace cultivar
