// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "models/entities.hpp"

namespace cultivar {

/// A scenario in line at a facility: on which of its listings, for which stage, since when and why.
struct Case {
    ScenarioId scenario;
    std::uint32_t listing = 0;
    std::uint32_t stage = 0;
    sim::Time since{};
    sim::EventId cause;
};

/// Places for scenarios and one line that waits for them, first come, first served: the reviewers of an agency,
/// the sandboxes or the pilot facilities of a macro-region.
struct Facility {
    std::uint64_t places = 0;
    std::uint64_t taken = 0;
    std::uint64_t closing = 0;  ///< taken ones that are given up as soon as they are free
    std::deque<Case> line;

    /// From now on there are so many places; whoever holds one that goes may finish.
    void set_places(std::uint64_t count);
    /// Takes a place for the first in line, if there is one of each.
    [[nodiscard]] std::optional<Case> admit();
    /// A place becomes free.
    void release();
};

/// How many places `per_thousand` firms make for so many firms: rounded, at least one where the density is
/// positive.
[[nodiscard]] std::uint64_t places_for(double per_thousand, double firms);

/// Whether a scenario still is in this state on this listing: what was begun for an earlier one no longer counts.
[[nodiscard]] inline bool still(const Scenario& scenario, ScenarioState state, std::uint32_t listing) {
    return scenario.state == state && scenario.listings == listing;
}

}  // namespace cultivar
