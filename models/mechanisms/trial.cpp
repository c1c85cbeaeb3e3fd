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
    scenario.clock = context.after(sim::days(time), TrialEnded{event.scenario});
}

double Trial::shared_part(const Scenario& scenario, Context& context) const {
    if (!scenario.consortium.valid()) return 1.0;
    const auto members = static_cast<double>(context.world().consortia[scenario.consortium].members.size());
    return 1.0 - context.policy()[share_assets_] * (members - 1.0) / members;
}

void Trial::pay(Scenario& scenario, Context& context) const {
    World& world = context.world();
    const double cost = context.policy()[cost_] * scenario.value * shared_part(scenario, context) *
                        (1.0 + scenario.rival_count);
    const double granted = grant(world, scenario, context.policy()[subsidy_] * cost);
    scenario.spend += cost;
    world.charge(scenario.owner, cost - granted);
}

double Trial::success_probability(const Scenario& scenario, double fit, Context& context) const {
    const Policy& policy = context.policy();
    const double odds = policy[beta_base_] - policy[beta_gap_] * context.world().gap(scenario) +
                        policy[beta_fit_] * (fit - 0.5) +
                        policy[beta_iteration_] * sim::log1p(static_cast<double>(scenario.trials)) +
                        (scenario.piloted ? policy[beta_pilot_] : 0.0) +
                        policy[beta_absorb_] * absorption_(context.world(), policy, scenario.owner);
    return 1.0 / (1.0 + sim::exp(-odds));
}

void Trial::learn(const Scenario& scenario, Party supplier, Context& context) const {
    World& world = context.world();
    const double gain = context.policy()[capability_gain_];
    const std::vector<Party> alone{supplier};
    const bool together = scenario.consortium.valid() && supplier == scenario.supplier;
    for (const Party member : together ? world.consortia[scenario.consortium].members : alone) {
        const std::span<float> capability = world.capability_of(member);
        for (std::size_t i = 0; i < scenario.required_count; ++i) {
            float& own = capability[scenario.required[i]];
            own = static_cast<float>(own + gain * (1.0 - own));
        }
    }
    FamilySet families = 0;
    for (std::size_t i = 0; i < scenario.required_count; ++i) {
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
        technology.demand += strength;
    }
}

/// How long the validation of the first team takes that passes the trial, 0 if none does. That team becomes
/// the supplier and changes places with the one before.
double Trial::days_to_validation(Scenario& scenario, std::uint32_t number, Context& context) const {
    const auto attempt = [&](sim::Key key, double fit) {
        if (!context.chance(Purpose::trial_outcome, key, number)
                 .bernoulli(success_probability(scenario, fit, context)))
            return 0.0;
        return context.chance(Purpose::validate_time, key)
            .uniform(least_validation_days, context.policy()[validate_delay_]);
    };
    double first = attempt(scenario.key, scenario.fit);
    Team* ahead = nullptr;
    for (std::size_t i = 0; i < scenario.rival_count; ++i) {
        Team& rival = scenario.rivals[i];
        const sim::Key key = sim::child_key(scenario.key, context.world().key_of(rival.supplier).value);
        const double days = attempt(key, rival.fit);
        if (days == 0.0 || (first > 0.0 && days >= first)) continue;
        first = days;
        ahead = &rival;
    }
    if (ahead == nullptr) return first;
    const Team before{scenario.supplier, scenario.fit, scenario.price};
    scenario.supplier = ahead->supplier;
    scenario.fit = ahead->fit;
    scenario.price = ahead->price;
    *ahead = before;
    return first;
}

void Trial::on_trial_ended(const TrialEnded& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    scenario.last_event = context.event();
    const std::uint32_t number = scenario.trials;
    const std::size_t column = std::min<std::size_t>(number, world.ledger.trials_by_number.size() - 1);
    world.ledger.trials_by_number[column] += 1.0;
    learn(scenario, scenario.supplier, context);
    for (std::size_t i = 0; i < scenario.rival_count; ++i)
        learn(scenario, scenario.rivals[i].supplier, context);
    const double delay = days_to_validation(scenario, number, context);
    ++scenario.trials;
    if (delay > 0.0) {
        context.conclude(Outcome::passed);
        world.ledger.successes_by_number[column] += 1.0;
        world.enter(scenario, ScenarioState::succeeded);
        context.after(sim::days(delay), Validated{event.scenario});
        return;
    }
    send_signal(scenario, context);
    const bool learnt =
        context.chance(Purpose::trial_learning, scenario.key, number).bernoulli(context.policy()[learn_]);
    if (learnt && number + 1 < context.policy()[max_trials_]) {
        context.conclude(Outcome::failed);
        world.enter(scenario, ScenarioState::redesign);
        const double redesign = context.chance(Purpose::redesign_time, scenario.key, number)
                                    .lognormal(context.policy()[iter_delay_], redesign_sigma);
        scenario.clock = context.after(sim::days(redesign), Redesigned{event.scenario});
    } else {
        context.conclude(Outcome::gave_up);
        world.enter(scenario, ScenarioState::stopped);
        world.count(Stage::stopped, scenario);
        world.release(scenario);
    }
}

void Trial::on_redesigned(const Redesigned& event, Context& context) {
    context.world().scenarios[event.scenario].last_event = context.event();
    context.after(sim::Duration{0}, TrialStarted{event.scenario});
}

}  // namespace cultivar
