// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "models/entities.hpp"
#include "models/event_priority.hpp"
#include "models/events_adoption.hpp"
#include "models/events_research.hpp"
#include "models/events_scenario.hpp"
#include "sim/event_id.hpp"
#include "sim/event_types.hpp"

namespace cultivar {

/// Every event of the simulation: (type, handler suffix, what it says to a reader).
#define CULTIVAR_EVENTS(EVENT)                                                              \
    EVENT(PolicyChanged, policy_changed, "a lever moved")                                   \
    EVENT(YearStarted, year_started, "a year began")                                        \
    EVENT(MonthStarted, month_started, "a month began")                                     \
    EVENT(RegionPlanned, region_planned, "a region chose its focus")                        \
    EVENT(OwnerReviewed, owner_reviewed, "an owner reviewed its business")                  \
    EVENT(NeedArose, need_arose, "a need arose")                                            \
    EVENT(OpeningReached, opening_reached, "a state-owned owner looked for a need to open") \
    EVENT(NeedOpened, need_opened, "an owner opened a need")                                \
    EVENT(ListReleased, list_released, "a list was released")                               \
    EVENT(Listed, listed, "a scenario was listed")                                          \
    EVENT(DuplicateFound, duplicate_found, "a list refused a duplicate")                    \
    EVENT(Applied, applied, "a supplier applied")                                           \
    EVENT(MatchingHeld, matching_held, "a matching round was held")                         \
    EVENT(Matched, matched, "a scenario was matched")                                       \
    EVENT(Unmatched, unmatched, "nobody was chosen")                                        \
    EVENT(ConsortiumFormed, consortium_formed, "a consortium formed")                       \
    EVENT(Contracted, contracted, "a contract was signed")                                  \
    EVENT(MilestoneReached, milestone_reached, "a consortium came to a milestone")          \
    EVENT(ReviewStarted, review_started, "a review began")                                  \
    EVENT(ApprovalGiven, approval_given, "an approval was given")                           \
    EVENT(ReviewFinished, review_finished, "a review ended")                                \
    EVENT(RuleSettled, rule_settled, "a ruling closed a rule gap")                          \
    EVENT(SandboxEntered, sandbox_entered, "a scenario entered a sandbox")                  \
    EVENT(SandboxLeft, sandbox_left, "a scenario left a sandbox")                           \
    EVENT(AccessGranted, access_granted, "a scenario was cleared for trial")                \
    EVENT(PilotEntered, pilot_entered, "a scenario entered a pilot facility")               \
    EVENT(PilotVerified, pilot_verified, "a pilot facility verified a scenario")            \
    EVENT(TrialStarted, trial_started, "a trial started")                                   \
    EVENT(TrialEnded, trial_ended, "a trial ended")                                         \
    EVENT(IncidentOccurred, incident_occurred, "a trial had an incident")                   \
    EVENT(Audited, audited, "an audit ended")                                               \
    EVENT(SanctionEnded, sanction_ended, "a sanction ended")                                \
    EVENT(Redesigned, redesigned, "a scenario was redesigned")                              \
    EVENT(RaceEnded, race_ended, "a team left a race")                                      \
    EVENT(Validated, validated, "a scenario was validated")                                 \
    EVENT(FirstPurchased, first_purchased, "a government was a first user")                 \
    EVENT(StandardIssued, standard_issued, "a standard was issued")                         \
    EVENT(ReadinessStepped, readiness_stepped, "a project ended a step")                    \
    EVENT(BreakthroughMade, breakthrough_made, "a bottleneck gave way")                     \
    EVENT(ProgrammeCalled, programme_called, "a research programme was called")             \
    EVENT(AwardGiven, award_given, "a team won an award")                                   \
    EVENT(Recombined, recombined, "an institute combined technologies")                     \
    EVENT(InfluenceReached, influence_reached, "influence reached a firm")                  \
    EVENT(AdoptionConsidered, adoption_considered, "a firm considered a family")            \
    EVENT(Installed, installed, "an installation began work")                               \
    EVENT(StageDeepened, stage_deepened, "AI reached a further stage of production")        \
    EVENT(GradeRaised, grade_raised, "a factory rose a grade")                              \
    EVENT(FamilySelected, family_selected, "a family programme selected its benchmarks")    \
    EVENT(BenchmarkNamed, benchmark_named, "a firm was named a benchmark")                  \
    EVENT(Withdrawn, withdrawn, "a scenario lost a firm that closed")                       \
    EVENT(FirmExited, firm_exited, "a firm went out of business")                           \
    EVENT(FirmEntered, firm_entered, "a firm entered")

/// A dated change took effect, or a ramp moved by one monthly step.
struct PolicyChanged {
    static constexpr std::uint8_t priority = priority::policy;
    static constexpr std::string_view name = "PolicyChanged";
    std::uint32_t change = 0;  ///< index into the world's changes
    std::uint32_t step = 0;
};

/// The start of the world and each 1 January: budgets are credited.
struct YearStarted {
    static constexpr std::uint8_t priority = priority::calendar;
    static constexpr std::string_view name = "YearStarted";
    std::int32_t year = 0;
};

/// The first of a month: coverage, awareness, national heat, stock and order effects move on.
struct MonthStarted {
    static constexpr std::uint8_t priority = priority::calendar;
    static constexpr std::string_view name = "MonthStarted";
    std::uint32_t month = 0;  ///< months since the start of the world
};

#define CULTIVAR_EVENT_TYPE(type, handler, text) , type
template <class First, class... Rest>
struct SkipFirst {
    using Types = sim::EventTypes<Rest...>;
};
/// The list that queue, dispatch and trace are made from; the place of a type is its number.
using Events = SkipFirst<void CULTIVAR_EVENTS(CULTIVAR_EVENT_TYPE)>::Types;
#undef CULTIVAR_EVENT_TYPE

}  // namespace cultivar
