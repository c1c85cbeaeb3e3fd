// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/withdrawal.hpp"

namespace cultivar {

namespace {

bool under_way(ScenarioState state) {
    return state <= ScenarioState::succeeded;
}

bool under_contract(ScenarioState state) {
    return state >= ScenarioState::matched && state <= ScenarioState::succeeded;
}

}  // namespace

void Withdrawal::begin(Context& context) {
    firms_close_ = context.policy()[exit_scale_] > 0.0;
}

/// Remembers the scenario if the party is a firm and firms may close.
void Withdrawal::note(Party party, ScenarioId scenario, Chains<ScenarioId>& among) const {
    if (firms_close_ && party.kind() == PartyKind::firm) among.add(party.index(), scenario);
}

void Withdrawal::on_need_arose(const NeedArose& event, Context& context) {
    note(context.world().scenarios[event.scenario].owner, event.scenario, owned_);
}

void Withdrawal::on_matched(const Matched& event, Context& context) {
    const Scenario& scenario = context.world().scenarios[event.scenario];
    note(event.supplier, event.scenario, undertaken_);
    for (std::size_t i = 0; i < scenario.rival_count; ++i)
        note(scenario.rivals[i].supplier, event.scenario, undertaken_);
}

void withdraw(ScenarioId id, ScenarioState into, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[id];
    const ScenarioState from = scenario.state;
    scenario.cut = context.last_scheduled();
    scenario.last_event = context.event();
    if (under_contract(from)) {
        world.release_rivals(scenario);
        world.release(scenario);
    }
    world.enter(scenario, into);
    if (into == ScenarioState::owner_exit) world.count(Stage::owner_exit, scenario);
    context.after(sim::Duration{0}, Withdrawn{id, static_cast<std::uint32_t>(from)});
}

void Withdrawal::on_consortium_formed(const ConsortiumFormed& event, Context& context) {
    const Consortium& consortium = context.world().consortia[event.consortium];
    for (const Party member : consortium.members) note(member, consortium.scenario, undertaken_);
}

void Withdrawal::on_firm_exited(const FirmExited& event, Context& context) {
    World& world = context.world();
    for (const ScenarioId id : owned_.take(event.firm.index))
        if (under_way(world.scenarios[id].state)) withdraw(id, ScenarioState::owner_exit, context);
    for (const ScenarioId id : undertaken_.take(event.firm.index)) {
        Scenario& scenario = world.scenarios[id];
        if (!under_contract(scenario.state) || world.release_rival(scenario, Party(event.firm))) continue;
        // A consortium goes on without the leaver (see Consortia), a race with another team.
        const bool together =
            scenario.consortium.valid() && world.consortia[scenario.consortium].members.size() > 1;
        if (scenario.supplier != Party(event.firm) || together || world.promote_rival(scenario)) continue;
        withdraw(id, ScenarioState::identified, context);
    }
}

}  // namespace cultivar
