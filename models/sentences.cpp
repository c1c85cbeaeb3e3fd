// SPDX-License-Identifier: Apache-2.0
#include "models/sentences.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace cultivar {

namespace {

/// A value with its unit as one would say it: "0.5", "30 days", "0.3 per year", "70 million CNY per 1,000 firms per
/// year".
std::string spoken_value(double value, std::string unit) {
    const std::string number = plain_number(value);
    if (unit == "-" || unit == "share" || unit == "count" || unit == "switch") return number;
    constexpr std::string_view money = "m_cny";
    if (unit.starts_with(money)) unit.replace(0, money.size(), "million CNY");
    if (unit.starts_with("1/")) unit.replace(0, 2, "per ");
    const bool several = value != 1.0 && (unit == "day" || unit == "year");
    return number + ' ' + unit + (several ? "s" : "");
}

std::string spoken_choice(std::string_view name) {
    std::string text(name);
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

}  // namespace

std::string plain_number(double value) {
    std::array<char, 40> text{};
    const int length = std::snprintf(text.data(), text.size(), "%.4g", value);
    return {text.data(), static_cast<std::size_t>(length)};
}

std::string Telling::ending() const {
    const std::string_view text = outcome_names[static_cast<std::size_t>(row.outcome)];
    return text.empty() ? "" : ": " + std::string(text);
}

std::string Telling::described_once(const std::string& name, const std::string& description) const {
    return described.insert(name).second && !description.empty() ? name + " (" + description + ')' : name;
}

std::string Telling::scenario(ScenarioId id) const {
    const Scenario& of = world.scenarios[id];
    return described_once("scenario " + std::to_string(id.index),
                          std::string(tier_names[static_cast<std::size_t>(of.tier)]) + ", " +
                              world.categories[of.category].name + ", " + world.regions[of.region].name);
}

std::string Telling::party(Party party) const {
    return described_once(world.name_of(party, row.time), world.kind_of(party, row.time));
}

std::string Telling::region(RegionId id) const {
    return id.valid() ? world.regions[id].name : "the nation";
}

std::string Telling::families(FamilySet families) const {
    std::string text;
    for (std::size_t f = 0; f < world.family_count(); ++f) {
        if ((families >> f & 1) == 0) continue;
        if (!text.empty()) text += families >> f == 1 ? " and " : ", ";
        text += world.families[f].name;
    }
    return text;
}

std::string Telling::solution(TemplateId id) const {
    const Template& of = world.templates[id];
    return "the " + families(of.families) + " solution for " + world.categories[of.category].name;
}

std::string sentence(const PolicyChanged& event, const Telling& telling) {
    const PolicyChange& change = telling.policy.changes()[event.change];
    const sim::ParameterEntry& lever = telling.catalogue[change.parameter];
    const std::string target =
        lever.row.choices.empty() ? spoken_value(change.target, std::string(lever.row.unit))
                                  : spoken_choice(lever.row.choices[static_cast<std::size_t>(change.target)]);
    const std::string who = "policy (" + change.origin + ") ";
    if (change.ramp.count() == 0) return who + "set " + lever.name + " to " + target;
    return who + (event.step == 0 ? "began to move " : "moved ") + lever.name + " towards " + target;
}

std::string sentence(const YearStarted& event, const Telling&) {
    return "the year " + std::to_string(event.year) + " began";
}

std::string sentence(const MonthStarted&, const Telling&) {
    return "a month began";
}

}  // namespace cultivar
