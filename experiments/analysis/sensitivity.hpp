// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

#include "experiments/analysis/comparison.hpp"
#include "experiments/analysis/morris_effects.hpp"
#include "experiments/analysis/sobol_indices.hpp"
#include "experiments/analysis/tornado.hpp"
#include "experiments/analysis/variance_components.hpp"
#include "experiments/plan/experiment.hpp"
#include "experiments/runner/run_result.hpp"

namespace cultivar {

/// Indices of a Sobol design from all of its blocks, and from the first ones for each number of blocks that
/// the experiment names.
struct SobolAnswer {
    SobolIndices all;
    std::vector<SobolIndices> course;
    /// How many blocks would bring the widest interval of a total index down to the half width that counts as
    /// narrow; 2^64 - 1 if none would.
    std::uint64_t needed = 0;
};

/// How a number goes with one factor where the design has no method of its own: the rank correlation, or for
/// a one_of, whose values have no order, the correlation ratio (see association.hpp).
struct Association {
    bool ordered = true;
    double strength = 0.0;
};

/// What is found about one number of the runs.
struct NumberSensitivity {
    std::size_t scalar = 0;  ///< its place in RunResults::scalars
    Summary points;          ///< over the points that have a value
    std::size_t missing = 0;
    VarianceComponents seeds;
    std::variant<SobolAnswer, MorrisEffects, Tornado, std::vector<Association>> answer;
};

/// What a sampled experiment finds about the numbers of the nation and of its families. A point's output is
/// its mean over the seeds that all points share, missing where one of those runs failed or has no value.
struct Sensitivity {
    std::vector<NumberSensitivity> numbers;
    std::size_t seeds_apart = 0;  ///< seeds a point that the shares due to seeds rest on; below 2 for none
};

[[nodiscard]] Sensitivity analyse_sampling(const Experiment& experiment, const RunResults& results);

}  // namespace cultivar
