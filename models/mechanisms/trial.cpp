// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/trial.hpp"

#include <algorithm>

#include "models/mechanisms/funding.hpp"
#include "models/mechanisms/pilot.hpp"
#include "sim/elementary.hpp"

namespace cultivar {

namespace {

constexpr double duration_sigma = 0.5;
constexpr double redesign_sigma = 0.5;
constexpr double least_validation_days = 15.0;

}  // namespace

double signal_at(const Technology& technology, sim::Time now, double half_life) {
    if (technology.signal == 0.0) return 0.0;
    return technology.signal * sim::exp2(-sim::in_days(now - technology.signal_at) / half_life);
}

void Trial::on_access_granted(const AccessGranted& event, Context& context) {
    Scenario& scenario = context.world().scenarios[event.scenario];
    scenario.last_event = context.event();
    if (!pilot_takes(context.world(), scenario))
        context.after(sim::Duration{0}, TrialStarted{event.scenario});
}

void Trial::on_trial_started(const TrialStarted& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    scenario.last_event = context.event();
    world.enter(scenario, ScenarioState::in_trial);
    if (scenario.trials == 0) {
        world.count(Stage::in_trial, scenario);
        scenario.access = context.now();
        world.ledger.days_contract_trial.add(context.now() - scenario.contracted);
    }
    pay(scenario, context);
    const double median = context.policy()[duration_[static_cast<std::size_t>(scenario.tier)]];
    const double time =
        context.chance(Purpose::trial_time, scenario.key, scenario.trials).lognormal(median, duration_sigma);
    context.after(sim::days(time), TrialEnded{event.scenario});
}

void Trial::pay(Scenario& scenario, Context& context) const {
    World& world = context.world();
    const double cost = context.policy()[cost_] * scenario.value;
    grant(world, scenario, context.policy()[subsidy_] * cost);
    scenario.spend += cost;
}

double Trial::success_probability(const Scenario& scenario, Context& context) const {
    const Policy& policy = context.policy();
    const double odds = policy[beta_base_] - policy[beta_gap_] * context.world().gap(scenario) +
                        policy[beta_fit_] * (scenario.fit - 0.5) +
                        policy[beta_iteration_] * sim::log1p(static_cast<double>(scenario.trials)) +
                        (scenario.piloted ? policy[beta_pilot_] : 0.0);
    return 1.0 / (1.0 + sim::exp(-odds));
}

void Trial::learn(const Scenario& scenario, Context& context) const {
    World& world = context.world();
    const double gain = context.policy()[capability_gain_];
    const std::span<float> capability = world.capability_of(scenario.supplier);
    FamilySet families = 0;
    for (std::size_t i = 0; i < scenario.required_count; ++i) {
        float& own = capability[scenario.required[i]];
        own = static_cast<float>(own + gain * (1.0 - own));
        families = static_cast<FamilySet>(
            families | 1U << world.technologies[TechnologyId{scenario.required[i]}].family);
    }
    for (std::size_t f = 0; f < world.family_count(); ++f)
        if ((families >> f & 1) != 0)
            world.learn(f, scenario.region, context.policy()[experience_] / world.scale);
}

double Trial::mean_value(const Policy& policy) const {
    const double major = policy[tier_major_], integrated = policy[tier_integrated_];
    return major * policy[value_[0]] + integrated * policy[value_[1]] +
           (1.0 - major - integrated) * policy[value_[2]];
}

void Trial::send_signal(const Scenario& scenario, Context& context) const {
    World& world = context.world();
    const double half_life = context.policy()[half_life_];
    const double strength = scenario.value / mean_value(context.policy()) / world.thousand_firms();
    for (std::size_t i = 0; i < scenario.required_count; ++i) {
        Technology& technology = world.technologies[TechnologyId{scenario.required[i]}];
        if (technology.readiness >= scenario.needed[i]) continue;
        technology.signal = signal_at(technology, context.now(), half_life) + strength;
        technology.signal_at = context.now();
    }
}

void Trial::on_trial_ended(const TrialEnded& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    scenario.last_event = context.event();
    const double probability = success_probability(scenario, context);
    const std::uint32_t number = scenario.trials++;
    const std::size_t column = std::min<std::size_t>(number, world.ledger.trials_by_number.size() - 1);
    world.ledger.trials_by_number[column] += 1.0;
    learn(scenario, context);
    if (context.chance(Purpose::trial_outcome, scenario.key, number).bernoulli(probability)) {
        context.conclude(Outcome::passed);
        world.ledger.successes_by_number[column] += 1.0;
        world.enter(scenario, ScenarioState::succeeded);
        const double delay = context.chance(Purpose::validate_time, scenario.key)
                                 .uniform(least_validation_days, context.policy()[validate_delay_]);
        context.after(sim::days(delay), Validated{event.scenario});
        return;
    }
    send_signal(scenario, context);
    const bool learnt =
        context.chance(Purpose::trial_learning, scenario.key, number).bernoulli(context.policy()[learn_]);
    if (learnt && number + 1 < context.policy()[max_trials_]) {
        context.conclude(Outcome::failed);
        world.enter(scenario, ScenarioState::redesign);
        const double delay = context.chance(Purpose::redesign_time, scenario.key, number)
                                 .lognormal(context.policy()[iter_delay_], redesign_sigma);
        context.after(sim::days(delay), Redesigned{event.scenario});
    } else {
        context.conclude(Outcome::gave_up);
        world.enter(scenario, ScenarioState::stopped);
        world.count(Stage::stopped, scenario);
        world.leave_contract(scenario.supplier);
    }
}

void Trial::on_redesigned(const Redesigned& event, Context& context) {
    context.world().scenarios[event.scenario].last_event = context.event();
    context.after(sim::Duration{0}, TrialStarted{event.scenario});
}

}  // namespace cultivar
