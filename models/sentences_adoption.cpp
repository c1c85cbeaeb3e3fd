// SPDX-License-Identifier: Apache-2.0
#include "models/sentences.hpp"

namespace cultivar {

namespace {

std::string considered(const Telling& telling) {
    switch (telling.row.outcome) {
        case Outcome::held_already:
            return ": it had it already";
        case Outcome::paused:
            return ": too soon after the last time";
        case Outcome::not_ready:
            return ": the technology was not ready";
        case Outcome::no_coverage:
            return ": no coverage there";
        default:
            return telling.ending();
    }
}

}  // namespace

std::string sentence(const FirstPurchased& event, const Telling& telling) {
    return "the government of " + telling.region(event.region) + " bought " + telling.solution(event.bundle) +
           " as one of its first users";
}

std::string sentence(const StandardIssued& event, const Telling& telling) {
    return "a standard for " + telling.world.categories[event.category].name + " was issued";
}

std::string sentence(const InfluenceReached& event, const Telling& telling) {
    return "influence for " + telling.world.families[event.family].name +
           (telling.came_of(Outcome::postponed) ? " had not yet reached a firm in " : " reached a firm in ") +
           telling.region(event.region);
}

std::string sentence(const AdoptionConsidered& event, const Telling& telling) {
    const std::string text =
        telling.party(Party(event.firm)) + " considered " + telling.world.families[event.family].name;
    return text + (event.tie.valid() ? ", moved by its tie with " + telling.party(Party(event.tie)) : "") +
           considered(telling);
}

std::string sentence(const Installed& event, const Telling& telling) {
    const std::string firm = telling.party(Party(event.firm));
    const auto fresh = static_cast<FamilySet>(event.families);
    if (!event.bundle.valid()) return firm + " put " + telling.families(fresh) + " to work";
    const std::string solution = telling.solution(event.bundle);
    if (fresh == telling.world.templates[event.bundle].families)
        return firm + " put " + solution + " to work";
    return firm + (fresh == 0 ? " joined what it had" : " added " + telling.families(fresh)) +
           " to make up " + solution;
}

std::string sentence(const StageDeepened& event, const Telling& telling) {
    return telling.party(Party(event.firm)) + " took AI to stage " + std::to_string(event.stage) +
           " of its production" + telling.ending();
}

std::string sentence(const GradeRaised& event, const Telling& telling) {
    return "the factory of " + telling.party(Party(event.firm)) + " rose to the " +
           std::string(grade_names[event.grade]) + " grade" + telling.ending();
}

std::string sentence(const FamilySelected& event, const Telling& telling) {
    return "the programme for " + telling.world.families[event.family].name + " selected its benchmarks of " +
           std::to_string(event.year);
}

std::string sentence(const BenchmarkNamed& event, const Telling& telling) {
    return telling.party(Party(event.firm)) + " was named a benchmark for " +
           telling.world.families[event.family].name;
}

std::string sentence(const FirmExited& event, const Telling& telling) {
    return telling.party(Party(event.firm)) +
           (telling.came_of(Outcome::bankrupt) ? " went bankrupt" : " closed");
}

/// The place is the newcomer's from right after the event.
std::string sentence(const FirmEntered& event, const Telling& telling) {
    TraceRow after = telling.row;
    after.time += sim::Duration{1};
    const Telling then{after, nullptr, telling.world, telling.policy, telling.catalogue, telling.described};
    return "a new firm entered in " + telling.region(telling.world.firms[event.firm].region) + ": " +
           then.party(Party(event.firm));
}

}  // namespace cultivar
