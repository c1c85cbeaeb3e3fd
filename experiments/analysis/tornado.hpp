// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace cultivar {

/// What one factor does alone: the output at its lowest and at its highest value less that at the baseline. NaN
/// where a run failed.
struct TornadoBar {
    std::size_t factor = 0;
    double at_low = 0.0;
    double at_high = 0.0;

    /// From the least to the largest of both effects and 0, which is where the bar is drawn; an effect that is
    /// missing adds nothing, and the width is NaN if both are.
    [[nodiscard]] double width() const;
};

struct Tornado {
    double baseline = 0.0;
    std::vector<TornadoBar> bars;  ///< widest first, equals in the order of factors, NaN last
};

/// From the outputs of one_at_a_time_design in the order of its rows; an output that is not finite is missing.
/// Throws std::invalid_argument unless there are 1 + 2k of them.
[[nodiscard]] Tornado tornado(std::span<const double> outputs);

}  // namespace cultivar
