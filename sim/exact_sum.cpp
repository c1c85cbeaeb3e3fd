// SPDX-License-Identifier: Apache-2.0
#include "sim/exact_sum.hpp"

#include <cmath>
#include <utility>

namespace cultivar::sim {

void ExactSum::add(double term) {
    std::size_t kept = 0;
    for (double part : parts_) {
        if (std::fabs(term) < std::fabs(part)) std::swap(term, part);
        const double sum = term + part;
        const double rest = part - (sum - term);
        if (rest != 0.0) parts_[kept++] = rest;
        term = sum;
    }
    parts_.resize(kept);
    if (term != 0.0) parts_.push_back(term);
}

void ExactSum::add_product(double a, double b) {
    const double product = a * b;
    add(product);
    add(std::fma(a, b, -product));
}

void ExactSum::add(const ExactSum& other) {
    const std::vector<double> terms = other.parts_;
    for (const double term : terms) add(term);
}

double ExactSum::value() const {
    if (parts_.empty()) return 0.0;
    std::size_t i = parts_.size() - 1;
    double sum = parts_[i];
    double rest = 0.0;
    while (i > 0 && rest == 0.0) {
        const double before = sum;
        const double part = parts_[--i];
        sum = before + part;
        rest = part - (sum - before);
    }
    const bool same_side =
        i > 0 && ((rest < 0.0 && parts_[i - 1] < 0.0) || (rest > 0.0 && parts_[i - 1] > 0.0));
    if (!same_side) return sum;
    const double doubled = 2.0 * rest;
    const double nudged = sum + doubled;
    return doubled == nudged - sum ? nudged : sum;
}

}  // namespace cultivar::sim
