// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "models/description.hpp"
#include "sim/event_id.hpp"
#include "sim/parameter.hpp"

namespace cultivar {

/// The value of every parameter now, the dated changes that move them, and the change that moved one last.
class Policy {
  public:
    Policy() = default;
    Policy(std::vector<double> values, std::vector<PolicyChange> changes)
        : values_(std::move(values)), changes_(std::move(changes)), origins_(changes_.size(), 0.0) {}

    [[nodiscard]] double operator[](sim::ParameterId id) const { return values_[id.index]; }
    [[nodiscard]] const std::vector<double>& values() const { return values_; }
    [[nodiscard]] const std::vector<PolicyChange>& changes() const { return changes_; }
    /// The latest PolicyChanged event; none before the first.
    [[nodiscard]] sim::EventId in_force() const { return in_force_; }

    /// When a later change of the same parameter takes it over; at one date the later in the list is the later.
    [[nodiscard]] sim::Time taken_over(std::uint32_t change) const;

    /// Adds a change and returns its place in `changes`.
    std::uint32_t add(PolicyChange change);
    /// Takes one step of a change at the time given: the first step remembers the value it starts from.
    void step(std::uint32_t change, std::uint32_t step, sim::Time now, sim::EventId by);

  private:
    std::vector<double> values_;
    std::vector<PolicyChange> changes_;
    std::vector<double> origins_;  ///< the value each change found at its date
    sim::EventId in_force_;
};

/// How many steps a change takes: one at its date, then one at each first of a month while the ramp lasts,
/// and one at its end; a change at once takes one.
[[nodiscard]] std::uint32_t step_count(const PolicyChange& change);

/// When a step is due; step 0 is the date of the change.
[[nodiscard]] sim::Time step_time(const PolicyChange& change, std::uint32_t step);

/// The share of the way from the old value to the target that is behind at `time`: linear, or the logistic
/// curve of steepness 10 rescaled to run from 0 to 1.
[[nodiscard]] double ramp_share(const PolicyChange& change, sim::Time time);

}  // namespace cultivar
