// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "experiments/plan/experiment.hpp"
#include "experiments/runner/run_result.hpp"
#include "sim/statistics.hpp"

namespace cultivar {

/// The confidence of every interval.
inline constexpr double confidence = 0.95;

/// A scalar of one variant over its finished runs; runs in which it has no value (NaN) are left out. NaN
/// where there are too few: an interval needs two runs.
struct Summary {
    std::size_t n = 0;
    double mean = 0.0;
    double sd = 0.0;
    double low = 0.0;  ///< of Student's t interval for the mean
    double high = 0.0;
    double p10 = 0.0;  ///< quantiles of type 7
    double p50 = 0.0;
    double p90 = 0.0;
};

/// How a variant differs from the baseline, the first variant: values under the same seed are paired, and
/// pairs of which one lacks a value are left out.
struct Comparison {
    std::vector<std::vector<Summary>> summary;               ///< by variant and scalar
    std::vector<std::vector<sim::PairedDifference>> paired;  ///< by variant after the baseline, and scalar
};

[[nodiscard]] Summary summarise(std::vector<double> values);
[[nodiscard]] Comparison compare(const Experiment& experiment, const RunResults& results);

}  // namespace cultivar
