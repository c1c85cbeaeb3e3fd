// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <vector>

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

/// Takes a finished run of a row before it counts: the number of the thread that ran it (below `jobs`), and
/// the scalars of its world, none if that could not be founded. Threads call it at the same time.
using KeepRun = std::function<void(std::size_t thread, std::size_t row, const RunResult& run,
                                   const std::vector<Scalar>& scalars)>;

/// Runs rows of the plan in the order given on `jobs` threads, into their places in `results`; these do not
/// depend on the number of threads. A model that stops itself, or any other failure, is recorded in the
/// result of the run. What `keep` throws stops all threads and is thrown on. False if it was interrupted.
[[nodiscard]] bool run_rows(const Experiment& experiment, const std::vector<std::size_t>& rows,
                            const RunOptions& options, const KeepRun& keep, RunResults& results,
                            Progress& progress);

/// Runs everything, breadth-first, and keeps it in memory alone. Empty if it was interrupted.
[[nodiscard]] std::optional<RunResults> run_all(const Experiment& experiment, const RunOptions& options,
                                                Progress& progress);

}  // namespace cultivar
