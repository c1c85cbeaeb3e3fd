// SPDX-License-Identifier: Apache-2.0
#include "models/world.hpp"

namespace cultivar {

namespace {

/// Firms in business, their number and what they use.
template <class Require>
void check_firms(const World& world, const Require& require) {
    const Ledger& ledger = world.ledger;
    bool within = true, ever = true, balanced = true;
    for (std::uint32_t r = 0; r < world.regions.size(); ++r) {
        const Region& region = world.regions[RegionId{r}];
        const double firms = region.in_business;
        for (std::size_t f = 0; f < world.family_count(); ++f) {
            const std::size_t cell = world.family_cell(RegionId{r}, f);
            within &= ledger.adopters[cell] >= 0.0 && ledger.adopters[cell] <= firms;
            ever &= ledger.adopters[cell] <= ledger.adoptions[cell];
        }
        within &= ledger.installed_any[r] <= firms;
        balanced &= firms == static_cast<double>(region.firms.size()) - ledger.exits[r] + ledger.entries[r];
    }
    require(within, "adopters do not exceed firms");
    require(ever, "no more firms use a family than ever adopted it");
    require(balanced, "firms in business are those of the first day, less exits, plus entries");
}

}  // namespace

std::vector<std::string> World::check() const {
    std::vector<std::string> broken;
    const auto require = [&broken](bool holds, const char* law) {
        if (!holds) broken.emplace_back(law);
    };
    std::uint64_t scenarios_in_states = 0;
    for (const std::uint32_t count : in_state) scenarios_in_states += count;
    require(scenarios_in_states == scenarios.size(), "each scenario is in exactly one state");

    check_firms(*this, require);

    double spent = 0.0;
    for (const double cell : ledger.public_spend) spent += cell;
    require(spent <= ledger.grants * (1.0 + 1e-9), "public spending does not exceed the grants given");
    for (const Region& region : regions)
        require(region.credit >= 0.0, "no government spends more than its credit");
    require(national_credit >= 0.0, "the central funds are not overdrawn");
    require(ledger.award_spend <= ledger.award_credit * (1.0 + 1e-9),
            "awards do not exceed the funds of the programmes called");
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
    for (const Consortium& consortium : consortia)
        if (consortium.active) open += consortium.members.size() - 1;
    require(held == open + rival_contracts,
            "every contract belongs to one scenario at work, to a partner in it or to a rival for it");

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
