// SPDX-License-Identifier: Apache-2.0
#include "experiments/analysis/tornado.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace cultivar {

namespace {

double effect(double output, double baseline) {
    const double difference = output - baseline;
    return std::isfinite(difference) ? difference : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

double TornadoBar::width() const {
    if (std::isnan(at_low) && std::isnan(at_high)) return at_low;
    return std::fmax(std::fmax(at_low, at_high), 0.0) - std::fmin(std::fmin(at_low, at_high), 0.0);
}

Tornado tornado(std::span<const double> outputs) {
    if (outputs.size() % 2 == 0)
        throw std::invalid_argument("a tornado has a baseline and two ends a factor");
    Tornado result{outputs.front(), {}};
    for (std::size_t row = 1; row < outputs.size(); row += 2)
        result.bars.push_back({(row - 1) / 2, effect(outputs[row], result.baseline),
                               effect(outputs[row + 1], result.baseline)});
    std::stable_sort(result.bars.begin(), result.bars.end(), [](const TornadoBar& a, const TornadoBar& b) {
        return a.width() > b.width() || (std::isnan(b.width()) && !std::isnan(a.width()));
    });
    return result;
}

}  // namespace cultivar
