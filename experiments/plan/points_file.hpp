// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "experiments/plan/factor.hpp"
#include "scenarios/reader/document.hpp"
#include "sim/parameter.hpp"

namespace cultivar {

/// The value of a factor (see value_at) at which the parameter is `value` in its own unit; empty if a one_of
/// does not list it. It may lie outside the range of another law.
[[nodiscard]] std::optional<double> place_of(const Factor& factor, const sim::ParameterEntry& entry,
                                             double value);

/// Reads a table of points: a column for each factor, named by its path, a row a point; cells are written as in
/// world files and lie in the factor's range. Gives the values row after row. Errors have the code csv, or
/// range where a value is not one of the factor's.
[[nodiscard]] std::vector<double> read_points(const std::filesystem::path& path,
                                              const sim::ParameterCatalogue& catalogue,
                                              const std::vector<Factor>& factors, Diagnostics& diagnostics);

}  // namespace cultivar
