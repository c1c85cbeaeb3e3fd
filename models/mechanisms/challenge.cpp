// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/challenge.hpp"

namespace cultivar {

namespace {

void dismiss_rivals(ScenarioId id, Context& context) {
    Scenario& scenario = context.world().scenarios[id];
    for (std::size_t i = 0; i < scenario.rival_count; ++i)
        context.after(sim::Duration{0}, RaceEnded{id, scenario.rivals[i].supplier});
    context.world().release_rivals(scenario);
}

}  // namespace

void Challenge::on_trial_ended(const TrialEnded& event, Context& context) {
    if (context.world().scenarios[event.scenario].state == ScenarioState::stopped)
        dismiss_rivals(event.scenario, context);
}

void Challenge::on_validated(const Validated& event, Context& context) {
    dismiss_rivals(event.scenario, context);
}

void Challenge::on_race_ended(const RaceEnded& event, Context& context) {
    const bool given_up = context.world().scenarios[event.scenario].state == ScenarioState::stopped;
    context.conclude(given_up ? Outcome::gave_up : Outcome::disproved);
}

}  // namespace cultivar
