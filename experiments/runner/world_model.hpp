// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "experiments/plan/experiment.hpp"
#include "experiments/plan/pasts.hpp"
#include "experiments/runner/model.hpp"
#include "models/cultivation.hpp"

namespace cultivar {

/// The runs of an experiment: the world of each arm, from its founding to its end. Runs of one seed are a task
/// as far as their arms share a past. Keeps a reference to the experiment.
class WorldModel : public Model {
  public:
    explicit WorldModel(const Experiment& experiment, Recording recording = {});

    /// Tasks in the order of their first rows.
    [[nodiscard]] std::vector<Task> tasks(const std::vector<std::size_t>& rows) const override;
    [[nodiscard]] bool run(const Task& task, const Deliver& deliver) const override;
    /// Events handled so far by all runs, those of a past that runs share once.
    [[nodiscard]] std::uint64_t handled() const { return handled_; }

  private:
    const Experiment& experiment_;
    Pasts pasts_;
    std::vector<PlannedRun> runs_;
    Recording recording_;
    mutable std::atomic<std::uint64_t> handled_{0};
};

/// Takes a run to the end of its world: false if it was interrupted.
[[nodiscard]] bool run_to_end(Cultivation& run);

}  // namespace cultivar
