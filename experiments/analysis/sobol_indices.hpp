// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cultivar {

// Which share of the variance of an output each factor accounts for, from the blocks of sobol_design:
//
//     first order  S_i  = mean[f_B (f_ABi - f_A)] / V                          (Saltelli et al. 2010)
//     total        T_i  = mean[(f_A - f_ABi)^2] / 2V                           (Jansen 1999)
//     second order S_ij = mean[f_BAi f_ABj - f_A f_B] / V - S_i - S_j          (Saltelli 2002)
//
// with outputs centred by their mean over the rows A and B, and V their variance over the same rows. An output
// that is not finite is missing, and a block in which one is missing is left out whole: the estimators stay
// those of complete blocks.

/// An index and its bootstrap interval. NaN where the output does not vary or blocks are too few (below two).
struct SobolIndex {
    double value = 0.0;
    double low = 0.0;
    double high = 0.0;

    /// Whether the interval lies above 0; if not, the index is not distinguishable from 0.
    [[nodiscard]] bool above_zero() const { return low > 0.0; }
    [[nodiscard]] double half_width() const { return (high - low) / 2.0; }
};

struct SobolIndices {
    std::size_t blocks = 0;          ///< complete ones, which the indices are made from
    std::size_t dropped = 0;         ///< blocks with a missing output
    double mean = 0.0;               ///< over the rows A and B
    double variance = 0.0;           ///< over the same, divided by their number
    std::vector<SobolIndex> first;   ///< by factor
    std::vector<SobolIndex> total;   ///< by factor
    std::vector<SobolIndex> second;  ///< by pair (0, 1), (0, 2), … (1, 2), …; empty unless of second order
};

/// How blocks are laid out, and how intervals are made: percentiles of the indices over resamples of whole
/// blocks, drawn with replacement under keys (seed, resample). Blocks of a Sobol sequence are more even than
/// independent ones, so the intervals err on the wide side.
struct SobolAnalysis {
    std::size_t factors = 0;
    bool second_order = false;
    double confidence = 0.95;
    std::size_t resamples = 1000;
    std::uint64_t seed = 1;
};

/// Indices from outputs in the order of the design's rows; rows of a block not all there are left out, so that
/// the part of a sweep that is done can be analysed. Throws std::invalid_argument without factors or with a
/// confidence outside (0, 1).
[[nodiscard]] SobolIndices sobol_indices(std::span<const double> outputs, const SobolAnalysis& analysis);

/// The same from the first n blocks, for each n of a list: whether the indices have come to rest.
[[nodiscard]] std::vector<SobolIndices> sobol_convergence(std::span<const double> outputs,
                                                          const std::vector<std::size_t>& blocks,
                                                          const SobolAnalysis& analysis);

/// How many blocks would bring an interval of some half width from n blocks down to a target, as widths fall
/// with the square root of n; 2^64 - 1 if none would.
[[nodiscard]] std::uint64_t blocks_needed(std::size_t n, double half_width, double target);

}  // namespace cultivar
