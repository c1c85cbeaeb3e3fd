// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "experiments/analysis/bootstrap.hpp"
#include "experiments/plan/design.hpp"

namespace cultivar {

/// Elementary effects of one factor: (change of the output) / (change of the factor as a share of its range),
/// one from each trajectory (Morris 1991). A large mean size says that the factor matters, a deviation of the
/// same order that it acts in bends or together with others (Campolongo, Cariboni & Saltelli 2007).
struct MorrisEffect {
    double mean = 0.0;              ///< mu
    Bootstrapped mean_size;         ///< mu*, the mean of absolute values, with an interval over trajectories
    double deviation = 0.0;         ///< sigma over all effects there are, divided by their number
    double sample_deviation = 0.0;  ///< sigma divided by their number less one; NaN for one
};

struct MorrisEffects {
    std::size_t trajectories = 0;  ///< complete ones, which the effects are made from
    std::size_t dropped = 0;       ///< trajectories with a missing output
    std::vector<MorrisEffect> factors;
};

/// Effects from a design of morris_design or morris_grid and its outputs in the order of rows; an output that
/// is not finite is missing and its trajectory left out, as are rows of one not all there. Everything is NaN
/// without a trajectory. Throws std::invalid_argument if the design is no set of trajectories or there are
/// more outputs than rows.
[[nodiscard]] MorrisEffects morris_effects(const Design& design, std::span<const double> outputs,
                                           const Bootstrap& settings = {});

}  // namespace cultivar
