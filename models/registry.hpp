// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/mechanism.hpp"
#include "sim/parameter.hpp"

namespace cultivar {

/// The parameter tables of the world's founding and of every mechanism, in registry order.
[[nodiscard]] std::span<const sim::ParameterTable> parameter_tables();

/// Every parameter of a world with these families.
[[nodiscard]] sim::ParameterCatalogue parameter_catalogue(std::span<const std::string> families);

/// One of each mechanism, in the order in which they hear of an event: research before those who use
/// readiness, adoption before those who watch adopters.
[[nodiscard]] std::vector<MechanismValue> all_mechanisms(const sim::ParameterCatalogue& catalogue);

}  // namespace cultivar
