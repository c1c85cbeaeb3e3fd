// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <numeric>

#include "experiments/analysis/facts.hpp"
#include "sim/elementary.hpp"

namespace cultivar {

namespace {

/// The squared error of K / (1 + exp(−r (t − m))) at its best K.
double squared_error(const std::vector<double>& years, const std::vector<double>& values, double rate,
                     double middle) {
    double fy = 0.0, ff = 0.0, yy = 0.0;
    for (std::size_t i = 0; i < years.size(); ++i) {
        const double f = 1.0 / (1.0 + sim::exp(-rate * (years[i] - middle)));
        fy += f * values[i];
        ff += f * f;
        yy += values[i] * values[i];
    }
    return ff > 0.0 ? yy - fy * fy / ff : yy;
}

}  // namespace

double logistic_r2(const std::vector<double>& years, const std::vector<double>& values) {
    const double mean =
        std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    double spread = 0.0;
    double squares = 0.0;
    for (const double value : values) {
        spread += (value - mean) * (value - mean);
        squares += value * value;
    }
    if (spread <= 1e-20 * squares) return 0.0;  // equal but for rounding
    double rate = 0.5, middle = 10.0, best = squared_error(years, values, rate, middle);
    // Pattern search: steps of both parameters, halved whenever none of them helps.
    for (double step = 1.0; step > 1e-6;) {
        bool moved = false;
        for (const auto& [dr, dm] : {std::array{0.4, 0.0}, {-0.4, 0.0}, {0.0, 5.0}, {0.0, -5.0}}) {
            const double r = std::max(1e-3, rate + dr * step), m = middle + dm * step;
            const double error = squared_error(years, values, r, m);
            if (error >= best) continue;
            best = error;
            rate = r;
            middle = m;
            moved = true;
        }
        if (!moved) step /= 2.0;
    }
    return 1.0 - best / spread;
}

}  // namespace cultivar
