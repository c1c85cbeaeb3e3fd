// SPDX-License-Identifier: Apache-2.0
#include "scenarios/reader/policy_file.hpp"

#include <algorithm>
#include <utility>

#include "scenarios/reader/fields.hpp"
#include "scenarios/reader/parameter_value.hpp"

namespace cultivar {

namespace {

const std::vector<std::string> shapes{"linear", "logistic"};

/// Adds one `path: value` of a dated change.
void add_setting(const MapEntry& setting, const PolicyChange& dating,
                 const sim::ParameterCatalogue& catalogue, std::vector<PolicyChange>& changes,
                 Diagnostics& diagnostics) {
    const auto parameter = catalogue.find(setting.key);
    if (!parameter) {
        diagnostics.add("unknown-path", "no parameter is called " + in_quotes(setting.key),
                        setting.key_place(), did_you_mean(setting.key, catalogue.names()));
        return;
    }
    const sim::ParameterEntry& entry = catalogue[*parameter];
    if (entry.row.fixed)
        diagnostics.add("fixed", in_quotes(setting.key) + " shapes the world's founding and has no date",
                        setting.key_place(), "set it in the world's own 'set'");
    if (dating.ramp.count() > 0 && entry.row.kind == sim::ParameterKind::choice)
        diagnostics.add("type", in_quotes(setting.key) + " is a name and cannot ramp", setting.key_place(),
                        "give it an entry of its own without 'ramp'");
    if (dating.ramp.count() > 0 && entry.row.at_once)
        diagnostics.add("type",
                        in_quotes(setting.key) +
                            " cannot ramp: " + parameter_text(entry, *entry.row.neutral) +
                            " switches it off, yet the values next to that act most",
                        setting.key_place(), "give it an entry of its own without 'ramp'");
    const auto value = read_parameter(setting.value, entry, diagnostics);
    if (!value) return;
    changes.push_back(dating);
    changes.back().parameter = *parameter;
    changes.back().target = *value;
}

}  // namespace

std::vector<PolicyChange> read_change(const Node& entry, const sim::ParameterCatalogue& catalogue,
                                      const std::string& origin, Diagnostics& diagnostics) {
    const Fields fields(entry, "the change", {"from", "ramp", "shape", "set", "source", "origin"},
                        diagnostics);
    PolicyChange dating;
    dating.from = fields.require("from", read_date).value_or(sim::Time{});
    dating.ramp = fields.get("ramp", read_duration).value_or(sim::Duration{0});
    if (fields.get("shape", read_choice, std::string_view("shape"), shapes).value_or(0) == 1)
        dating.shape = RampShape::logistic;
    dating.origin = fields.get("origin", read_text).value_or(origin);
    (void)fields.get("source", read_text);
    std::vector<PolicyChange> changes;
    const Node* set = fields.need("set");
    if (set == nullptr) return changes;
    if (!set->is_map() || set->entries().empty())
        diagnostics.add("type",
                        "expected parameters and their values, found " +
                            std::string(set->is_map() ? "none" : kind_name(*set)),
                        set->place());
    for (const MapEntry& setting : set->entries())
        add_setting(setting, dating, catalogue, changes, diagnostics);
    std::sort(changes.begin(), changes.end(),
              [](const PolicyChange& a, const PolicyChange& b) { return a.parameter < b.parameter; });
    return changes;
}

PolicyFile read_policy_file(const std::filesystem::path& path, const sim::ParameterCatalogue& catalogue,
                            Diagnostics& diagnostics, const ReadLimits& limits) {
    PolicyFile policy;
    const auto top = read_document(path, diagnostics, limits);
    if (!top || !is_map_at_top(*top, diagnostics) || !read_format(*top, "cultivar-policy", 1, diagnostics))
        return policy;
    const Fields fields(*top, "the policy", {"format", "title", "changes"}, diagnostics);
    policy.title = fields.require("title", read_text).value_or("");
    const Node* changes = fields.need("changes");
    if (changes == nullptr) return policy;
    for (const Node& entry : read_items(*changes, diagnostics)) {
        const auto more = read_change(entry, catalogue, policy.title, diagnostics);
        policy.changes.insert(policy.changes.end(), more.begin(), more.end());
    }
    return policy;
}

std::vector<PolicyChange> fit_to_time(std::vector<PolicyChange> changes, sim::Time start, sim::Time end,
                                      const sim::Place& place, Diagnostics& diagnostics) {
    if (changes.empty()) return changes;
    const auto first = std::min_element(changes.begin(), changes.end(),
                                        [](const auto& a, const auto& b) { return a.from < b.from; });
    if (first->from >= end) {
        diagnostics.add("never",
                        "starts " + sim::format_date(first->from) + ", the world ends " +
                            sim::format_date(end - sim::one_day),
                        place);
    }
    for (PolicyChange& change : changes) {
        if (change.from >= start) continue;
        if (change.from + change.ramp > start)
            diagnostics.add("range",
                            "a ramp that starts " + sim::format_date(change.from) +
                                " still runs when the world starts on " + sim::format_date(start),
                            place, "let the world start earlier, or set the values at its start");
        change.from = start;
        change.ramp = sim::Duration{0};
    }
    return changes;
}

std::vector<PolicyChange> read_policy_of(const std::filesystem::path& path, const WorldDescription& world,
                                         const sim::Place& place, Diagnostics& diagnostics,
                                         const ReadLimits& limits) {
    PolicyFile policy = read_policy_file(path, world.catalogue, diagnostics, limits);
    return fit_to_time(std::move(policy.changes), world.start, world.end, place, diagnostics);
}

}  // namespace cultivar
