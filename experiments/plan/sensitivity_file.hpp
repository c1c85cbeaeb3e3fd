// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "experiments/plan/experiment_file.hpp"
#include "experiments/plan/seeds.hpp"
#include "scenarios/reader/fields.hpp"

namespace cultivar {

/// Reads what a sensitivity experiment says besides title, seeds and metrics: the world and the policy it
/// stands under, `vary`, `design` and `analysis`. The experiment receives one variant, "base", and all of the
/// sampling but the points.
void read_sensitivity(const Fields& fields, const std::filesystem::path& folder, const Overrides& overrides,
                      const Seeds& seeds, Experiment& experiment);

/// Makes the points of an experiment that was read without fault, and notes the factors that a later change of
/// policy moves too. Throws sim::InputError with exit code 3, at once, if runs would not fit this machine.
void lay_out_points(const Seeds& seeds, Experiment& experiment);

}  // namespace cultivar
