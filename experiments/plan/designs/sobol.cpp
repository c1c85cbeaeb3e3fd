// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "experiments/plan/designs/blank.hpp"
#include "sim/sobol_sequence.hpp"

namespace cultivar {

std::uint64_t sobol_count(std::size_t factors, std::uint64_t n, bool second_order) {
    return times(n, plus(2, times(second_order ? 2 : 1, factors)));
}

Design sobol_design(const std::vector<Factor>& factors, std::size_t n, bool second_order,
                    std::uint64_t skip) {
    const std::size_t k = factors.size();
    const std::size_t block = static_cast<std::size_t>(sobol_count(k, 1, second_order));
    Design design = blank_design(sobol_count(k, n, second_order), k, Scale::share, block);
    const std::vector<double> points = sim::sobol_points(2 * k, skip, n);
    auto cell = design.cells.begin();
    for (std::size_t point = 0; point < n; ++point) {
        const std::span<const double> both = std::span(points).subspan(point * 2 * k, 2 * k);
        const auto a = both.first(k);
        const auto b = both.last(k);
        const auto put = [&cell](std::span<const double> row) {
            cell = std::copy(row.begin(), row.end(), cell);
        };
        const auto put_mixed = [&cell, &put, k](std::span<const double> row, std::span<const double> other) {
            for (std::size_t i = 0; i < k; ++i) {
                put(row);
                *(cell - static_cast<std::ptrdiff_t>(k - i)) = other[i];
            }
        };
        put(a);
        put_mixed(a, b);
        if (second_order) put_mixed(b, a);
        put(b);
    }
    return design;
}

}  // namespace cultivar
