// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "experiments/plan/experiment.hpp"

namespace cultivar {

/// About how many bytes the results of all runs take in memory: monthly series of every metric, float64; of a
/// sampled experiment the points, and for each run the numbers of the metrics asked for.
[[nodiscard]] double result_bytes(const Experiment& experiment);

/// Throws sim::InputError with exit code 3 if the results would take more than four fifths of this machine's memory,
/// and says how many seeds would fit.
void refuse_too_large(const Experiment& experiment);

/// The same for a sampled experiment before its points are made.
void refuse_too_many_points(const Experiment& experiment);

}  // namespace cultivar
