// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>
#include <string>
#include <vector>

#include "experiments/plan/design.hpp"

namespace cultivar {

/// Factors that are shares of a range.
inline std::vector<Factor> shares(std::size_t count) {
    std::vector<Factor> factors(count);
    for (std::size_t i = 0; i < count; ++i) factors[i].path = "factor." + std::to_string(i);
    return factors;
}

/// The function of Ishigami & Homma (1990) with a = 7 and b = 0.1 over three shares of -pi … pi.
inline double ishigami(std::span<const double> u) {
    const auto angle = [u](std::size_t i) { return std::numbers::pi * (2.0 * u[i] - 1.0); };
    const double second = std::sin(angle(1));
    return std::sin(angle(0)) * (1.0 + 0.1 * std::pow(angle(2), 4)) + 7.0 * second * second;
}

/// What a function gives at the rows of a design.
template <class Function>
std::vector<double> outputs_of(const Design& design, const Function& function) {
    std::vector<double> outputs;
    for (std::size_t row = 0; row < design.rows(); ++row) outputs.push_back(function(design.row(row)));
    return outputs;
}

}  // namespace cultivar
