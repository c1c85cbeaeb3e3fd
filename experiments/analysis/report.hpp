// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "experiments/analysis/findings.hpp"

namespace cultivar {

/// The short answer that a run ends with, for planners: of one variant the mean of each number and its
/// interval over the seeds; of several, one table for each variant beside the baseline with the paired
/// difference, starred where its interval excludes 0, and what the shared seeds were worth. Without a second
/// seed there are no intervals. Of a sampled experiment see sensitivity_report.
[[nodiscard]] std::string report(const Experiment& experiment, const RunResults& results,
                                 const Findings& findings);

}  // namespace cultivar
