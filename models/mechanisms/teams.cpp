// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/teams.hpp"

#include <algorithm>
#include <vector>

namespace cultivar {

bool may_be_worked_on(const World& world, TechnologyId id, double prerequisite) {
    const Technology& technology = world.technologies[id];
    if (technology.readiness >= top_readiness) return false;
    return std::all_of(technology.prerequisites.begin(), technology.prerequisites.end(),
                       [&](TechnologyId part) { return world.technologies[part].readiness >= prerequisite; });
}

Party draw_team(TechnologyId id, double slots, Purpose purpose, std::uint32_t occurrence, Context& context) {
    const World& world = context.world();
    std::vector<double> weights;
    weights.reserve(std::size_t{world.firms.size()} + world.institutes.size());
    double sum = 0.0;
    for (std::uint32_t i = 0; i < world.firms.size(); ++i) {
        const Firm& firm = world.firms[FirmId{i}];
        const bool free = firm.active && !firm.researching;
        weights.push_back(free ? world.capability_of(Party(FirmId{i}))[id.index] * firm.research : 0.0);
        sum += weights.back();
    }
    for (std::uint32_t i = 0; i < world.institutes.size(); ++i) {
        const Institute& institute = world.institutes[InstituteId{i}];
        const bool free = institute.projects < slots;
        weights.push_back(free ? world.capability_of(Party(InstituteId{i}))[id.index] * institute.funds
                               : 0.0);
        sum += weights.back();
    }
    if (sum <= 0.0) return {};
    const auto drawn = static_cast<std::uint32_t>(
        context.chance(purpose, world.technologies[id].key, occurrence).categorical(weights));
    return drawn < world.firms.size() ? Party(FirmId{drawn}) : Party(InstituteId{drawn - world.firms.size()});
}

double own_effort(const World& world, Party team, double slots) {
    return team.kind() == PartyKind::firm ? world.firms[team.firm()].research
                                          : world.institutes[team.institute()].funds / slots;
}

ProjectId begin_project(World& world, TechnologyId id, Party team, double effort, bool awarded,
                        sim::Time now) {
    Technology& technology = world.technologies[id];
    Project project;
    project.technology = id;
    project.team = team;
    project.readiness = technology.readiness;
    project.effort = effort;
    project.awarded = awarded;
    project.since = now;
    const sim::Key pair = sim::child_key(world.key_of(team), technology.key.value);
    project.key = sim::child_key(pair, technology.begun++);
    ++(awarded ? technology.awards : technology.working);
    if (team.kind() == PartyKind::firm) {
        world.firms[team.firm()].researching = true;
    } else {
        ++world.institutes[team.institute()].projects;
    }
    return world.projects.add(project);
}

void book_effort(World& world, Project& project, sim::Time now) {
    world.ledger.research_spend += project.effort * sim::in_years(now - project.since);
    project.since = now;
}

void end_project(World& world, Project& project, sim::Time now) {
    book_effort(world, project, now);
    project.active = false;
    Technology& technology = world.technologies[project.technology];
    --(project.awarded ? technology.awards : technology.working);
    if (project.team.kind() == PartyKind::firm) {
        world.firms[project.team.firm()].researching = false;
    } else {
        --world.institutes[project.team.institute()].projects;
    }
}

}  // namespace cultivar
