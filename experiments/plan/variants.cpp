// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/variants.hpp"

#include <map>

#include "experiments/plan/variant_part.hpp"
#include "scenarios/reader/fields.hpp"
#include "scenarios/reader/utf8.hpp"

namespace cultivar {

namespace {

void set_and_note(WorldDescription& world, const std::vector<Setting>& settings, const std::string& where,
                  Experiment& experiment) {
    for (const std::string& note : set_at_start(world, settings))
        experiment.notes.push_back(where + ": " + note);
}

Variant variant_of(const VariantPart& part, const VariantOrigin& origin, Experiment& experiment) {
    Variant variant{part.name, origin.world, ""};
    WorldDescription& world = variant.world;
    if (part.policy) world.changes = *part.policy;
    set_and_note(world, origin.everywhere, "command line", experiment);
    set_and_note(world, part.settings, "variant '" + part.name + '\'', experiment);
    world.changes.insert(world.changes.end(), part.changes.begin(), part.changes.end());
    return variant;
}

void check_names(const std::vector<VariantPart>& parts, const std::vector<sim::Place>& name_places,
                 Diagnostics& diagnostics) {
    std::map<std::string, std::uint32_t> line_of;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string& name = parts[i].name;
        if (name.empty()) continue;
        const auto [first, is_new] = line_of.emplace(fold_case_and_width(name), parts[i].place.line);
        if (!is_new)
            diagnostics.add("dup-name", "two variants are called " + in_quotes(name), name_places[i],
                            "the other one is in line " + std::to_string(first->second));
    }
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
    std::vector<VariantPart> parts;
    std::vector<sim::Place> name_places;
    for (const Node& item : read_items(list, diagnostics)) {
        if (!item.is_map()) {
            diagnostics.add(
                "type", "expected a variant such as {name: baseline}, found " + std::string(kind_name(item)),
                item.place());
            continue;
        }
        parts.push_back(item.find("combine") != nullptr
                            ? combine_parts(item, parts, origin.world.catalogue, diagnostics)
                            : read_variant_part(item, origin, experiment, diagnostics));
        const MapEntry* name = item.find("name");
        name_places.push_back(name == nullptr ? item.place() : name->value.place());
    }
    check_names(parts, name_places, diagnostics);
    for (const VariantPart& part : parts) experiment.variants.push_back(variant_of(part, origin, experiment));
}

}  // namespace cultivar
