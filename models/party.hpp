// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>

#include "sim/id.hpp"

namespace cultivar {

struct Region;
struct Firm;
struct Institute;
struct Technology;
struct Project;
struct Category;
struct Scenario;
struct Template;
struct Consortium;

using RegionId = sim::Id<Region>;
using FirmId = sim::Id<Firm>;
using InstituteId = sim::Id<Institute>;
using TechnologyId = sim::Id<Technology>;
using ProjectId = sim::Id<Project>;
using CategoryId = sim::Id<Category>;
using ScenarioId = sim::Id<Scenario>;
using TemplateId = sim::Id<Template>;
using ConsortiumId = sim::Id<Consortium>;

enum class PartyKind : std::uint8_t { firm, institute, government, nobody };

/// Someone who owns, supplies or researches: a firm, an institute or a regional government, in four bytes.
class Party {
  public:
    constexpr Party() = default;
    constexpr explicit Party(FirmId firm) : Party(PartyKind::firm, firm.index) {}
    constexpr explicit Party(InstituteId institute) : Party(PartyKind::institute, institute.index) {}
    /// The government of a region.
    constexpr explicit Party(RegionId region) : Party(PartyKind::government, region.index) {}

    [[nodiscard]] constexpr PartyKind kind() const { return static_cast<PartyKind>(code_ >> 30); }
    [[nodiscard]] constexpr FirmId firm() const { return FirmId{code_ & mask}; }
    [[nodiscard]] constexpr InstituteId institute() const { return InstituteId{code_ & mask}; }
    [[nodiscard]] constexpr RegionId government() const { return RegionId{code_ & mask}; }
    [[nodiscard]] constexpr std::uint32_t index() const { return code_ & mask; }
    [[nodiscard]] constexpr std::uint32_t code() const { return code_; }
    [[nodiscard]] static constexpr Party from_code(std::uint32_t code) {
        Party party;
        party.code_ = code;
        return party;
    }
    friend constexpr bool operator==(Party, Party) = default;

  private:
    static constexpr std::uint32_t mask = (1U << 30) - 1;
    constexpr Party(PartyKind kind, std::uint32_t index)
        : code_((static_cast<std::uint32_t>(kind) << 30) | (index & mask)) {}

    std::uint32_t code_ = std::numeric_limits<std::uint32_t>::max();
};

}  // namespace cultivar
