// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cultivar::sim {

/// As many dimensions as there are direction numbers for.
inline constexpr std::size_t sobol_dimensions = 3667;

/// Points number first … first + count - 1 of the Sobol sequence in [0, 1)^dimensions, one after the other:
/// direction numbers new-joe-kuo-6 (Joe & Kuo 2008), Gray-code order (Antonov & Saleev 1979), not scrambled,
/// 52 bits, through Boost.Random. Point 0 is the origin, point 1 the centre. Whoever begins at a multiple of
/// a power of two and takes that many points gets every dimension cut into equal parts with one point each.
/// Throws std::invalid_argument unless 1 <= dimensions <= sobol_dimensions and first + count <= 2^51.
[[nodiscard]] std::vector<double> sobol_points(std::size_t dimensions, std::uint64_t first,
                                               std::size_t count);

}  // namespace cultivar::sim
