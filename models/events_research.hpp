// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "models/entities.hpp"
#include "models/event_priority.hpp"

namespace cultivar {

/// The partners of a match agreed; contracting goes on with all of them.
struct ConsortiumFormed {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "ConsortiumFormed";
    ConsortiumId consortium;
};

struct MilestoneReached {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "MilestoneReached";
    ConsortiumId consortium;
    std::uint32_t number = 0;  ///< from 0
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

struct ProgrammeCalled {
    static constexpr std::uint8_t priority = priority::calendar;
    static constexpr std::string_view name = "ProgrammeCalled";
    std::uint32_t number = 0;
};

/// A programme added a team on a technology.
struct AwardGiven {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "AwardGiven";
    TechnologyId technology;
    ProjectId project;
};

struct Recombined {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "Recombined";
    InstituteId institute;
    std::uint32_t number = 0;
};

}  // namespace cultivar
