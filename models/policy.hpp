// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "models/description.hpp"
#include "sim/event_id.hpp"
#include "sim/parameter.hpp"

namespace cultivar {

/// A step of a change that is still to come, and the event that it will follow from.
struct PolicyStep {
    std::uint32_t change = 0;
    std::uint32_t step = 0;
    sim::Time due{};
    sim::EventId cause;
};

/// The value of every parameter now, the dated changes that move them, what of these is still to come, and the
/// change that moved one last. Steps become events no earlier than they are due, so that nothing that happens
/// before a change, not even the number of an event, depends on it.
class Policy {
  public:
    Policy() = default;
    Policy(std::vector<double> values, std::vector<PolicyChange> changes)
        : values_(std::move(values)), changes_(std::move(changes)), origins_(changes_.size(), 0.0) {}

    /// On the first day: takes the changes that belong to the world as founded, and plans all others.
    void begin(sim::Time start);

    [[nodiscard]] double operator[](sim::ParameterId id) const { return values_[id.index]; }
    [[nodiscard]] const std::vector<double>& values() const { return values_; }
    [[nodiscard]] const std::vector<PolicyChange>& changes() const { return changes_; }
    /// The latest PolicyChanged event; none before the first.
    [[nodiscard]] sim::EventId in_force() const { return in_force_; }

    /// When a later change of the same parameter takes it over; at one date the later in the list is the later.
    [[nodiscard]] sim::Time taken_over(std::uint32_t change) const;

    /// When the next step is due; Time::max() if none is left.
    [[nodiscard]] sim::Time next_due() const;
    /// Takes out the steps that are due: the first steps of changes in the order of the list, then those of
    /// ramps on their way. A ramp that a later change has taken over goes no further.
    [[nodiscard]] std::vector<PolicyStep> take_due(sim::Time now);
    /// Plans what follows a step that an event takes.
    void plan_after(const PolicyStep& step, sim::EventId event);

    /// Adds a change that is not yet past and returns its place in `changes`.
    std::uint32_t add(PolicyChange change);
    /// Goes on under other changes, which must be the same as far as they are dated before now, when all steps
    /// due before have been taken. Throws std::invalid_argument if they are not.
    void follow(std::vector<PolicyChange> changes, sim::Time now);
    /// Takes one step of a change at the time given: the first step remembers the value it starts from.
    void step(std::uint32_t change, std::uint32_t step, sim::Time now, sim::EventId by);

  private:
    std::vector<double> values_;
    std::vector<PolicyChange> changes_;
    std::vector<double> origins_;    ///< the value each change found at its date
    std::vector<PolicyStep> steps_;  ///< still to come: first steps in the order of the list, then others
    sim::EventId in_force_;
};

/// The first instant at which two lists of changes differ, place by place; Time::max() if they do not. Two
/// worlds that differ in nothing else have the same past up to it.
[[nodiscard]] sim::Time parting(const std::vector<PolicyChange>& a, const std::vector<PolicyChange>& b);

/// How many steps a change takes: one at its date, then one at each first of a month while the ramp lasts,
/// and one at its end; a change at once takes one.
[[nodiscard]] std::uint32_t step_count(const PolicyChange& change);

/// When a step is due; step 0 is the date of the change.
[[nodiscard]] sim::Time step_time(const PolicyChange& change, std::uint32_t step);

/// The share of the way from the old value to the target that is behind at `time`: linear, or the logistic
/// curve of steepness 10 rescaled to run from 0 to 1.
[[nodiscard]] double ramp_share(const PolicyChange& change, sim::Time time);

}  // namespace cultivar
