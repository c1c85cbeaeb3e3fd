// SPDX-License-Identifier: Apache-2.0
#include "sim/sobol_sequence.hpp"

#include <boost/random/sobol.hpp>
#include <stdexcept>

namespace cultivar::sim {

std::vector<double> sobol_points(std::size_t dimensions, std::uint64_t first, std::size_t count) {
    constexpr std::uint64_t end = std::uint64_t{1} << 51;
    if (dimensions < 1 || dimensions > sobol_dimensions)
        throw std::invalid_argument("Sobol points have 1 to 3667 dimensions");
    if (first > end || count > end - first) throw std::invalid_argument("Sobol points end at number 2^51");
    std::vector<double> points(dimensions * count);
    // Boost leaves the origin out: what it numbers from 0 is numbered from 1 here.
    std::size_t cell = first == 0 && count > 0 ? dimensions : 0;
    boost::random::sobol_engine<std::uint64_t, 52> engine(dimensions);
    if (first > 1) engine.seed(first - 1);
    for (; cell < points.size(); ++cell) points[cell] = static_cast<double>(engine()) * 0x1p-52;
    return points;
}

}  // namespace cultivar::sim
