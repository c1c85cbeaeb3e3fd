// SPDX-License-Identifier: Apache-2.0
#include "sim/shares.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace cultivar::sim {

namespace {

double sum(std::span<const double> amounts) {
    return std::accumulate(amounts.begin(), amounts.end(), 0.0);
}

double product(std::span<const double> a, std::span<const double> b) {
    if (a.size() != b.size()) throw std::invalid_argument("shares: structures of different length");
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

}  // namespace

double gini(std::vector<double> amounts) {
    std::sort(amounts.begin(), amounts.end());
    const auto n = static_cast<double>(amounts.size());
    double total = 0.0, ranked = 0.0;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        total += amounts[i];
        ranked += (2.0 * static_cast<double>(i) + 1.0 - n) * amounts[i];
    }
    return total > 0.0 ? std::max(0.0, ranked / (n * total)) : 0.0;
}

double jain(std::span<const double> amounts) {
    const double total = sum(amounts);
    if (total <= 0.0) return 1.0;
    return total * total / (static_cast<double>(amounts.size()) * product(amounts, amounts));
}

double herfindahl(std::span<const double> amounts) {
    const double total = sum(amounts);
    return total > 0.0 ? product(amounts, amounts) / (total * total) : 0.0;
}

double cosine(std::span<const double> a, std::span<const double> b) {
    const double both = product(a, b);
    const double norm = std::sqrt(product(a, a)) * std::sqrt(product(b, b));
    return norm > 0.0 ? both / norm : 0.0;
}

double krugman(std::span<const double> a, std::span<const double> b) {
    if (a.size() != b.size()) throw std::invalid_argument("shares: structures of different length");
    const double of_a = sum(a), of_b = sum(b);
    if (of_a <= 0.0 || of_b <= 0.0) return 0.0;
    double index = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) index += std::fabs(a[i] / of_a - b[i] / of_b);
    return index;
}

double location_quotient(double part, double of_part, double all, double of_all) {
    if (all <= 0.0 || of_part <= 0.0 || of_all <= 0.0) return 0.0;
    return part / of_part / (all / of_all);
}

}  // namespace cultivar::sim
