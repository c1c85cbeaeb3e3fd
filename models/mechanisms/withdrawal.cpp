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

void Withdrawal::Chains::add(FirmId firm, ScenarioId scenario) {
    if (latest.empty()) return;
    entries.push_back({scenario, latest[firm.index]});
    latest[firm.index] = static_cast<std::uint32_t>(entries.size() - 1);
}

std::vector<ScenarioId> Withdrawal::Chains::take(FirmId firm) {
    std::vector<ScenarioId> taken;
    for (std::uint32_t i = latest[firm.index]; i != end; i = entries[i].before)
        taken.push_back(entries[i].scenario);
    latest[firm.index] = end;
    return taken;
}

void Withdrawal::begin(Context& context) {
    if (context.policy()[exit_scale_] <= 0.0) return;
    owned_.latest.assign(context.world().firms.size(), Chains::end);
    undertaken_.latest.assign(context.world().firms.size(), Chains::end);
}

void Withdrawal::on_need_arose(const NeedArose& event, Context& context) {
    const Party owner = context.world().scenarios[event.scenario].owner;
    if (owner.kind() == PartyKind::firm) owned_.add(owner.firm(), event.scenario);
}

void Withdrawal::on_matched(const Matched& event, Context&) {
    if (event.supplier.kind() == PartyKind::firm) undertaken_.add(event.supplier.firm(), event.scenario);
}

void Withdrawal::withdraw(ScenarioId id, ScenarioState into, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[id];
    const ScenarioState from = scenario.state;
    scenario.cut = context.last_scheduled();
    scenario.last_event = context.event();
    if (under_contract(from)) world.leave_contract(scenario.supplier);
    world.enter(scenario, into);
    if (into == ScenarioState::owner_exit) world.count(Stage::owner_exit, scenario);
    context.after(sim::Duration{0}, Withdrawn{id, static_cast<std::uint32_t>(from)});
}

void Withdrawal::on_firm_exited(const FirmExited& event, Context& context) {
    const World& world = context.world();
    for (const ScenarioId id : owned_.take(event.firm))
        if (under_way(world.scenarios[id].state)) withdraw(id, ScenarioState::owner_exit, context);
    for (const ScenarioId id : undertaken_.take(event.firm)) {
        const Scenario& scenario = world.scenarios[id];
        if (scenario.supplier == Party(event.firm) && under_contract(scenario.state))
            withdraw(id, ScenarioState::identified, context);
    }
}

}  // namespace cultivar
