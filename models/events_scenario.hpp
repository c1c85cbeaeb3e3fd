// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "models/entities.hpp"
#include "models/event_priority.hpp"

namespace cultivar {

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

/// The screen of a list refused a scenario: too many of its category are live nearby.
struct DuplicateFound {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "DuplicateFound";
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

/// A firm that closed left a scenario: its owner, and the scenario is over; or its supplier, and it is to be
/// listed again. Nothing that was scheduled for it before is heard any more.
struct Withdrawn {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "Withdrawn";
    ScenarioId scenario;
    std::uint32_t from = 0;  ///< the ScenarioState it was in
};

struct ReviewStarted {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "ReviewStarted";
    ScenarioId scenario;
};

struct ApprovalGiven {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "ApprovalGiven";
    static constexpr bool gives_place_back = true;
    ScenarioId scenario;
    std::uint32_t stage = 0;
    std::uint32_t listing = 0;  ///< the listing of the scenario that led to it, here and below
};

struct ReviewFinished {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "ReviewFinished";
    ScenarioId scenario;
};

/// A ruling in its own right closed the rule gap of one scenario, where no sandbox was to be had.
struct RuleSettled {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "RuleSettled";
    ScenarioId scenario;
    std::uint32_t listing = 0;
};

struct SandboxEntered {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "SandboxEntered";
    static constexpr bool gives_place_back = true;
    ScenarioId scenario;
};

struct SandboxLeft {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "SandboxLeft";
    static constexpr bool gives_place_back = true;
    ScenarioId scenario;
    std::uint32_t listing = 0;
};

/// Review is over and no rule stands in the way.
struct AccessGranted {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "AccessGranted";
    ScenarioId scenario;
};

struct PilotEntered {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "PilotEntered";
    static constexpr bool gives_place_back = true;
    ScenarioId scenario;
};

struct PilotVerified {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "PilotVerified";
    static constexpr bool gives_place_back = true;
    ScenarioId scenario;
    std::uint32_t listing = 0;
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

struct IncidentOccurred {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "IncidentOccurred";
    ScenarioId scenario;
};

struct Audited {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "Audited";
    ScenarioId scenario;
    std::uint32_t trial = 0;       ///< the trial that is audited, from 0
    std::uint32_t incident = 0;    ///< 1 after an incident
    std::uint32_t generation = 0;  ///< of the firm that owned the scenario
};

struct SanctionEnded {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "SanctionEnded";
    FirmId firm;
    std::uint32_t generation = 0;  ///< of the firm that was sanctioned
};

struct Redesigned {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "Redesigned";
    ScenarioId scenario;
};

/// The race on a scenario is over for a team that was not paid: another was first, or all gave up.
struct RaceEnded {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "RaceEnded";
    ScenarioId scenario;
    Party supplier;
};

struct Validated {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "Validated";
    ScenarioId scenario;
};

}  // namespace cultivar
