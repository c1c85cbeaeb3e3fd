// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "experiments/plan/experiment.hpp"
#include "experiments/runner/model.hpp"
#include "experiments/runner/progress.hpp"
#include "experiments/runner/run_result.hpp"

namespace cultivar {

/// How a sweep ended: every row was run; somebody asked to stop; or too many runs had failed (see
/// too_many_failed) while others were still to be run.
enum class Ending : std::uint8_t { finished, interrupted, too_many_failed };

/// Takes a finished run of a row before it counts: the number of the thread that ran it (below `jobs`), and
/// the scalars of its model, none if they are not known. Threads call it at the same time.
using KeepRun = std::function<void(std::size_t thread, std::size_t row, const RunResult& run,
                                   const std::vector<Scalar>& scalars)>;

/// Runs rows of the plan, in the order given as far as tasks allow, on `jobs` threads (at least 1), into their
/// places in `results`; these do not depend on the number of threads. `results` has a place for every planned
/// run; failed ones that are there already count. What `keep` or the model throws stops all threads and is
/// thrown on.
[[nodiscard]] Ending run_rows(const Model& model, const std::vector<std::size_t>& rows, unsigned jobs,
                              const KeepRun& keep, RunResults& results, Progress& progress);

/// Runs all of an experiment in one thread, breadth-first, and keeps it in memory alone. Empty if not every row
/// was run.
[[nodiscard]] std::optional<RunResults> run_all(const Experiment& experiment, const Model& model);

}  // namespace cultivar
