// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <variant>

#include "experiments/analysis/comparison.hpp"
#include "experiments/analysis/sensitivity.hpp"

namespace cultivar {

/// What the runs of an experiment say, by its kind.
using Findings = std::variant<Comparison, Sensitivity>;

[[nodiscard]] inline Findings analyse(const Experiment& experiment, const RunResults& results) {
    if (experiment.sampling) return analyse_sampling(experiment, results);
    return compare(experiment, results);
}

}  // namespace cultivar
