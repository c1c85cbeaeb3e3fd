// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/factor.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sim/elementary.hpp"

namespace cultivar {

namespace {

constexpr double largest_whole = 0x1p53;

bool is_whole(double number) {
    return std::floor(number) == number && std::fabs(number) <= largest_whole;
}

double part_of(double u, double parts) {
    return std::min(std::floor(u * parts), parts - 1.0);
}

}  // namespace

std::string fault_of(const Factor& factor) {
    if (factor.law == Law::one_of) return factor.values.empty() ? "one_of needs a value" : "";
    if (!std::isfinite(factor.low) || !std::isfinite(factor.high) || !std::isfinite(factor.high - factor.low))
        return "a range needs two finite ends";
    if (!(factor.low < factor.high)) return "the low end of a range lies below its high end";
    if (factor.law == Law::log_uniform && !(factor.low > 0.0)) return "a log-uniform range lies above 0";
    if (factor.law == Law::integer && (!is_whole(factor.low) || !is_whole(factor.high)))
        return "a range of integers has whole ends within 2^53";
    return "";
}

double value_at(const Factor& factor, double u) {
    if (!(u >= 0.0 && u <= 1.0)) throw std::invalid_argument("a share of a range lies between 0 and 1");
    if (factor.law == Law::one_of) return part_of(u, static_cast<double>(factor.values.size()));
    if (u == 0.0) return factor.low;
    if (u == 1.0) return factor.high;
    const double width = factor.high - factor.low;
    if (factor.law == Law::integer) return factor.low + part_of(u, width + 1.0);
    const double value = factor.law == Law::uniform
                             ? factor.low + u * width
                             : factor.low * sim::exp(u * sim::log(factor.high / factor.low));
    return std::clamp(value, factor.low, factor.high);
}

Level level_of(const Factor& factor, double value) {
    if (factor.law != Law::one_of) return value;
    return factor.values.at(static_cast<std::size_t>(value));
}

std::uint64_t level_count(const Factor& factor) {
    if (factor.law == Law::one_of) return factor.values.size();
    return factor.law == Law::integer ? static_cast<std::uint64_t>(factor.high - factor.low) + 1 : 0;
}

}  // namespace cultivar
