// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "experiments/runner/run_result.hpp"

namespace cultivar {

/// Rows of the plan that a model runs together because they share work.
using Task = std::vector<std::size_t>;

/// Takes the result of a row and the scalars that its values belong to, none if they are not known because the
/// run failed before. False if no more are wanted.
using Deliver = std::function<bool(std::size_t row, RunResult run, const std::vector<Scalar>& scalars)>;

/// Cuts tasks that are more than an equal share of the rows for so many hands, and those that would be left over
/// when each hand has had equally many, as far as that leaves a part for each hand at most.
[[nodiscard]] std::vector<Task> spread(std::vector<Task> tasks, std::size_t hands);

/// What a sweep runs: the arms of an experiment as worlds (experiments/runner/world_model.hpp), or anything
/// else that makes numbers from an arm and a seed.
class Model {
  public:
    virtual ~Model() = default;

    /// Puts rows together that share work, the tasks in the order in which they are to be taken; a part of a
    /// task is a task as well. Unless said otherwise each row is one.
    [[nodiscard]] virtual std::vector<Task> tasks(const std::vector<std::size_t>& rows) const;

    /// Runs a task and delivers each of its rows once, as soon as it has ended; whatever goes wrong in a run is
    /// delivered as a failed one. False if it was interrupted. Threads call it at the same time, and the
    /// results do not depend on what else they run.
    [[nodiscard]] virtual bool run(const Task& task, const Deliver& deliver) const = 0;

  protected:
    Model() = default;
    Model(const Model&) = default;
    Model(Model&&) = default;
    Model& operator=(const Model&) = default;
    Model& operator=(Model&&) = default;
};

}  // namespace cultivar
