// SPDX-License-Identifier: Apache-2.0
#include "models/sentences.hpp"

namespace cultivar {

namespace {

/// Whether this approval repeats the one that caused it, which conflicted with the others.
bool repeats(const ApprovalGiven& event, const Telling& telling) {
    if (!telling.caused_by<ApprovalGiven>()) return false;
    const auto before = event_in<ApprovalGiven>(*telling.cause);
    return before.scenario == event.scenario && before.stage == event.stage;
}

}  // namespace

std::string sentence(const RegionPlanned& event, const Telling& telling) {
    return telling.region(event.region) + " chose its focus";
}

std::string sentence(const OwnerReviewed& event, const Telling& telling) {
    return telling.party(event.owner) + " took stock of its needs";
}

std::string sentence(const NeedArose& event, const Telling& telling) {
    const Scenario& scenario = telling.world.scenarios[event.scenario];
    return telling.party(scenario.owner) + " felt a need: " + telling.scenario(event.scenario) + ", worth " +
           plain_number(scenario.value) + " million CNY";
}

std::string sentence(const OpeningReached& event, const Telling& telling) {
    return telling.party(telling.world.scenarios[event.scenario].owner) +
           " looked among its needs for one to open";
}

std::string sentence(const NeedOpened& event, const Telling& telling) {
    return telling.party(telling.world.scenarios[event.scenario].owner) + " opened " +
           telling.scenario(event.scenario);
}

std::string sentence(const ListReleased& event, const Telling& telling) {
    return event.region.valid() ? "a list of " + telling.region(event.region) + " came out"
                                : "a national list came out";
}

std::string sentence(const Listed& event, const Telling& telling) {
    const bool unlocked = telling.caused_by<ReadinessStepped>() || telling.caused_by<BreakthroughMade>();
    return telling.scenario(event.scenario) + " was listed" +
           (unlocked ? ", now that its technology was ready" : "");
}

std::string sentence(const DuplicateFound& event, const Telling& telling) {
    return "the list refused " + telling.scenario(event.scenario) + " as a duplicate";
}

std::string sentence(const Applied& event, const Telling& telling) {
    return telling.party(event.supplier) + " applied for " + telling.scenario(event.scenario) +
           telling.ending();
}

std::string sentence(const MatchingHeld& event, const Telling& telling) {
    return telling.region(event.region) + " held a matching round";
}

std::string sentence(const Matched& event, const Telling& telling) {
    return telling.scenario(event.scenario) + " went to " + telling.party(event.supplier);
}

std::string sentence(const Unmatched& event, const Telling& telling) {
    const bool dissolved = telling.caused_by<ConsortiumFormed>() || telling.caused_by<MilestoneReached>();
    return (dissolved ? "nobody was left to undertake " : "nobody was chosen for ") +
           telling.scenario(event.scenario);
}

std::string sentence(const Contracted& event, const Telling& telling) {
    return "the contract for " + telling.scenario(event.scenario) + " was signed";
}

std::string sentence(const ReviewStarted& event, const Telling& telling) {
    return "the review of " + telling.scenario(event.scenario) + " began";
}

std::string sentence(const ApprovalGiven& event, const Telling& telling) {
    const auto& agencies = telling.world.agencies;
    const std::string by = agencies.empty() ? "an agency" : agencies[event.stage % agencies.size()].name;
    return by + " gave " + telling.scenario(event.scenario) + " approval " + std::to_string(event.stage + 1) +
           (repeats(event, telling) ? " again, after a conflict with the others" : "");
}

std::string sentence(const ReviewFinished& event, const Telling& telling) {
    return "the review of " + telling.scenario(event.scenario) + " ended";
}

std::string sentence(const RuleSettled& event, const Telling& telling) {
    return telling.scenario(event.scenario) + " got a ruling of its own, as no rule covered it";
}

std::string sentence(const SandboxEntered& event, const Telling& telling) {
    return telling.scenario(event.scenario) + " entered a sandbox";
}

std::string sentence(const SandboxLeft& event, const Telling& telling) {
    return telling.scenario(event.scenario) + " left the sandbox";
}

std::string sentence(const AccessGranted& event, const Telling& telling) {
    return telling.scenario(event.scenario) + " was cleared for trial";
}

std::string sentence(const PilotEntered& event, const Telling& telling) {
    return telling.scenario(event.scenario) + " entered a pilot facility";
}

std::string sentence(const PilotVerified& event, const Telling& telling) {
    return "a pilot facility verified " + telling.scenario(event.scenario);
}

std::string sentence(const TrialStarted& event, const Telling& telling) {
    return "a trial began in " + telling.scenario(event.scenario);
}

std::string sentence(const TrialEnded& event, const Telling& telling) {
    const std::string trial = "a trial in " + telling.scenario(event.scenario);
    if (telling.came_of(Outcome::passed)) return trial + " succeeded";
    if (telling.came_of(Outcome::gave_up)) return trial + " failed, and it was given up";
    return trial + " failed";
}

std::string sentence(const IncidentOccurred& event, const Telling& telling) {
    return "the trial in " + telling.scenario(event.scenario) + " had an incident";
}

std::string sentence(const Audited& event, const Telling& telling) {
    const std::string audit = std::string("an audit of the ") +
                              (event.incident == 1 ? "incident" : "failed trial") + " in " +
                              telling.scenario(event.scenario);
    if (telling.came_of(Outcome::waived)) return audit + " found good faith and excused it";
    if (telling.came_of(Outcome::sanctioned)) return audit + " led to a sanction of its owner";
    return audit + " came to nothing: its owner had closed";
}

std::string sentence(const SanctionEnded& event, const Telling& telling) {
    return "the sanction of " + telling.party(Party(event.firm)) + " ended";
}

std::string sentence(const Redesigned& event, const Telling& telling) {
    return telling.scenario(event.scenario) + " was redesigned";
}

std::string sentence(const RaceEnded& event, const Telling& telling) {
    const std::string race = "the race on " + telling.scenario(event.scenario);
    const std::string team = telling.party(event.supplier);
    if (telling.came_of(Outcome::gave_up)) return race + " ended for " + team + ", as all teams gave up";
    return team + " lost " + race + " to " + telling.party(telling.world.scenarios[event.scenario].supplier);
}

std::string sentence(const Validated& event, const Telling& telling) {
    return telling.scenario(event.scenario) + " was validated";
}

std::string sentence(const Withdrawn& event, const Telling& telling) {
    const std::string scenario = telling.scenario(event.scenario);
    if (!telling.caused_by<FirmExited>()) return scenario + " lost a firm that closed";
    const Party closed(event_in<FirmExited>(*telling.cause).firm);
    return telling.world.scenarios[event.scenario].owner == closed
               ? scenario + " was over, as its owner had closed"
               : scenario + " lost its supplier, which had closed";
}

}  // namespace cultivar
