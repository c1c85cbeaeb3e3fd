// SPDX-License-Identifier: Apache-2.0
#include "models/world.hpp"

#include <algorithm>

#include "sim/elementary.hpp"

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

void LearningFit::add(double log_experience, double log_cost) {
    count += 1.0;
    x += log_experience;
    y += log_cost;
    xx += log_experience * log_experience;
    xy += log_experience * log_cost;
}

double LearningFit::rate() const {
    const double spread = count * xx - x * x;
    return spread > 1e-9 * count * xx ? 1.0 - sim::exp2((count * xy - x * y) / spread) : 0.0;
}

std::optional<std::size_t> World::family_named(std::string_view id) const {
    for (std::size_t f = 0; f < families.size(); ++f)
        if (families[f].id == id) return f;
    return std::nullopt;
}

FamilySet World::covered_families() const {
    FamilySet set = 0;
    for (std::size_t f = 0; f < families.size(); ++f)
        if (families[f].needs_coverage) set = static_cast<FamilySet>(set | 1U << f);
    return set;
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
    for (const Region& region : regions)
        require(region.purchase_credit >= 0.0, "no first purchase exceeds what was set aside");
    for (const double credit : family_credit) require(credit >= 0.0, "no family programme is overdrawn");
    double supported = 0.0;
    for (const double cell : ledger.programme_spend) supported += cell;
    require(supported <= ledger.programme_grants * (1.0 + 1e-9), "support does not exceed programme funds");

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
    return broken;
}

}  // namespace cultivar
