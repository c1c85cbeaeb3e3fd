// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/variant_part.hpp"

#include <algorithm>
#include <map>

#include "scenarios/reader/fields.hpp"
#include "scenarios/reader/world_file.hpp"

namespace cultivar {

namespace {

const std::vector<std::string> variant_keys{"name", "from", "ramp", "shape", "set", "policy", "combine"};

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

bool same_policy(const VariantPart& a, const VariantPart& b) {
    if (!a.policy || !b.policy) return !a.policy && !b.policy;
    return std::equal(a.policy->begin(), a.policy->end(), b.policy->begin(), b.policy->end(),
                      [](const PolicyChange& x, const PolicyChange& y) {
                          return x.parameter == y.parameter && x.from == y.from && x.target == y.target &&
                                 x.ramp == y.ramp && x.shape == y.shape;
                      });
}

std::vector<sim::ParameterId> moved_by(const VariantPart& part) {
    std::vector<sim::ParameterId> moved;
    for (const Setting& setting : part.settings) moved.push_back(setting.parameter);
    for (const PolicyChange& change : part.changes) moved.push_back(change.parameter);
    return moved;
}

/// The variants that a list names.
std::vector<const VariantPart*> named_parts(const Node& list, const std::vector<VariantPart>& above,
                                            Diagnostics& diagnostics) {
    std::vector<std::string> names;
    for (const VariantPart& part : above) names.push_back(part.name);
    std::vector<const VariantPart*> named;
    for (const Node& item : read_items(list, diagnostics)) {
        const auto name = read_name(item, diagnostics);
        if (!name) continue;
        const auto found = std::find(names.begin(), names.end(), *name);
        if (found == names.end())
            diagnostics.add("unknown-ref", "no variant above is called " + in_quotes(*name), item.place(),
                            hint_for(*name, names));
        else
            named.push_back(&above[static_cast<std::size_t>(found - names.begin())]);
    }
    return named;
}

}  // namespace

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

VariantPart read_variant_part(const Node& node, const VariantOrigin& origin, Experiment& experiment,
                              Diagnostics& diagnostics) {
    const Fields fields(node, "the variant", variant_keys, diagnostics);
    VariantPart part;
    part.place = node.place();
    part.name = fields.require("name", read_name).value_or("");
    if (const Node* policy = fields.find("policy"))
        part.policy = read_policies(*policy, origin, experiment, diagnostics);
    if (node.find("from") == nullptr)
        part.settings = read_undated(node, origin.world.catalogue, diagnostics);
    else
        part.changes = read_dated(node, part.name, origin.world, diagnostics);
    return part;
}

VariantPart combine_parts(const Node& node, const std::vector<VariantPart>& above,
                          const sim::ParameterCatalogue& catalogue, Diagnostics& diagnostics) {
    const Fields fields(node, "a combined variant", {"name", "combine"}, diagnostics);
    VariantPart sum;
    sum.place = node.place();
    sum.name = fields.require("name", read_name).value_or("");
    std::map<sim::ParameterId, std::string> mover;
    const Node* list = fields.need("combine");
    if (list == nullptr) return sum;
    const std::vector<const VariantPart*> parts = named_parts(*list, above, diagnostics);
    for (const VariantPart* part : parts) {
        if (!same_policy(*part, *parts.front()))
            diagnostics.add("cross",
                            in_quotes(parts.front()->name) + " and " + in_quotes(part->name) +
                                " are under different policies",
                            list->place());
        for (const sim::ParameterId parameter : moved_by(*part)) {
            const auto [first, is_new] = mover.emplace(parameter, part->name);
            if (!is_new)
                diagnostics.add("cross",
                                in_quotes(first->second) + " and " + in_quotes(part->name) + " both set '" +
                                    catalogue[parameter].name + '\'',
                                list->place());
        }
        sum.policy = part->policy;
        sum.settings.insert(sum.settings.end(), part->settings.begin(), part->settings.end());
        sum.changes.insert(sum.changes.end(), part->changes.begin(), part->changes.end());
    }
    return sum;
}

}  // namespace cultivar
