// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/validation.hpp"

#include <algorithm>
#include <array>

#include "sim/elementary.hpp"

namespace cultivar {

namespace {

/// Real adopters per real firm from which a template counts as scaled.
constexpr double scaled_share = 0.01;

constexpr std::array table{
    sim::Parameter{
        .name = "spill.aware",
        .unit = "share",
        .value = 0.1,
        .low = 0,
        .high = 1,
        .meaning = "monthly probability that a firm comes to know a template validated once per 1,000 firms "
                   "around",
        .source = "assumption"},
};

FamilySet families_of(const World& world, const Scenario& scenario) {
    FamilySet families = 0;
    for (std::size_t i = 0; i < scenario.required_count; ++i)
        families = static_cast<FamilySet>(
            families | 1U << world.technologies[TechnologyId{scenario.required[i]}].family);
    return families;
}

TemplateId find_or_make(World& world, CategoryId category, FamilySet families) {
    for (std::uint32_t t = 0; t < world.templates.size(); ++t) {
        const Template& candidate = world.templates[TemplateId{t}];
        if (candidate.category == category && candidate.families == families) return TemplateId{t};
    }
    Template solution;
    solution.key = sim::child_key(world.categories[category].key, families);
    solution.category = category;
    solution.families = families;
    solution.validated_in.resize(world.regions.size());
    solution.cases.assign(world.regions.size(), 0.0);
    solution.exposure.assign(world.regions.size(), 0.0);
    return world.templates.add(std::move(solution));
}

bool scaled(const World& world, const Template& solution) {
    return solution.adopters >= scaled_share * world.firms.size();
}

void scale_scenarios(World& world, Template& solution) {
    for (const ScenarioId id : solution.scenarios) world.enter(world.scenarios[id], ScenarioState::scaled);
    solution.scenarios.clear();
}

}  // namespace

sim::ParameterTable Validation::parameters() {
    return {"validation", table};
}

void Validation::begin(Context& context) {
    around_ = thousand_firms_around(context.world());
}

void Validation::on_validated(const Validated& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    scenario.last_event = context.event();
    world.enter(scenario, ScenarioState::validated);
    world.count(Stage::validated, scenario);
    world.leave_contract(scenario.supplier);
    world.ledger.value_validated[World::tier_cell(scenario.region, scenario.tier)] += scenario.value;
    world.ledger.days_trial_validated.add(context.now() - scenario.access);
    world.categories[scenario.category].success[scenario.region.index] += 1.0;

    scenario.template_id = find_or_make(world, scenario.category, families_of(world, scenario));
    Template& solution = world.templates[scenario.template_id];
    ++solution.validations;
    for (std::uint32_t r = 0; r < world.regions.size(); ++r)
        solution.cases[r] += world.near(RegionId{r}, scenario.region);
    if (!solution.validated_in[scenario.region.index].valid())
        solution.validated_in[scenario.region.index] = context.event();
    solution.scenarios.push_back(event.scenario);
    if (scaled(world, solution)) scale_scenarios(world, solution);
}

void Validation::on_month_started(const MonthStarted&, Context& context) {
    World& world = context.world();
    const double hazard = -sim::log1p(-context.policy()[aware_]);
    for (Template& solution : world.templates)
        for (std::uint32_t r = 0; r < world.regions.size(); ++r)
            if (around_[r] > 0.0) solution.exposure[r] += hazard * solution.cases[r] / around_[r];
}

void Validation::on_installed(const Installed& event, Context& context) {
    if (!event.bundle.valid()) return;
    World& world = context.world();
    Template& solution = world.templates[event.bundle];
    if (scaled(world, solution)) scale_scenarios(world, solution);
}

std::vector<double> thousand_firms_around(const World& world) {
    std::vector<double> around;
    for (std::uint32_t r = 0; r < world.regions.size(); ++r) {
        double firms = 0.0;
        for (std::uint32_t s = 0; s < world.regions.size(); ++s)
            firms += world.near(RegionId{r}, RegionId{s}) *
                     static_cast<double>(world.regions[RegionId{s}].firms.size());
        around.push_back(firms / 1000.0);
    }
    return around;
}

bool knows(const World& world, FirmId firm, TemplateId id, Context& context) {
    const Template& solution = world.templates[id];
    const double exposure = solution.exposure[world.firms[firm].region.index];
    if (exposure <= 0.0) return false;
    const sim::Key key = sim::child_key(world.firms[firm].key, solution.key.value);
    return context.chance(Purpose::awareness, key).exponential(1.0) <= exposure;
}

sim::EventId validation_known_in(const World& world, const Template& solution, RegionId region) {
    std::uint32_t best = 0;
    double nearest = -1.0;
    for (std::uint32_t v = 0; v < world.regions.size(); ++v) {
        if (!solution.validated_in[v].valid() || world.near(region, RegionId{v}) <= nearest) continue;
        nearest = world.near(region, RegionId{v});
        best = v;
    }
    return solution.validated_in[best];
}

}  // namespace cultivar
