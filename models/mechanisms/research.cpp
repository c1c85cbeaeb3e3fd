// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/research.hpp"

#include <algorithm>
#include <cmath>

#include "models/mechanisms/consortium.hpp"
#include "models/mechanisms/teams.hpp"
#include "models/mechanisms/trial.hpp"
#include "sim/elementary.hpp"

namespace cultivar {

void Research::begin(Context& context) {
    fill(context);
}

std::vector<TechnologyId> Research::open_technologies(const World& world, const Policy& policy) const {
    std::vector<TechnologyId> result;
    for (std::uint32_t t = 0; t < world.technologies.size(); ++t)
        if (world.technologies[TechnologyId{t}].working < policy[teams_] &&
            may_be_worked_on(world, TechnologyId{t}, policy[prerequisite_]))
            result.push_back(TechnologyId{t});
    return result;
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

void Research::settle_reference(const World& world) {
    if (reference_effort_ != 0.0 || world.projects.empty()) return;
    for (const Project& project : world.projects) reference_effort_ += project.effort;
    reference_effort_ /= world.projects.size();
}

void Research::fill(Context& context) {
    World& world = context.world();
    const double slots = context.policy()[project_slots_];
    const std::uint32_t before = world.projects.size();
    for (std::vector<TechnologyId> choices = open_technologies(world, context.policy()); !choices.empty();
         choices = open_technologies(world, context.policy())) {
        Technology& first = world.technologies[choices.front()];
        const Party team = draw_team(choices.front(), slots, Purpose::team_choice, first.draws, context);
        if (team.kind() == PartyKind::nobody) break;
        ++first.draws;
        begin_project(world, preferred(team, choices, context), team, own_effort(world, team, slots), false,
                      context.now());
    }
    settle_reference(world);
    for (std::uint32_t p = before; p < world.projects.size(); ++p) step(ProjectId{p}, context);
}

double Research::speed(const Project& project, Context& context) const {
    const Policy& policy = context.policy();
    const Technology& technology = context.world().technologies[project.technology];
    const double signal = signal_at(technology, context.now(), policy[half_life_]);
    const double funded = sim::pow(project.effort / reference_effort_, policy[elasticity_]);
    const double pulled = 1.0 + policy[demand_pull_] * signal / (1.0 + signal);
    const auto partners = static_cast<double>(largest_consortium(context.world(), project.team) - 1);
    const double joined = 1.0 + policy[boost_] * partners;
    return funded * pulled * joined / (technology.bottleneck ? policy[bottleneck_factor_] : 1.0);
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

void Research::on_award_given(const AwardGiven& event, Context& context) {
    settle_reference(context.world());
    if (context.world().projects[event.project].active) step(event.project, context);
}

void Research::on_firm_exited(const FirmExited& event, Context& context) {
    World& world = context.world();
    if (!world.firms[event.firm].researching) return;
    for (Project& project : world.projects)
        if (project.active && project.team == Party(event.firm)) end_project(world, project, context.now());
    fill(context);
}

void Research::on_readiness_stepped(const ReadinessStepped& event, Context& context) {
    World& world = context.world();
    Project& project = world.projects[event.project];
    if (!project.active) return;
    Technology& technology = world.technologies[project.technology];
    const std::uint32_t number = project.steps++;
    book_effort(world, project, context.now());
    if (context.chance(Purpose::step_outcome, project.key, number).bernoulli(context.policy()[abandon_])) {
        context.conclude(Outcome::abandoned);
        end_project(world, project, context.now());
    } else {
        context.conclude(Outcome::stepped);
        project.readiness = std::min(top_readiness, project.readiness + 1.0);
        if (project.readiness > technology.readiness) {
            world.ledger.levels_raised += project.readiness - technology.readiness;
            technology.readiness = project.readiness;
            if (technology.bottleneck) {
                world.ledger.breakthroughs += 1.0;
                context.after(sim::Duration{0}, BreakthroughMade{project.technology});
            }
        }
        if (technology.readiness >= top_readiness)
            for (Project& other : world.projects)
                if (other.active && other.technology == project.technology)
                    end_project(world, other, context.now());
        if (project.active) step(event.project, context);
    }
    fill(context);
}

}  // namespace cultivar
