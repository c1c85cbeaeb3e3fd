// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/pilot.hpp"

#include <array>

namespace cultivar {

namespace {

constexpr double time_sigma = 0.5;

constexpr std::array table{
    sim::Parameter{.name = "pilot.slots",
                   .unit = "per 1,000 firms",
                   .value = 12,
                   .low = 0,
                   .high = 60,
                   .neutral = 0,
                   .meaning = "places in pilot-scale facilities, per 1,000 firms of the macro-region",
                   .source = "assumption"},
    sim::Parameter{.name = "pilot.time",
                   .unit = "day",
                   .value = 60,
                   .low = 14,
                   .high = 240,
                   .meaning = "median time of a verification (lognormal, sigma 0.5)",
                   .source = "assumption"},
};

}  // namespace

bool pilot_takes(const World& world, const Scenario& scenario) {
    const std::uint32_t macro_region = world.regions[scenario.region].macro_region;
    return scenario.tier != Tier::small && macro_region < world.pilot_facilities.size() &&
           world.pilot_facilities[macro_region].places > 0;
}

Pilot::Pilot(const sim::ParameterCatalogue& catalogue)
    : slots_(catalogue.id("pilot.slots")), time_(catalogue.id("pilot.time")) {}

sim::ParameterTable Pilot::parameters() {
    return {"pilot", table};
}

void Pilot::begin(Context& context) {
    firms_ = context.world().firms_by_macro_region();
    context.world().pilot_facilities.resize(firms_.size());
    open_places(context);
}

void Pilot::open_places(Context& context) const {
    for (std::size_t m = 0; m < firms_.size(); ++m)
        context.world().pilot_facilities[m].set_places(places_for(context.policy()[slots_], firms_[m]));
}

void Pilot::on_policy_changed(const PolicyChanged&, Context& context) {
    open_places(context);
    for (Facility& facility : context.world().pilot_facilities) {
        serve(facility, context);
        if (facility.places > 0) continue;
        for (const Case& waiting : facility.line)
            if (still(context.world().scenarios[waiting.scenario], ScenarioState::in_pilot, waiting.listing))
                context.after(sim::Duration{0}, TrialStarted{waiting.scenario}, waiting.cause);
        facility.line.clear();
    }
}

void Pilot::on_access_granted(const AccessGranted& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    if (!pilot_takes(world, scenario)) return;
    world.enter(scenario, ScenarioState::in_pilot);
    Facility& facility = world.pilot_facilities[world.regions[scenario.region].macro_region];
    facility.line.push_back({event.scenario, scenario.listings, 0, context.now(), context.event()});
    serve(facility, context);
}

void Pilot::serve(Facility& facility, Context& context) const {
    World& world = context.world();
    while (const std::optional<Case> next = facility.admit()) {
        if (!still(world.scenarios[next->scenario], ScenarioState::in_pilot, next->listing)) {
            facility.release();
            continue;
        }
        world.ledger.pilot_waits.add(context.now() - next->since);
        context.after(sim::Duration{0}, PilotEntered{next->scenario}, next->cause);
    }
}

void Pilot::on_pilot_entered(const PilotEntered& event, Context& context) {
    Scenario& scenario = context.world().scenarios[event.scenario];
    if (scenario.state == ScenarioState::in_pilot) scenario.last_event = context.event();
    const double time =
        context.chance(Purpose::pilot_time, scenario.key).lognormal(context.policy()[time_], time_sigma);
    context.after(sim::days(time), PilotVerified{event.scenario, scenario.listings});
}

void Pilot::on_pilot_verified(const PilotVerified& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    Facility& facility = world.pilot_facilities[world.regions[scenario.region].macro_region];
    facility.release();
    if (still(scenario, ScenarioState::in_pilot, event.listing)) {
        scenario.last_event = context.event();
        scenario.piloted = true;
        context.after(sim::Duration{0}, TrialStarted{event.scenario});
    }
    serve(facility, context);
}

}  // namespace cultivar
