// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/contracting.hpp"

#include <array>

#include "models/mechanisms/opening.hpp"

namespace cultivar {

namespace {

constexpr double sigma = 0.5;

constexpr std::array table{
    sim::Parameter{.name = "contract.time",
                   .unit = "day",
                   .value = 45,
                   .low = 10,
                   .high = 180,
                   .meaning = "median contracting time (lognormal, sigma 0.5)",
                   .source = "assumption"},
};

void book(World& world, const Scenario& scenario, Party supplier) {
    Ledger& ledger = world.ledger;
    const bool firm = supplier.kind() == PartyKind::firm;
    ledger.contracts += 1.0;
    if (firm && world.firms[supplier.firm()].owner == OwnerType::sme) ledger.contracts_to_small += 1.0;
    if (firm && !state_owned(world.firms[supplier.firm()].owner)) ledger.contracts_to_nonstate += 1.0;
    if (world.region_of(supplier) == scenario.region) ledger.contracts_at_home += 1.0;
}

}  // namespace

sim::ParameterTable Contracting::parameters() {
    return {"contracting", table};
}

void Contracting::begin_contract(ScenarioId id, Context& context) const {
    Scenario& scenario = context.world().scenarios[id];
    scenario.last_event = context.event();
    const double delay =
        context.chance(Purpose::contract_time, scenario.key).lognormal(context.policy()[time_], sigma);
    context.after(sim::days(delay), Contracted{id});
}

void Contracting::on_matched(const Matched& event, Context& context) {
    if (!context.world().scenarios[event.scenario].consortium.valid())
        begin_contract(event.scenario, context);
}

void Contracting::on_consortium_formed(const ConsortiumFormed& event, Context& context) {
    const Consortium& consortium = context.world().consortia[event.consortium];
    if (consortium.active) begin_contract(consortium.scenario, context);
}

void Contracting::on_contracted(const Contracted& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    scenario.last_event = context.event();
    scenario.contracted = context.now();
    world.enter(scenario, ScenarioState::contracted);
    world.count(Stage::contracted, scenario);
    world.ledger.days_listing_contract.add(context.now() - scenario.listed);
    book(world, scenario, scenario.supplier);
    for (std::size_t i = 0; i < scenario.rival_count; ++i) book(world, scenario, scenario.rivals[i].supplier);
}

}  // namespace cultivar
