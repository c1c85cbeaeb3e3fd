// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "experiments/analysis/sensitivity.hpp"

namespace cultivar {

/// The answer of a sampled experiment for planners: how far each number that was asked for spreads over the
/// points, which factors that is due to, how sure that is, and how much is luck; then, shorter, the same for
/// each family.
[[nodiscard]] std::string sensitivity_report(const Experiment& experiment, const RunResults& results,
                                             const Sensitivity& sensitivity);

}  // namespace cultivar
