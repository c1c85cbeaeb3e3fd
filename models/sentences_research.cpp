// SPDX-License-Identifier: Apache-2.0
#include "models/sentences.hpp"

namespace cultivar {

std::string sentence(const ConsortiumFormed& event, const Telling& telling) {
    const std::string scenario = telling.scenario(telling.world.consortia[event.consortium].scenario);
    return telling.came_of(Outcome::nothing_came) ? "no consortium came about for " + scenario
                                                  : "a consortium formed for " + scenario;
}

std::string sentence(const MilestoneReached& event, const Telling& telling) {
    const std::string consortium =
        "the consortium for " + telling.scenario(telling.world.consortia[event.consortium].scenario);
    const std::string milestone = " milestone " + std::to_string(event.number + 1);
    if (telling.came_of(Outcome::reached)) return consortium + " reached" + milestone;
    if (telling.came_of(Outcome::missed)) return consortium + " missed" + milestone;
    if (telling.came_of(Outcome::dissolved)) return consortium + " missed" + milestone + " and dissolved";
    return consortium + " was over before" + milestone;
}

/// Without an outcome the project had ended before, and another firm may be in the place of its team.
std::string sentence(const ReadinessStepped& event, const Telling& telling) {
    const Project& project = telling.world.projects[event.project];
    const std::string& technology = telling.world.technologies[project.technology].name;
    if (telling.came_of(Outcome::stepped))
        return telling.party(project.team) + " took its work on " + technology + " a level up";
    if (telling.came_of(Outcome::abandoned))
        return telling.party(project.team) + " abandoned its work on " + technology;
    return "a project on " + technology + " was over before its next step";
}

std::string sentence(const BreakthroughMade& event, const Telling& telling) {
    return "breakthrough: " + telling.world.technologies[event.technology].name +
           ", a bottleneck, rose a level in readiness";
}

std::string sentence(const ProgrammeCalled& event, const Telling&) {
    return "research programme " + std::to_string(event.number + 1) + " was called";
}

std::string sentence(const AwardGiven& event, const Telling& telling) {
    return telling.party(telling.world.projects[event.project].team) + " won an award to work on " +
           telling.world.technologies[event.technology].name;
}

std::string sentence(const Recombined& event, const Telling& telling) {
    return telling.party(Party(event.institute)) +
           (telling.came_of(Outcome::combined) ? " combined technologies into a new component"
                                               : " tried to combine technologies, but nothing came of it");
}

}  // namespace cultivar
