// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "scenarios/reader/document.hpp"
#include "sim/parameter.hpp"

namespace cultivar {

/// Reads the value of a parameter and gives it in the parameter's own unit; of a choice, the index of the
/// name. Written: shares as 0.05 or 5 %; counts, indices and other pure numbers bare; names of choices as
/// text; all else as a number with its unit ("45 days", "0.3 per year", "55 m_cny", "70 m_cny per 1000 firms
/// per year"), where units of the same kind are converted (hours, days, weeks, years of 365.25 days; cny,
/// k_cny, m_cny; m, km). Values outside the parameter's range are errors.
[[nodiscard]] std::optional<double> read_parameter(const Node& node, const sim::ParameterEntry& entry,
                                                   Diagnostics& diagnostics);

/// The value as `read_parameter` reads it, without loss.
[[nodiscard]] std::string parameter_text(const sim::ParameterEntry& entry, double value);

}  // namespace cultivar
