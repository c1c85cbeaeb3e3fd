// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "experiments/plan/factor.hpp"
#include "scenarios/reader/document.hpp"
#include "sim/parameter.hpp"

namespace cultivar {

/// Reads a map of paths to what they take: {uniform: [low, high]}, {loguniform: [low, high]},
/// {integer: [low, high]} or {one_of: [value, …]}, in the order of the text. Gives the factors that are sound.
/// Reports unknown-path; unknown-dist and dist-args for what is no law or lacks its two ends; dist-range for
/// ends that the law cannot have; dup-value; and what is wrong with a value of the parameter.
[[nodiscard]] std::vector<Factor> read_factors(const Node& vary, const sim::ParameterCatalogue& catalogue,
                                               Diagnostics& diagnostics);

}  // namespace cultivar
