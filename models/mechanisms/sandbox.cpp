// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/sandbox.hpp"

#include <array>

namespace cultivar {

namespace {

constexpr double stay_shape = 2.0;

constexpr std::array table{
    sim::Parameter{.name = "rule.gap",
                   .unit = "share",
                   .value = 0.3,
                   .low = 0,
                   .high = 1,
                   .neutral = 0,
                   .meaning = "probability that no rule covers a category at the start",
                   .source = "assumption",
                   .fixed = true},
    sim::Parameter{.name = "review.rule_delay",
                   .unit = "day",
                   .value = 365,
                   .low = 90,
                   .high = 1000,
                   .meaning = "mean time to a ruling of its own, where a category has no rule and the "
                              "macro-region no sandbox",
                   .source = "assumption"},
    sim::Parameter{.name = "sandbox.capacity",
                   .unit = "per 1,000 firms",
                   .value = 15,
                   .low = 0,
                   .high = 100,
                   .meaning = "sandbox places, per 1,000 firms of the macro-region",
                   .source = "lever; assumption"},
    sim::Parameter{.name = "sandbox.stay",
                   .unit = "day",
                   .value = 365,
                   .low = 90,
                   .high = 720,
                   .meaning = "mean time to access by way of a sandbox without its cut (gamma, shape 2)",
                   .source = "assumption"},
    sim::Parameter{.name = "sandbox.delay_cut",
                   .unit = "share",
                   .value = 0.5,
                   .low = 0,
                   .high = 0.9,
                   .neutral = 0,
                   .meaning = "share by which the sandbox shortens that time",
                   .source = "Financial Conduct Authority 2017, qualitative; assumption"},
};

Facility& sandbox_of(World& world, const Scenario& scenario) {
    return world.sandboxes[world.regions[scenario.region].macro_region];
}

}  // namespace

Sandbox::Sandbox(const sim::ParameterCatalogue& catalogue)
    : gap_(catalogue.id("rule.gap")),
      capacity_(catalogue.id("sandbox.capacity")),
      stay_(catalogue.id("sandbox.stay")),
      delay_cut_(catalogue.id("sandbox.delay_cut")),
      rule_delay_(catalogue.id("review.rule_delay")) {}

sim::ParameterTable Sandbox::parameters() {
    return {"sandbox", table};
}

void Sandbox::begin(Context& context) {
    World& world = context.world();
    const double gap = context.policy()[gap_];
    for (Category& category : world.categories)
        category.rule_gap = gap > 0.0 && context.chance(Purpose::rule_gap, category.key).bernoulli(gap);
    firms_ = world.firms_by_macro_region();
    world.sandboxes.resize(firms_.size());
    open_places(context);
}

void Sandbox::open_places(Context& context) const {
    for (std::size_t m = 0; m < firms_.size(); ++m)
        context.world().sandboxes[m].set_places(places_for(context.policy()[capacity_], firms_[m]));
}

void Sandbox::on_policy_changed(const PolicyChanged&, Context& context) {
    World& world = context.world();
    open_places(context);
    for (Facility& sandbox : world.sandboxes) {
        serve(sandbox, context);
        if (sandbox.places > 0) continue;
        for (const Case& waiting : sandbox.line) {
            Scenario& scenario = world.scenarios[waiting.scenario];
            if (!still(scenario, ScenarioState::in_sandbox, waiting.listing)) continue;
            world.enter(scenario, ScenarioState::in_review);
            await_ruling(waiting.scenario, context);
        }
        sandbox.line.clear();
    }
}

void Sandbox::on_review_finished(const ReviewFinished& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    if (!world.categories[scenario.category].rule_gap) return;
    Facility& sandbox = sandbox_of(world, scenario);
    if (sandbox.places == 0) {
        await_ruling(event.scenario, context);
        return;
    }
    world.enter(scenario, ScenarioState::in_sandbox);
    sandbox.line.push_back({event.scenario, scenario.listings, 0, context.now(), context.event()});
    serve(sandbox, context);
}

void Sandbox::await_ruling(ScenarioId id, Context& context) const {
    const Scenario& scenario = context.world().scenarios[id];
    const double delay =
        context.chance(Purpose::rule_delay, scenario.key).exponential(context.policy()[rule_delay_]);
    context.after(sim::days(delay), RuleSettled{id, scenario.listings});
}

void Sandbox::on_rule_settled(const RuleSettled& event, Context& context) {
    Scenario& scenario = context.world().scenarios[event.scenario];
    if (!still(scenario, ScenarioState::in_review, event.listing)) return;
    scenario.last_event = context.event();
    context.after(sim::Duration{0}, AccessGranted{event.scenario});
}

void Sandbox::serve(Facility& sandbox, Context& context) const {
    World& world = context.world();
    while (const std::optional<Case> next = sandbox.admit()) {
        if (!still(world.scenarios[next->scenario], ScenarioState::in_sandbox, next->listing)) {
            sandbox.release();
            continue;
        }
        world.ledger.sandbox_waits.add(context.now() - next->since);
        context.after(sim::Duration{0}, SandboxEntered{next->scenario}, next->cause);
    }
}

void Sandbox::on_sandbox_entered(const SandboxEntered& event, Context& context) {
    Scenario& scenario = context.world().scenarios[event.scenario];
    if (scenario.state == ScenarioState::in_sandbox) scenario.last_event = context.event();
    const double mean = context.policy()[stay_] * (1.0 - context.policy()[delay_cut_]);
    const double stay = context.chance(Purpose::sandbox_stay, scenario.key).gamma(stay_shape, mean);
    context.after(sim::days(stay), SandboxLeft{event.scenario, scenario.listings});
}

void Sandbox::on_sandbox_left(const SandboxLeft& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    Facility& sandbox = sandbox_of(world, scenario);
    sandbox.release();
    if (still(scenario, ScenarioState::in_sandbox, event.listing)) {
        scenario.last_event = context.event();
        scenario.sandboxed = true;
        context.after(sim::Duration{0}, AccessGranted{event.scenario});
    }
    serve(sandbox, context);
}

}  // namespace cultivar
