// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "experiments/plan/factor.hpp"

namespace cultivar {

/// Whether the cells of a design are shares of the factors' ranges, from 0 to 1, or values as value_at gives
/// them.
enum class Scale : std::uint8_t { share, value };

/// The points at which a world is run: one row a point, one column a factor. A method that analyses points
/// together puts them in blocks of equal length, one after the other, so that whatever part of a sweep is done
/// first consists of whole blocks and one broken block.
struct Design {
    std::size_t columns = 0;
    Scale scale = Scale::share;
    std::size_t block = 1;      ///< rows in a block
    std::vector<double> cells;  ///< row after row

    [[nodiscard]] std::size_t rows() const { return columns == 0 ? 0 : cells.size() / columns; }
    [[nodiscard]] std::size_t blocks() const { return rows() / block; }
    [[nodiscard]] std::span<const double> row(std::size_t index) const {
        return std::span<const double>(cells).subspan(index * columns, columns);
    }
};

/// The values of the factors at one row.
[[nodiscard]] std::vector<double> values_at(const Design& design, const std::vector<Factor>& factors,
                                            std::size_t row);

/// A count of points that does not fit 64 bits. Every count below says in no time how many points a design would
/// have, so that nobody makes one to find out that it is too large.
inline constexpr std::uint64_t uncountable = std::numeric_limits<std::uint64_t>::max();

/// No design holds more cells (1 GiB): whoever asks for one gets std::length_error. Without a factor, and with
/// other arguments than stated, each method throws std::invalid_argument.
inline constexpr std::uint64_t most_cells = std::uint64_t{1} << 27;

/// All combinations of the values of factors that are integers or one_of; the last factor changes fastest.
[[nodiscard]] std::uint64_t factorial_count(const std::vector<Factor>& factors);
[[nodiscard]] Design factorial_design(const std::vector<Factor>& factors);

/// The first values of all factors, then their second values, …: integers or one_of with equally many values.
[[nodiscard]] std::uint64_t zip_count(const std::vector<Factor>& factors);
[[nodiscard]] Design zip_design(const std::vector<Factor>& factors);

/// The given values (one a factor, not necessarily within its range), then for each factor the same with its
/// lowest and with its highest value: 1 + 2k points for a tornado.
[[nodiscard]] std::uint64_t one_at_a_time_count(std::size_t factors);
[[nodiscard]] Design one_at_a_time_design(const std::vector<Factor>& factors,
                                          const std::vector<double>& baseline);

/// n independent points. Draws are keyed by seed, path and row: more points keep the first ones, and another
/// factor leaves the columns of the others alone.
[[nodiscard]] Design random_design(const std::vector<Factor>& factors, std::size_t n, std::uint64_t seed);

/// n points of which each factor has exactly one in every n-th part of its range (McKay, Beckman & Conover
/// 1979). Draws are keyed by seed and path, but the parts are those of n: another n gives other points, so a
/// Latin hypercube cannot be extended.
[[nodiscard]] Design latin_hypercube_design(const std::vector<Factor>& factors, std::size_t n,
                                            std::uint64_t seed);

/// n blocks for variance-based indices (Saltelli et al. 2010) from points skip … skip + n - 1 of the Sobol
/// sequence in 2k dimensions, of which the first k are row A and the others row B of a block. A block is
/// A, A_B^1 … A_B^k, [B_A^1 … B_A^k,] B, where A_B^i is A with column i from B, and B_A^i, of second order
/// only, B with column i from A. More blocks keep the first ones. Balance is best with n a power of two and
/// skip a multiple of it; with skip 0 the first block is the lowest corner k + 2 times. At most 1,833 factors.
[[nodiscard]] std::uint64_t sobol_count(std::size_t factors, std::uint64_t n, bool second_order);
[[nodiscard]] Design sobol_design(const std::vector<Factor>& factors, std::size_t n, bool second_order,
                                  std::uint64_t skip);

/// Trajectories of elementary effects (Morris 1991) on a grid of an even number of levels from 0 to 1: from a
/// random point each factor moves once, in random order, by levels / (2 (levels - 1)) up or down, whichever
/// stays on the grid. A trajectory is a block of k + 1 points; more trajectories keep the first ones.
///
/// With several candidates each trajectory is the one among so many that lies farthest from those before it by
/// the distance of Campolongo, Cariboni & Saltelli (2007): the sum of the squares, over trajectories, of the
/// summed distances of all pairs of points. That spreads few trajectories widely, but they keep to the corners
/// and mu* is no longer that of the grid (docs/decisions/019-morris-trajectories.md), hence one candidate
/// unless said. Takes time in proportion to candidates trajectories^2 k^3.
[[nodiscard]] std::uint64_t morris_count(std::size_t factors, std::uint64_t trajectories);
[[nodiscard]] Design morris_design(const std::vector<Factor>& factors, std::size_t trajectories,
                                   std::size_t levels, std::uint64_t seed, std::size_t candidates = 1);

/// A trajectory from every point of the grid, factors moving in their order: each elementary effect that the
/// grid has is taken twice, once from either end, so that means and population deviations are those of all
/// effects. What the random trajectories estimate.
[[nodiscard]] std::uint64_t morris_grid_count(std::size_t factors, std::size_t levels);
[[nodiscard]] Design morris_grid(const std::vector<Factor>& factors, std::size_t levels);

}  // namespace cultivar
