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
    return {capability.data() + capability_row(*this, party) * capability_stride, technologies.size()};
}

std::span<const float> World::capability_of(Party party) const {
    return {capability.data() + capability_row(*this, party) * capability_stride, technologies.size()};
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

TechnologyId World::combine(Technology technology, TechnologyId first, TechnologyId second) {
    technology.prerequisites = {first, second};
    const TechnologyId id = technologies.add(std::move(technology));
    const std::size_t rows = std::size_t{firms.size()} + institutes.size();
    const std::size_t before = capability_stride;
    if (id.index >= before) {
        capability_stride = before + 8;
        sim::AlignedVector<float> wider(rows * capability_stride, 0.0F);
        for (std::size_t row = 0; row < rows; ++row)
            std::copy_n(capability.begin() + static_cast<std::ptrdiff_t>(row * before), before,
                        wider.begin() + static_cast<std::ptrdiff_t>(row * capability_stride));
        capability = std::move(wider);
    }
    for (std::size_t row = 0; row < rows; ++row) {
        float* own = capability.data() + row * capability_stride;
        own[id.index] = std::min(own[first.index], own[second.index]);
    }
    locked.resize(std::max(locked.size(), std::size_t{technologies.size()}));
    ledger.combinations += 1.0;
    return id;
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
    std::uint32_t& here = live[category_cell(scenario.region, scenario.category)];
    if (is_live(scenario.state)) {
        --category.live;
        --here;
    }
    if (is_live(state)) {
        ++category.live;
        ++here;
    }
    --in_state[static_cast<std::size_t>(scenario.state)];
    ++in_state[static_cast<std::size_t>(state)];
    const std::size_t cell = tier_cell(scenario.region, scenario.tier);
    if (scenario.state == ScenarioState::locked) {
        const bool last = --ledger.locked[cell] == 0;
        ledger.value_locked[cell] = last ? 0.0 : ledger.value_locked[cell] - scenario.value;
    }
    if (state == ScenarioState::locked) {
        ++ledger.locked[cell];
        ledger.value_locked[cell] += scenario.value;
    }
    scenario.state = state;
}

void World::fetch_ahead(Party party) const {
    if (party.kind() == PartyKind::firm) firms.fetch_ahead(party.firm());
    if (party.kind() == PartyKind::firm || party.kind() == PartyKind::institute)
        __builtin_prefetch(capability_of(party).data());
}

void World::charge(Party party, double cost) {
    ledger.costs += cost;
    if (party.kind() == PartyKind::firm) firms[party.firm()].costs += cost;
}

void World::release_rivals(Scenario& scenario) {
    while (scenario.rival_count > 0) release_rival(scenario, scenario.rivals[0].supplier);
}

bool World::release_rival(Scenario& scenario, Party rival) {
    for (std::size_t i = 0; i < scenario.rival_count; ++i) {
        if (scenario.rivals[i].supplier != rival) continue;
        leave_contract(rival);
        --rival_contracts;
        --scenario.rival_count;
        for (std::size_t j = i; j < scenario.rival_count; ++j) scenario.rivals[j] = scenario.rivals[j + 1];
        return true;
    }
    return false;
}

bool World::promote_rival(Scenario& scenario) {
    if (scenario.rival_count == 0) return false;
    leave_contract(scenario.supplier);
    --rival_contracts;
    --scenario.rival_count;
    const Team& next = scenario.rivals[scenario.rival_count];
    scenario.supplier = next.supplier;
    scenario.fit = next.fit;
    scenario.price = next.price;
    return true;
}

void World::release(Scenario& scenario) {
    if (!scenario.consortium.valid()) {
        leave_contract(scenario.supplier);
        return;
    }
    Consortium& consortium = consortia[scenario.consortium];
    for (const Party member : consortium.members) leave_contract(member);
    consortium.active = false;
    consortium.capability = {};
    scenario.consortium = {};
}

void World::count(Stage stage, Scenario& scenario) {
    const auto bit = static_cast<std::uint16_t>(1U << static_cast<unsigned>(stage));
    if ((scenario.reached & bit) != 0) return;
    scenario.reached = static_cast<std::uint16_t>(scenario.reached | bit);
    ledger.reached[stage_cell(stage, scenario.region, scenario.tier)] += 1.0;
}

}  // namespace cultivar
