// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "experiments/plan/experiment.hpp"
#include "experiments/runner/run_result.hpp"

namespace cultivar {

/// Leaves of a run of a sampled experiment only the numbers of the metrics that it asks for, and of `scalars`
/// those that they belong to; series and their times go. Runs of other experiments stay as they are.
void keep_asked(const Experiment& experiment, RunResult& run, std::vector<Scalar>& scalars);

}  // namespace cultivar
