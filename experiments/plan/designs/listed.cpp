// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <stdexcept>

#include "experiments/plan/designs/blank.hpp"

namespace cultivar {

namespace {

/// The value of a factor that has this place among all its values.
double listed_value(const Factor& factor, std::uint64_t place) {
    const double number = static_cast<double>(place);
    return factor.law == Law::integer ? factor.low + number : number;
}

void refuse_continuous(const std::vector<Factor>& factors) {
    for (const Factor& factor : factors)
        if (level_count(factor) == 0)
            throw std::invalid_argument(factor.path + " has no list of values to go through");
}

}  // namespace

std::uint64_t factorial_count(const std::vector<Factor>& factors) {
    std::uint64_t count = 1;
    for (const Factor& factor : factors) count = times(count, level_count(factor));
    return count;
}

Design factorial_design(const std::vector<Factor>& factors) {
    refuse_continuous(factors);
    Design design = blank_design(factorial_count(factors), factors.size(), Scale::value);
    for (std::size_t row = 0; row < design.rows(); ++row) {
        std::uint64_t rest = row;
        for (std::size_t i = factors.size(); i-- > 0; rest /= level_count(factors[i]))
            design.cells[row * factors.size() + i] = listed_value(factors[i], rest % level_count(factors[i]));
    }
    return design;
}

std::uint64_t zip_count(const std::vector<Factor>& factors) {
    return factors.empty() ? 0 : level_count(factors.front());
}

Design zip_design(const std::vector<Factor>& factors) {
    refuse_continuous(factors);
    for (const Factor& factor : factors)
        if (level_count(factor) != zip_count(factors))
            throw std::invalid_argument(factor.path + " has another number of values than " +
                                        factors.front().path);
    Design design = blank_design(zip_count(factors), factors.size(), Scale::value);
    for (std::size_t cell = 0; cell < design.cells.size(); ++cell)
        design.cells[cell] = listed_value(factors[cell % factors.size()], cell / factors.size());
    return design;
}

std::uint64_t one_at_a_time_count(std::size_t factors) {
    return plus(1, times(2, factors));
}

Design one_at_a_time_design(const std::vector<Factor>& factors, const std::vector<double>& baseline) {
    if (baseline.size() != factors.size()) throw std::invalid_argument("the baseline has a value a factor");
    Design design = blank_design(one_at_a_time_count(factors.size()), factors.size(), Scale::value);
    for (std::size_t row = 0; row < design.rows(); ++row)
        std::copy(baseline.begin(), baseline.end(),
                  design.cells.begin() + static_cast<std::ptrdiff_t>(row * design.columns));
    for (std::size_t i = 0; i < factors.size(); ++i)
        for (const std::size_t end : {0, 1})
            design.cells[(1 + 2 * i + end) * design.columns + i] =
                value_at(factors[i], static_cast<double>(end));
    return design;
}

}  // namespace cultivar
