// SPDX-License-Identifier: Apache-2.0
#include "scenarios/reader/names.hpp"

#include "scenarios/reader/fields.hpp"
#include "scenarios/reader/utf8.hpp"

namespace cultivar {

namespace {

std::string position(const sim::Place& place) {
    return std::to_string(place.line) + ':' + std::to_string(place.column);
}

}  // namespace

void Names::add(std::string_view kind, const std::string& name, const sim::Place& place,
                Diagnostics& diagnostics) {
    ByName& names = kinds_[std::string(kind)];
    const auto index = static_cast<std::uint32_t>(names.size());
    const auto [at, fresh] = names.try_emplace(fold_case_and_width(name), Named{name, index, place});
    if (fresh) return;
    diagnostics.add("dup-name", "two of one name: " + std::string(kind) + ' ' + in_quotes(name), place,
                    "the first is " + in_quotes(at->second.name) + " at " + position(at->second.place));
}

std::optional<std::uint32_t> Names::find(std::string_view kind, const Node& node,
                                         Diagnostics& diagnostics) const {
    const auto text = read_name(node, diagnostics);
    if (!text) return std::nullopt;
    const auto names = kinds_.find(kind);
    if (names == kinds_.end()) return std::nullopt;
    const std::string folded = fold_case_and_width(*text);
    const auto known_as = names->second.find(folded);
    if (known_as != names->second.end() && known_as->second.name == *text) return known_as->second.index;
    std::vector<std::string> known;
    for (const auto& [ignored, named] : names->second) known.push_back(named.name);
    for (const auto& [other, others] : kinds_) {
        const auto found = others.find(folded);
        if (other == kind || found == others.end() || found->second.name != *text) continue;
        diagnostics.add("ref-kind",
                        in_quotes(*text) + (other == "agency" ? " is an " : " is a ") + other +
                            ", expected a " + std::string(kind),
                        node.place());
        return std::nullopt;
    }
    std::string hint = hint_for(*text, known);
    if (const std::string near = sim::nearest(*text, known); !near.empty())
        hint += " (" + position(names->second.find(fold_case_and_width(near))->second.place) + ')';
    diagnostics.add("unknown-ref", std::string(kind) + ' ' + in_quotes(*text) + " is not known", node.place(),
                    hint);
    return std::nullopt;
}

}  // namespace cultivar
