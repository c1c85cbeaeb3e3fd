// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "experiments/analysis/sensitivity.hpp"

namespace cultivar {

/// A method's own table about one number, its strongest factor first, and what is to be said with it.
[[nodiscard]] std::string answer_told(const NumberSensitivity& number, const Sampling& sampling);

/// How strong each factor is by the method's own measure, as it stands in a table.
[[nodiscard]] std::vector<std::string> strengths(const NumberSensitivity& number, const Sampling& sampling);

/// The factor that is strongest by it.
[[nodiscard]] std::size_t strongest(const NumberSensitivity& number, const Sampling& sampling);

/// What that measure is called.
[[nodiscard]] std::string strength_name(const Sampling& sampling);

}  // namespace cultivar
