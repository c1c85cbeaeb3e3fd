// SPDX-License-Identifier: Apache-2.0
#include "models/world.hpp"

#include <algorithm>

namespace cultivar {

namespace {

/// On its way from the list to validation.
bool is_live(ScenarioState state) {
    return state >= ScenarioState::listed && state <= ScenarioState::succeeded;
}

std::size_t capability_row(const World& world, Party party) {
    return party.kind() == PartyKind::firm ? party.index() : world.firms.size() + party.index();
}

}  // namespace

void DayCounts::add(sim::Duration span) {
    const auto day = static_cast<std::size_t>(span / sim::one_day);
    if (seen.size() <= day) seen.resize(day + 1, 0);
    ++seen[day];
    ++total;
}

double DayCounts::quantile(double share) const {
    double below = 0.0;
    for (std::size_t day = 0; day < seen.size(); ++day) {
        below += seen[day];
        if (below >= share * total) return static_cast<double>(day);
    }
    return 0.0;
}

std::span<float> World::capability_of(Party party) {
    const std::size_t width = technologies.size();
    return {capability.data() + capability_row(*this, party) * width, width};
}

std::span<const float> World::capability_of(Party party) const {
    const std::size_t width = technologies.size();
    return {capability.data() + capability_row(*this, party) * width, width};
}

RegionId World::region_of(Party party) const {
    switch (party.kind()) {
        case PartyKind::firm:
            return firms[party.firm()].region;
        case PartyKind::institute:
            return institutes[party.institute()].region;
        case PartyKind::government:
            return party.government();
        case PartyKind::nobody:
            break;
    }
    return {};
}

sim::Key World::key_of(Party party) const {
    switch (party.kind()) {
        case PartyKind::firm:
            return firms[party.firm()].key;
        case PartyKind::institute:
            return institutes[party.institute()].key;
        case PartyKind::government:
            return sim::child_key(regions[party.government()].key, "government");
        case PartyKind::nobody:
            break;
    }
    return {};
}

double World::relative_size(Party party) const {
    return party.kind() == PartyKind::firm ? firms[party.firm()].relative_size : 1.0;
}

std::string World::name_of(Party party) const {
    const auto code = [this](RegionId region) { return regions[region].code; };
    switch (party.kind()) {
        case PartyKind::firm: {
            const Firm& firm = firms[party.firm()];
            std::string owner(owner_type_names[static_cast<std::size_t>(firm.owner)]);
            for (char& c : owner)
                if (c == '_') c = ' ';
            const std::string name = firm_names.empty()
                                         ? "firm " + code(firm.region) + '/' + std::to_string(party.index())
                                         : firm_names[party.index()];
            return name + " (" + owner + ", " + sectors[firm.sector].name + ")";
        }
        case PartyKind::institute:
            return "institute " + code(institutes[party.institute()].region) + '/' +
                   std::to_string(party.index());
        case PartyKind::government:
            return "the government of " + regions[party.government()].name;
        case PartyKind::nobody:
            break;
    }
    return "nobody";
}

std::vector<double> World::firms_by_macro_region() const {
    std::vector<double> counts(macro_regions.size(), 0.0);
    for (const Region& region : regions)
        counts[region.macro_region] += static_cast<double>(region.firms.size());
    return counts;
}

void World::learn(std::size_t family, RegionId region, double units) {
    const std::size_t row = family * regions.size();
    experience[row + region.index] += units;
    for (std::uint32_t other = 0; other < regions.size(); ++other)
        if (other != region.index) experience_near[row + other] += units * near(RegionId{other}, region);
}

double World::gap(const Scenario& scenario) const {
    double worst = 0.0;
    for (std::size_t i = 0; i < scenario.required_count; ++i)
        worst =
            std::max(worst, scenario.needed[i] - technologies[TechnologyId{scenario.required[i]}].readiness);
    return worst;
}

TechnologyId World::binding(const Scenario& scenario) const {
    TechnologyId worst{scenario.required[0]};
    double most = -10.0;
    for (std::size_t i = 0; i < scenario.required_count; ++i) {
        const TechnologyId id{scenario.required[i]};
        const double missing = scenario.needed[i] - technologies[id].readiness;
        if (missing <= most) continue;
        most = missing;
        worst = id;
    }
    return worst;
}

void World::take_contract(Party supplier) {
    ++(supplier.kind() == PartyKind::firm ? firms[supplier.firm()].contracts
                                          : institutes[supplier.institute()].contracts);
}

void World::leave_contract(Party supplier) {
    --(supplier.kind() == PartyKind::firm ? firms[supplier.firm()].contracts
                                          : institutes[supplier.institute()].contracts);
}

void World::enter(Scenario& scenario, ScenarioState state) {
    Category& category = categories[scenario.category];
    if (is_live(scenario.state)) --category.live;
    if (is_live(state)) ++category.live;
    --in_state[static_cast<std::size_t>(scenario.state)];
    ++in_state[static_cast<std::size_t>(state)];
    scenario.state = state;
}

void World::count(Stage stage, const Scenario& scenario) {
    ledger.reached[stage_cell(stage, scenario.region, scenario.tier)] += 1.0;
}

std::vector<std::string> World::check() const {
    std::vector<std::string> broken;
    const auto require = [&broken](bool holds, const char* law) {
        if (!holds) broken.emplace_back(law);
    };
    std::uint64_t scenarios_in_states = 0;
    for (const std::uint32_t count : in_state) scenarios_in_states += count;
    require(scenarios_in_states == scenarios.size(), "each scenario is in exactly one state");

    double adopters = 0.0;
    for (const double cell : ledger.adopters) adopters += cell;
    require(adopters <= static_cast<double>(firms.size()) * static_cast<double>(families.size()),
            "adopters do not exceed firms");

    double spent = 0.0;
    for (const double cell : ledger.public_spend) spent += cell;
    require(spent <= ledger.grants * (1.0 + 1e-9), "public spending does not exceed the grants given");
    for (const Region& region : regions)
        require(region.credit >= 0.0, "no government spends more than its credit");
    require(national_credit >= 0.0, "the central funds are not overdrawn");

    std::uint64_t held = 0;
    for (const Firm& firm : firms) held += firm.contracts;
    for (const Institute& institute : institutes) held += institute.contracts;
    std::uint64_t open = 0;
    for (const ScenarioState state :
         {ScenarioState::matched, ScenarioState::contracted, ScenarioState::in_review,
          ScenarioState::in_sandbox, ScenarioState::in_pilot, ScenarioState::in_trial,
          ScenarioState::redesign, ScenarioState::succeeded})
        open += in_state[static_cast<std::size_t>(state)];
    require(held == open, "every contract belongs to one scenario at work");

    bool within = true, busy = true;
    for (const std::vector<Facility>* kind : {&review_desks, &sandboxes, &pilot_facilities}) {
        for (const Facility& facility : *kind) {
            within = within && facility.taken <= facility.places + facility.closing;
            busy = busy && (facility.line.empty() || facility.taken >= facility.places);
        }
    }
    require(within, "no agency, sandbox or pilot facility has more cases than places");
    require(busy, "nobody waits in line while a place is free");
    return broken;
}

}  // namespace cultivar
