// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "models/mechanism.hpp"

namespace cultivar {

/// The screen against redundant construction.
///
/// Rule: the crowding of a category around a region is the number of its live scenarios (from list to
/// validation) per firm within 500 km, the region included, over the same for the nation: a location quotient.
/// Where a list is to take a scenario up and crowding exceeds `region.dup_cap`, it refuses it as a duplicate,
/// for good; one list counts what it has taken up already. 0 means no screen. A scenario first listed where
/// crowding exceeds `region.dup_ref` counts as redundant, refused or not; this changes nothing but metrics.
/// Limits: crowding is 1 everywhere if scenarios are spread like firms, and at most firms of the nation over
/// firms around; without screen no draw, event or state differs.
/// Source: the opinions of 2025 ask to avoid redundant construction; 500 km and multiples are assumptions.
class Screening final : public Mechanism {
  public:
    explicit Screening(const sim::ParameterCatalogue& catalogue)
        : reference_(catalogue.id("region.dup_ref")) {}
    [[nodiscard]] static sim::ParameterTable parameters();
    void on_listed(const Listed& event, Context& context) override;
    void on_duplicate_found(const DuplicateFound& event, Context& context) override;

  private:
    sim::ParameterId reference_;
};

/// The crowding of a category around a region (1: as in the nation; 0 while none is live). `coming` adds
/// scenarios to the live ones, regions × categories; empty for none.
[[nodiscard]] double crowding(const World& world, RegionId region, CategoryId category,
                              std::span<const std::uint32_t> coming = {});

}  // namespace cultivar
