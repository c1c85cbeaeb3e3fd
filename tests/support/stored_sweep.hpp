// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "experiments/results/run_folder.hpp"
#include "experiments/runner/runner.hpp"

namespace cultivar {

/// Runs all of a folder's plan on so many workers as `cultivar run` does, each run into a journal, and closes
/// the folder.
inline Ending sweep_into(RunFolder& folder, const Model& model, unsigned workers, RunResults& results) {
    const std::vector<std::size_t> rows = breadth_first(folder.plan().experiment);
    results.runs.resize(rows.size());
    Progress quiet(ProgressStyle::none, rows.size());
    folder.expect_workers(workers);
    const Ending ending = run_rows(
        model, rows, workers,
        [&folder](std::size_t thread, std::size_t row, const RunResult& run,
                  const std::vector<Scalar>& scalars) { folder.keep(thread, row, run, scalars); },
        results, quiet);
    folder.close();
    return ending;
}

}  // namespace cultivar
