// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "experiments/plan/experiment.hpp"
#include "experiments/runner/model.hpp"
#include "models/cultivation.hpp"

namespace cultivar {

/// The runs of an experiment: the world of each arm, from its founding to its end. Keeps a reference to the
/// experiment.
class WorldModel : public Model {
  public:
    explicit WorldModel(const Experiment& experiment, Recording recording = {});

    [[nodiscard]] bool run(const Task& task, const Deliver& deliver) const override;

  private:
    const Experiment& experiment_;
    std::vector<PlannedRun> runs_;
    Recording recording_;
};

/// Takes a run to the end of its world and looks for InterruptWatch's word about every quarter of a simulated
/// year: false if it came.
[[nodiscard]] bool run_to_end(Cultivation& run);

}  // namespace cultivar
