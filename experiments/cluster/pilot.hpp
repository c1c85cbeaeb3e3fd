// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "experiments/plan/experiment.hpp"
#include "experiments/runner/runner.hpp"

namespace cultivar {

/// What a run costs, and from how many runs that is known.
struct Cost {
    double seconds = 0.0;  ///< of CPU time
    std::size_t runs = 0;
};

/// The mean over so many runs that took so long together.
[[nodiscard]] Cost cost_of(double seconds, std::size_t runs);

/// Runs the first few of the rows, for some seconds on one thread, and hands them to `keep`. Empty if it was interrupted. Throws sim::InputError with exit code 5 if each of them fails: the
/// others would too.
[[nodiscard]] std::optional<Cost> run_pilot(const Experiment& experiment, const Model& model,
                                            const std::vector<std::size_t>& rows, ProgressStyle style,
                                            const KeepRun& keep);

}  // namespace cultivar
