// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "experiments/analysis/findings.hpp"
#include "experiments/plan/experiment.hpp"
#include "experiments/results/dataset.hpp"
#include "experiments/runner/run_result.hpp"

namespace cultivar {

/// The datasets of each group of a results file, scales first. docs/results-format.md describes them.
[[nodiscard]] std::vector<Dataset> spec_datasets(const Experiment& experiment);
[[nodiscard]] std::vector<Dataset> design_datasets(const Experiment& experiment);
/// Factors and points of a sampled experiment, none of others.
[[nodiscard]] std::vector<Dataset> sampling_datasets(const Experiment& experiment);
[[nodiscard]] std::vector<Dataset> run_datasets(const Experiment& experiment, const RunResults& results);
[[nodiscard]] std::vector<Dataset> error_datasets(const RunResults& results);
[[nodiscard]] std::vector<Dataset> metric_datasets(const Experiment& experiment, const RunResults& results);
[[nodiscard]] std::vector<Dataset> series_scales(const Experiment& experiment, const RunResults& results);
/// The series of one metric for all runs; NaN for runs that failed.
[[nodiscard]] Dataset series_dataset(const Experiment& experiment, const RunResults& results,
                                     std::size_t metric);
[[nodiscard]] std::vector<Dataset> summary_datasets(const Experiment& experiment, const RunResults& results,
                                                    const Comparison& comparison);
[[nodiscard]] std::vector<Dataset> paired_datasets(const Experiment& experiment, const RunResults& results,
                                                   const Comparison& comparison);
[[nodiscard]] std::vector<Dataset> sensitivity_datasets(const Experiment& experiment,
                                                        const RunResults& results,
                                                        const Sensitivity& sensitivity);
[[nodiscard]] std::vector<Dataset> event_datasets(const RunResults& results);
[[nodiscard]] std::vector<Dataset> draw_datasets(const RunResults& results);

}  // namespace cultivar
