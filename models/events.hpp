// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "models/entities.hpp"
#include "sim/event_id.hpp"
#include "sim/event_types.hpp"

namespace cultivar {

/// The order of simultaneous events: lower leaves first, equals in the order they were scheduled.
namespace priority {
inline constexpr std::uint8_t policy = 0;    ///< levers move before anyone acts on them
inline constexpr std::uint8_t calendar = 1;  ///< budgets, plans and lists come before what agents do then
inline constexpr std::uint8_t agent = 2;     ///< what agents and projects do
inline constexpr std::uint8_t round = 3;     ///< rounds come after all applications of the same instant
}  // namespace priority

/// Every event of the simulation: (type, handler suffix, what it says to a reader).
#define CULTIVAR_EVENTS(EVENT)                                                           \
    EVENT(PolicyChanged, policy_changed, "a lever moved")                                \
    EVENT(YearStarted, year_started, "a year began")                                     \
    EVENT(MonthStarted, month_started, "a month began")                                  \
    EVENT(RegionPlanned, region_planned, "a region chose its focus")                     \
    EVENT(OwnerReviewed, owner_reviewed, "an owner reviewed its business")               \
    EVENT(NeedArose, need_arose, "a need arose")                                         \
    EVENT(OpeningReached, opening_reached, "a state-owned owner looked for one to open") \
    EVENT(NeedOpened, need_opened, "the owner opened it")                                \
    EVENT(ListReleased, list_released, "a list was released")                            \
    EVENT(Listed, listed, "it was listed")                                               \
    EVENT(Applied, applied, "a supplier applied")                                        \
    EVENT(MatchingHeld, matching_held, "a matching round was held")                      \
    EVENT(Matched, matched, "it was matched")                                            \
    EVENT(Unmatched, unmatched, "nobody was chosen")                                     \
    EVENT(Contracted, contracted, "the contract was signed")                             \
    EVENT(ApprovalGiven, approval_given, "an approval was given")                        \
    EVENT(ReviewFinished, review_finished, "the review ended")                           \
    EVENT(TrialStarted, trial_started, "a trial started")                                \
    EVENT(TrialEnded, trial_ended, "a trial ended")                                      \
    EVENT(Redesigned, redesigned, "it was redesigned")                                   \
    EVENT(Validated, validated, "it was validated")                                      \
    EVENT(ReadinessStepped, readiness_stepped, "a project ended a step")                 \
    EVENT(BreakthroughMade, breakthrough_made, "a bottleneck gave way")                  \
    EVENT(InfluenceReached, influence_reached, "influence reached a firm")               \
    EVENT(AdoptionConsidered, adoption_considered, "a firm considered")                  \
    EVENT(Installed, installed, "an installation began work")

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

struct RegionPlanned {
    static constexpr std::uint8_t priority = priority::calendar;
    static constexpr std::string_view name = "RegionPlanned";
    RegionId region;
};

/// The clock of an owner struck; a need arises unless it is thinned out.
struct OwnerReviewed {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "OwnerReviewed";
    Party owner;
    std::uint32_t number = 0;
};

struct NeedArose {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "NeedArose";
    ScenarioId scenario;
};

/// The opening clock of a state-owned firm's need struck; the firm opens one of its waiting needs.
struct OpeningReached {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "OpeningReached";
    ScenarioId scenario;
};

/// The owner agrees to open a need.
struct NeedOpened {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "NeedOpened";
    ScenarioId scenario;
};

/// A region's list, or the national one (an invalid region).
struct ListReleased {
    static constexpr std::uint8_t priority = priority::calendar;
    static constexpr std::string_view name = "ListReleased";
    RegionId region;
};

struct Listed {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "Listed";
    ScenarioId scenario;
};

struct Applied {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "Applied";
    ScenarioId scenario;
    Party supplier;
    std::uint32_t listing = 0;  ///< which listing of the scenario it answers, from 1
};

struct MatchingHeld {
    static constexpr std::uint8_t priority = priority::round;
    static constexpr std::string_view name = "MatchingHeld";
    RegionId region;
};

struct Matched {
    static constexpr std::uint8_t priority = priority::round;
    static constexpr std::string_view name = "Matched";
    ScenarioId scenario;
    Party supplier;
};

struct Unmatched {
    static constexpr std::uint8_t priority = priority::round;
    static constexpr std::string_view name = "Unmatched";
    ScenarioId scenario;
};

struct Contracted {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "Contracted";
    ScenarioId scenario;
};

struct ApprovalGiven {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "ApprovalGiven";
    ScenarioId scenario;
    std::uint32_t stage = 0;
};

struct ReviewFinished {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "ReviewFinished";
    ScenarioId scenario;
};

struct TrialStarted {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "TrialStarted";
    ScenarioId scenario;
};

struct TrialEnded {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "TrialEnded";
    ScenarioId scenario;
};

struct Redesigned {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "Redesigned";
    ScenarioId scenario;
};

struct Validated {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "Validated";
    ScenarioId scenario;
};

struct ReadinessStepped {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "ReadinessStepped";
    ProjectId project;
};

struct BreakthroughMade {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "BreakthroughMade";
    TechnologyId technology;
};

/// The integrated hazard of a clock (a region, a family, firms with or without ties) may have passed the
/// threshold of its next firm.
struct InfluenceReached {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "InfluenceReached";
    RegionId region;
    std::uint32_t family = 0;
    std::uint32_t clock = 0;
};

/// A firm thinks about a family: moved by its region and the nation, or by one supply tie (`tie` valid).
struct AdoptionConsidered {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "AdoptionConsidered";
    FirmId firm;
    std::uint32_t family = 0;
    FirmId tie;
    std::uint32_t number = 0;  ///< which time this firm is moved from that side
};

/// A firm put one technology (no template) or a template's missing families to work.
struct Installed {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "Installed";
    FirmId firm;
    TemplateId bundle;           ///< invalid: a technology by itself
    std::uint32_t families = 0;  ///< FamilySet of what is new to the firm
    std::uint32_t family = 0;    ///< the family whose consideration led here
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
