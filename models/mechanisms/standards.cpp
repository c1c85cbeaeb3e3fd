// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/standards.hpp"

#include <algorithm>
#include <array>

namespace cultivar {

namespace {

constexpr double time_shape = 3.0;
constexpr std::ptrdiff_t least_regions = 3;

constexpr std::array table{
    sim::Parameter{.name = "standard.trigger",
                   .unit = "per 1,000 firms",
                   .value = 1,
                   .low = 0.1,
                   .high = 10,
                   .meaning = "cases of a category, from at least three regions, that lead to a standard",
                   .source = "assumption"},
    sim::Parameter{.name = "standard.time",
                   .unit = "day",
                   .value = 365,
                   .low = 90,
                   .high = 1000,
                   .meaning = "mean time to issue a standard (gamma, shape 3)",
                   .source = "assumption"},
    sim::Parameter{.name = "standard.effect",
                   .unit = "share",
                   .value = 0.3,
                   .low = 0,
                   .high = 0.6,
                   .neutral = 0,
                   .meaning = "share by which a standard cuts the integration cost of templates",
                   .source = "assumption"},
};

}  // namespace

Standards::Standards(const sim::ParameterCatalogue& catalogue)
    : trigger_(catalogue.id("standard.trigger")),
      time_(catalogue.id("standard.time")),
      effect_(catalogue.id("standard.effect")) {}

sim::ParameterTable Standards::parameters() {
    return {"standards", table};
}

void Standards::begin(Context& context) {
    const World& world = context.world();
    evidence_.assign(world.categories.size(), {0.0, std::vector<bool>(world.regions.size(), false), false});
}

void Standards::on_validated(const Validated& event, Context& context) {
    add_case(context.world().scenarios[event.scenario], context);
}

void Standards::on_sandbox_left(const SandboxLeft& event, Context& context) {
    const World& world = context.world();
    const Scenario& scenario = world.scenarios[event.scenario];
    if (still(scenario, ScenarioState::in_sandbox, event.listing) &&
        world.categories[scenario.category].rule_gap)
        add_case(scenario, context);
}

void Standards::add_case(const Scenario& scenario, Context& context) {
    const World& world = context.world();
    Evidence& evidence = evidence_[scenario.category.index];
    evidence.cases += 1.0;
    evidence.seen_in[scenario.region.index] = true;
    if (evidence.decided || evidence.cases < context.policy()[trigger_] * world.thousand_firms()) return;
    if (std::count(evidence.seen_in.begin(), evidence.seen_in.end(), true) <
        std::min<std::ptrdiff_t>(least_regions, world.regions.size()))
        return;
    const Category& category = world.categories[scenario.category];
    if (!category.rule_gap && context.policy()[effect_] == 0.0) return;
    evidence.decided = true;
    const double time =
        context.chance(Purpose::standard_time, category.key).gamma(time_shape, context.policy()[time_]);
    context.after(sim::days(time), StandardIssued{scenario.category});
}

void Standards::on_standard_issued(const StandardIssued& event, Context& context) {
    World& world = context.world();
    Category& category = world.categories[event.category];
    category.standard = true;
    world.ledger.standards += 1.0;
    if (category.rule_gap) world.ledger.rules_made += 1.0;
    category.rule_gap = false;
}

}  // namespace cultivar
