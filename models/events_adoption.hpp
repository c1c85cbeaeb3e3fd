// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "models/entities.hpp"
#include "models/event_priority.hpp"

namespace cultivar {

/// A regional government bought one installation of a template.
struct FirstPurchased {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "FirstPurchased";
    TemplateId bundle;
    RegionId region;
};

struct StandardIssued {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "StandardIssued";
    CategoryId category;
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

struct StageDeepened {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "StageDeepened";
    FirmId firm;
    std::uint32_t stage = 0;       ///< the stage now reached, from 1
    std::uint32_t generation = 0;  ///< of the firm
};

struct GradeRaised {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "GradeRaised";
    FirmId firm;
    std::uint32_t grade = 0;       ///< the grade now held
    std::uint32_t generation = 0;  ///< of the firm
};

struct FamilySelected {
    static constexpr std::uint8_t priority = priority::calendar;
    static constexpr std::string_view name = "FamilySelected";
    std::uint32_t family = 0;
    std::int32_t year = 0;
};

struct BenchmarkNamed {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "BenchmarkNamed";
    FirmId firm;
    std::uint32_t family = 0;
};

/// The firm in this place closed; another may take the place later.
struct FirmExited {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "FirmExited";
    FirmId firm;
    std::uint32_t generation = 0;
};

/// A new firm took the place of one that closed.
struct FirmEntered {
    static constexpr std::uint8_t priority = priority::agent;
    static constexpr std::string_view name = "FirmEntered";
    FirmId firm;
    std::uint32_t generation = 0;
};

}  // namespace cultivar
