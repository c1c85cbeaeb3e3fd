// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/factor_part.hpp"

#include <algorithm>
#include <optional>

#include "scenarios/reader/fields.hpp"
#include "scenarios/reader/parameter_value.hpp"

namespace cultivar {

namespace {

void add_wrong_arguments(const Node& node, const sim::ParameterEntry& entry, const std::string& what,
                         Diagnostics& diagnostics) {
    const sim::ParameterKind kind = entry.row.kind;
    const std::string hint = kind == sim::ParameterKind::choice
                                 ? "write {one_of: [" + std::string(entry.row.choices.front()) + ", …]}"
                             : kind == sim::ParameterKind::whole ? "write {integer: [1, 10]}"
                                                                 : "write {uniform: [low, high]}";
    diagnostics.add("dist-args", in_quotes(entry.name) + ' ' + what, node.place(), hint);
}

bool fits(Law law, const sim::ParameterEntry& entry, const Node& node, Diagnostics& diagnostics) {
    if (law == Law::one_of) return true;
    const bool choice = entry.row.kind == sim::ParameterKind::choice;
    const bool whole = entry.row.kind == sim::ParameterKind::whole;
    if (choice) add_wrong_arguments(node, entry, "is chosen by its name", diagnostics);
    if (whole && law != Law::integer) add_wrong_arguments(node, entry, "is a whole number", diagnostics);
    return !choice && (!whole || law == Law::integer);
}

void read_values(const Node& list, const sim::ParameterEntry& entry, Factor& factor,
                 Diagnostics& diagnostics) {
    for (const Node& item : read_items(list, diagnostics)) {
        const auto number = read_parameter(item, entry, diagnostics);
        if (!number) continue;
        const Level level =
            entry.row.kind == sim::ParameterKind::choice ? Level(item.text()) : Level(*number);
        if (std::find(factor.values.begin(), factor.values.end(), level) != factor.values.end())
            diagnostics.add("dup-value", in_quotes(item.text()) + " stands twice", item.place());
        factor.values.push_back(level);
    }
}

void read_ends(const Node& list, const sim::ParameterEntry& entry, Factor& factor, Diagnostics& diagnostics) {
    if (!list.is_list() || list.items().size() != 2) {
        add_wrong_arguments(list, entry, "needs a list of two numbers, low and high", diagnostics);
        return;
    }
    const auto low = read_parameter(list.items()[0], entry, diagnostics);
    const auto high = read_parameter(list.items()[1], entry, diagnostics);
    if (!low || !high) return;
    factor.low = *low;
    factor.high = *high;
    const std::string fault = fault_of(factor);
    if (!fault.empty()) diagnostics.add("dist-range", fault, list.place());
}

std::optional<Factor> read_factor(const MapEntry& entry, const sim::ParameterCatalogue& catalogue,
                                  Diagnostics& diagnostics) {
    const auto parameter = catalogue.find(entry.key);
    if (!parameter) {
        diagnostics.add("unknown-path", "no parameter is called " + in_quotes(entry.key), entry.key_place(),
                        did_you_mean(entry.key, catalogue.names()));
        return std::nullopt;
    }
    const sim::ParameterEntry& row = catalogue[*parameter];
    if (!entry.value.is_map() || entry.value.entries().size() != 1) {
        add_wrong_arguments(entry.value, row, "needs one law for its values", diagnostics);
        return std::nullopt;
    }
    const MapEntry& law = entry.value.entries().front();
    const auto known = std::find(law_names.begin(), law_names.end(), law.key);
    if (known == law_names.end()) {
        diagnostics.add("unknown-dist", "no law is called " + in_quotes(law.key), law.key_place(),
                        hint_for(law.key, {law_names.begin(), law_names.end()}));
        return std::nullopt;
    }
    Factor factor{entry.key, std::string(row.row.unit), static_cast<Law>(known - law_names.begin()), 0.0, 1.0,
                  {}};
    const std::size_t before = diagnostics.size();
    if (!fits(factor.law, row, law.value, diagnostics)) return std::nullopt;
    if (factor.law == Law::one_of)
        read_values(law.value, row, factor, diagnostics);
    else
        read_ends(law.value, row, factor, diagnostics);
    return diagnostics.size() == before ? std::optional(factor) : std::nullopt;
}

}  // namespace

std::vector<Factor> read_factors(const Node& vary, const sim::ParameterCatalogue& catalogue,
                                 Diagnostics& diagnostics) {
    std::vector<Factor> factors;
    if (!vary.is_map()) {
        add_wrong_kind(vary, "a mapping of parameters to laws", diagnostics);
        return factors;
    }
    if (vary.entries().empty()) diagnostics.add("empty-list", "nothing is varied", vary.place());
    for (const MapEntry& entry : vary.entries())
        if (auto factor = read_factor(entry, catalogue, diagnostics)) factors.push_back(std::move(*factor));
    return factors;
}

}  // namespace cultivar
