// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/research.hpp"

#include <algorithm>
#include <cmath>

#include "models/mechanisms/trial.hpp"
#include "sim/elementary.hpp"

namespace cultivar {

namespace {

constexpr double top_readiness = 9.0;

}  // namespace

void Research::begin(Context& context) {
    const World& world = context.world();
    working_.assign(world.technologies.size(), 0);
    busy_.assign(world.firms.size(), false);
    fill(context);
}

bool Research::open(const World& world, const Policy& policy, TechnologyId id) const {
    const Technology& technology = world.technologies[id];
    if (technology.readiness >= top_readiness || working_[id.index] >= policy[teams_]) return false;
    return std::all_of(
        technology.prerequisites.begin(), technology.prerequisites.end(),
        [&](TechnologyId needed) { return world.technologies[needed].readiness >= policy[prerequisite_]; });
}

std::vector<TechnologyId> Research::open_technologies(const World& world, const Policy& policy) const {
    std::vector<TechnologyId> result;
    for (std::uint32_t t = 0; t < world.technologies.size(); ++t)
        if (open(world, policy, TechnologyId{t})) result.push_back(TechnologyId{t});
    return result;
}

Party Research::draw_team(TechnologyId id, Context& context) {
    World& world = context.world();
    Technology& technology = world.technologies[id];
    std::vector<double> weights;
    weights.reserve(world.firms.size() + world.institutes.size());
    double sum = 0.0;
    for (std::uint32_t i = 0; i < world.firms.size(); ++i) {
        const Firm& firm = world.firms[FirmId{i}];
        const double weight =
            busy_[i] || !firm.active ? 0.0 : world.capability_of(Party(FirmId{i}))[id.index] * firm.research;
        weights.push_back(weight);
        sum += weight;
    }
    for (std::uint32_t i = 0; i < world.institutes.size(); ++i) {
        const Institute& institute = world.institutes[InstituteId{i}];
        const bool free = institute.projects < context.policy()[project_slots_];
        const double weight =
            free ? world.capability_of(Party(InstituteId{i}))[id.index] * institute.funds : 0.0;
        weights.push_back(weight);
        sum += weight;
    }
    if (sum <= 0.0) return {};
    const auto drawn = static_cast<std::uint32_t>(
        context.chance(Purpose::team_choice, technology.key, technology.draws++).categorical(weights));
    return drawn < world.firms.size() ? Party(FirmId{drawn}) : Party(InstituteId{drawn - world.firms.size()});
}

TechnologyId Research::preferred(Party team, const std::vector<TechnologyId>& choices,
                                 Context& context) const {
    const World& world = context.world();
    const std::span<const float> capability = world.capability_of(team);
    const auto appeal = [&](TechnologyId id) {
        return signal_at(world.technologies[id], context.now(), context.policy()[half_life_]) +
               static_cast<double>(capability[id.index]);
    };
    return *std::max_element(choices.begin(), choices.end(),
                             [&appeal](TechnologyId a, TechnologyId b) { return appeal(a) < appeal(b); });
}

double Research::effort_of(Party team, Context& context) const {
    const World& world = context.world();
    if (team.kind() == PartyKind::firm) return world.firms[team.firm()].research;
    return world.institutes[team.institute()].funds / context.policy()[project_slots_];
}

void Research::fill(Context& context) {
    const std::uint32_t before = context.world().projects.size();
    for (std::vector<TechnologyId> choices = open_technologies(context.world(), context.policy());
         !choices.empty(); choices = open_technologies(context.world(), context.policy())) {
        const Party team = draw_team(choices.front(), context);
        if (team.kind() == PartyKind::nobody) break;
        start(preferred(team, choices, context), team, context);
    }
    World& world = context.world();
    if (reference_effort_ == 0.0 && world.projects.size() > 0) {
        for (const Project& project : world.projects) reference_effort_ += project.effort;
        reference_effort_ /= world.projects.size();
    }
    for (std::uint32_t p = before; p < world.projects.size(); ++p) step(ProjectId{p}, context);
}

void Research::start(TechnologyId technology, Party team, Context& context) {
    World& world = context.world();
    Project project;
    project.technology = technology;
    project.team = team;
    project.readiness = world.technologies[technology].readiness;
    project.effort = effort_of(team, context);
    const sim::Key pair = sim::child_key(world.key_of(team), world.technologies[technology].key.value);
    project.key = sim::child_key(pair, world.technologies[technology].begun++);
    ++working_[technology.index];
    if (team.kind() == PartyKind::firm) {
        busy_[team.index()] = true;
    } else {
        ++world.institutes[team.institute()].projects;
    }
    world.projects.add(project);
}

double Research::speed(const Project& project, Context& context) const {
    const Policy& policy = context.policy();
    const Technology& technology = context.world().technologies[project.technology];
    const double signal = signal_at(technology, context.now(), policy[half_life_]);
    const double funded = sim::pow(project.effort / reference_effort_, policy[elasticity_]);
    const double pulled = 1.0 + policy[demand_pull_] * signal / (1.0 + signal);
    return funded * pulled / (technology.bottleneck ? policy[bottleneck_factor_] : 1.0);
}

void Research::step(ProjectId id, Context& context) const {
    const Project& project = context.world().projects[id];
    const Policy& policy = context.policy();
    const auto level = static_cast<std::size_t>(std::clamp(std::floor(project.readiness), 4.0, 8.0));
    const double mean = policy[step_years_[level - 4]] / speed(project, context);
    const double time =
        context.chance(Purpose::step_time, project.key, project.steps).gamma(policy[step_shape_], mean);
    context.after(sim::years(time), ReadinessStepped{id});
}

void Research::end(Project& project, Context& context) {
    if (!project.active) return;
    project.active = false;
    --working_[project.technology.index];
    if (project.team.kind() == PartyKind::firm) {
        busy_[project.team.index()] = false;
    } else {
        --context.world().institutes[project.team.institute()].projects;
    }
}

void Research::end_all_on(TechnologyId technology, Context& context) {
    for (Project& project : context.world().projects)
        if (project.technology == technology) end(project, context);
}

void Research::on_firm_exited(const FirmExited& event, Context& context) {
    if (!busy_[event.firm.index]) return;
    for (Project& project : context.world().projects)
        if (project.team == Party(event.firm)) end(project, context);
    fill(context);
}

void Research::on_readiness_stepped(const ReadinessStepped& event, Context& context) {
    World& world = context.world();
    Project& project = world.projects[event.project];
    if (!project.active) return;
    Technology& technology = world.technologies[project.technology];
    const std::uint32_t number = project.steps++;
    if (context.chance(Purpose::step_outcome, project.key, number).bernoulli(context.policy()[abandon_])) {
        context.conclude(Outcome::abandoned);
        end(project, context);
    } else {
        context.conclude(Outcome::stepped);
        project.readiness = std::min(top_readiness, project.readiness + 1.0);
        const bool raised = project.readiness > technology.readiness;
        technology.readiness = std::max(technology.readiness, project.readiness);
        if (raised && technology.bottleneck) {
            world.ledger.breakthroughs += 1.0;
            context.after(sim::Duration{0}, BreakthroughMade{project.technology});
        }
        if (technology.readiness >= top_readiness) end_all_on(project.technology, context);
        if (project.active) step(event.project, context);
    }
    fill(context);
}

}  // namespace cultivar
