// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/world.hpp"
#include "sim/parameter.hpp"

namespace cultivar {

/// Parameters that shape the world's first day and are read at no other time: firms, institutes,
/// technologies.
[[nodiscard]] sim::ParameterTable founding_parameters();

/// How many modelled firms each region gets: the scale's share of its real firms, by largest remainders, and
/// at least one where there are any. Ties go to the region named first.
[[nodiscard]] std::vector<std::uint32_t> firms_by_region(const std::vector<std::uint32_t>& real_firms,
                                                         double scale);

/// The mean of the size law: a Pareto law with the given tail exponent, cut to [least, most] (m_cny a year).
[[nodiscard]] double mean_size(double least, double tail, double most);

/// The mean R&D (m_cny a year) of a firm by the law, before it is brought to its region's published sum.
[[nodiscard]] double mean_research(const FirmLaw& law);

}  // namespace cultivar
