// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/safety.hpp"

#include <algorithm>
#include <array>

#include "sim/elementary.hpp"

namespace cultivar {

namespace {

/// What a sandbox leaves of the probability of an incident.
constexpr double sandbox_factor = 0.5;

constexpr std::array table{
    sim::Parameter{.name = "safety.incident",
                   .unit = "share",
                   .value = 0.01,
                   .low = 0,
                   .high = 0.05,
                   .neutral = 0,
                   .meaning =
                       "probability of an incident in a trial without readiness gap; doubles with each "
                       "missing level, half after a sandbox",
                   .source = "assumption"},
    sim::Parameter{.name = "audit.time",
                   .unit = "day",
                   .value = 90,
                   .low = 30,
                   .high = 360,
                   .meaning = "time from a failure or incident to the end of its audit",
                   .source = "assumption"},
};

}  // namespace

Safety::Safety(const sim::ParameterCatalogue& catalogue)
    : incident_(catalogue.id("safety.incident")),
      tolerance_(catalogue.id("tolerance")),
      audit_time_(catalogue.id("audit.time")) {}

sim::ParameterTable Safety::parameters() {
    return {"safety", table};
}

void Safety::schedule_audit(ScenarioId id, bool incident, Context& context) const {
    const Scenario& scenario = context.world().scenarios[id];
    if (scenario.owner.kind() != PartyKind::firm) return;
    context.after(sim::days(context.policy()[audit_time_]),
                  Audited{id, scenario.trials - 1U, incident ? 1U : 0U,
                          context.world().firms[scenario.owner.firm()].generation});
}

void Safety::on_trial_ended(const TrialEnded& event, Context& context) {
    const Scenario& scenario = context.world().scenarios[event.scenario];
    const double base = context.policy()[incident_];
    if (base > 0.0) {
        const double probability = std::min(1.0, base * sim::exp2(context.world().gap(scenario)));
        if (context.chance(Purpose::incident, scenario.key, scenario.trials - 1U)
                .bernoulli(scenario.sandboxed ? sandbox_factor * probability : probability)) {
            context.after(sim::Duration{0}, IncidentOccurred{event.scenario});
            return;
        }
    }
    if (scenario.state != ScenarioState::succeeded && context.policy()[tolerance_] < 1.0)
        schedule_audit(event.scenario, false, context);
}

void Safety::on_incident_occurred(const IncidentOccurred& event, Context& context) {
    context.world().ledger.incidents += 1.0;
    schedule_audit(event.scenario, true, context);
}

}  // namespace cultivar
