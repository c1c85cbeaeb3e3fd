// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "experiments/plan/experiment.hpp"
#include "experiments/runner/progress.hpp"
#include "experiments/runner/run_result.hpp"
#include "models/cultivation.hpp"

namespace cultivar {

struct RunOptions {
    unsigned jobs = 1;   ///< threads, at least 1
    bool trace = false;  ///< keep every event of every run
    bool draws = false;  ///< and every draw
};

/// Takes a run to the end of its world and looks for InterruptWatch's word about every quarter of a simulated
/// year: false if it came.
[[nodiscard]] bool run_to_end(Cultivation& run);

/// Runs everything, breadth-first, on `jobs` threads; the result does not depend on their number. A model
/// that stops itself, or any other failure, is recorded in the result of the run. Empty if it was
/// interrupted.
[[nodiscard]] std::optional<RunResults> run_all(const Experiment& experiment, const RunOptions& options,
                                                Progress& progress);

}  // namespace cultivar
