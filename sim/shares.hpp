// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace cultivar::sim {

// How evenly things are spread, and how alike two structures are. Amounts are finite and at least 0; sums run
// in the order given, after sorting where a function says so. What has no mass has no structure: the value for
// it is stated. Throws std::invalid_argument where two spans differ in length.

/// Gini coefficient in [0, 1 − 1/n]: 0 if all have the same, or nothing. Sorts a copy.
[[nodiscard]] double gini(std::vector<double> amounts);

/// Jain's index (sum x)² / (n sum x²) in [1/n, 1]: 1 if all have the same, or nothing (Jain, Chiu & Hawe 1984).
[[nodiscard]] double jain(std::span<const double> amounts);

/// Sum of squared shares in [1/n, 1] (Herfindahl & Hirschman); 0 without mass.
[[nodiscard]] double herfindahl(std::span<const double> amounts);

/// Structural similarity in [0, 1]: the cosine of two structures; 0 if one has no mass.
[[nodiscard]] double cosine(std::span<const double> a, std::span<const double> b);

/// Krugman's index in [0, 2]: the sum of |share in a − share in b|; 0 if one has no mass.
[[nodiscard]] double krugman(std::span<const double> a, std::span<const double> b);

/// (part / of_part) / (all / of_all): how much denser something is in a part than in the whole. 0 if there is
/// none of it at all, or nothing for it to be dense in.
[[nodiscard]] double location_quotient(double part, double of_part, double all, double of_all);

}  // namespace cultivar::sim
