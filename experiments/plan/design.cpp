// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/design.hpp"

#include <stdexcept>

#include "experiments/plan/designs/blank.hpp"

namespace cultivar {

std::vector<double> values_at(const Design& design, const std::vector<Factor>& factors, std::size_t row) {
    const std::span<const double> cells = design.row(row);
    std::vector<double> values(cells.begin(), cells.end());
    if (design.scale == Scale::share)
        for (std::size_t i = 0; i < values.size(); ++i) values[i] = value_at(factors.at(i), values[i]);
    return values;
}

std::uint64_t times(std::uint64_t a, std::uint64_t b) {
    return b != 0 && a > uncountable / b ? uncountable : a * b;
}

std::uint64_t plus(std::uint64_t a, std::uint64_t b) {
    return a > uncountable - b ? uncountable : a + b;
}

Design blank_design(std::uint64_t rows, std::size_t columns, Scale scale, std::size_t block) {
    if (columns == 0) throw std::invalid_argument("a design needs a factor");
    if (rows == 0) throw std::invalid_argument("a design needs a point");
    const std::uint64_t cells = times(rows, columns);
    if (cells > most_cells) throw std::length_error("the design has too many points to be held");
    return {columns, scale, block, std::vector<double>(static_cast<std::size_t>(cells))};
}

}  // namespace cultivar
