// SPDX-License-Identifier: Apache-2.0
#include "sim/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sim/special_functions.hpp"

namespace cultivar::sim {
namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

void require(bool condition, const char* what) {
    if (!condition) throw std::invalid_argument(what);
}

Tally tally_of(std::span<const double> row) {
    Tally tally;
    for (const double number : row) tally.add(number);
    return tally;
}

}  // namespace

void Tally::add(double number) {
    require(std::fabs(number) <= 1e150, "Tally::add: a number must be finite and at most 1e150 in size");
    ++count_;
    sum_.add(number);
    squares_.add_product(number, number);
    min_ = std::min(min_, number);
    max_ = std::max(max_, number);
}

void Tally::merge(const Tally& other) {
    count_ += other.count_;
    sum_.add(other.sum_);
    squares_.add(other.squares_);
    min_ = std::min(min_, other.min_);
    max_ = std::max(max_, other.max_);
}

double Tally::mean() const {
    return count_ == 0 ? nan_value : sum_.value() / static_cast<double>(count_);
}

double Tally::variance() const {
    if (count_ < 2) return nan_value;
    if (min_ == max_) return 0.0;
    const auto n = static_cast<double>(count_);
    const double centre = mean();
    ExactSum deviations = squares_;
    for (const double part : sum_.parts()) deviations.add_product(-2.0 * centre, part);
    const double square = centre * centre;
    deviations.add_product(n, square);
    deviations.add_product(n, std::fma(centre, centre, -square));
    return std::max(0.0, deviations.value()) / (n - 1.0);
}

double Tally::standard_deviation() const {
    return std::sqrt(variance());
}

void TimeWeighted::set(Time now, double value) {
    require(now >= last_, "TimeWeighted::set: time runs backwards");
    const Duration held = now - last_;
    integral_.add_product(value_, static_cast<double>(held.count()));
    span_ += held;
    last_ = now;
    value_ = value;
}

void TimeWeighted::merge(const TimeWeighted& other) {
    span_ += other.span_;
    integral_.add(other.integral_);
}

double TimeWeighted::integral() const {
    return integral_.value() / static_cast<double>(one_day.count());
}

double TimeWeighted::mean() const {
    if (span_.count() == 0) return nan_value;
    return integral_.value() / static_cast<double>(span_.count());
}

double quantile(std::span<const double> sorted, double probability) {
    require(!sorted.empty(), "quantile: no values");
    require(probability >= 0.0 && probability <= 1.0, "quantile: probability must lie in [0, 1]");
    const double place = probability * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    if (below + 1 == sorted.size()) return sorted.back();
    const double share = place - static_cast<double>(below);
    return sorted[below] + share * (sorted[below + 1] - sorted[below]);
}

Interval t_interval(const Tally& tally, double confidence) {
    require(confidence > 0.0 && confidence < 1.0, "t_interval: confidence must lie between 0 and 1");
    Interval interval{tally.mean()};
    if (tally.count() < 2) return interval;
    const auto n = static_cast<double>(tally.count());
    const double t = student_t_quantile(0.5 + 0.5 * confidence, n - 1.0);
    interval.half_width = t * std::sqrt(tally.variance() / n);
    return interval;
}

double correlation(std::span<const double> a, std::span<const double> b) {
    require(a.size() == b.size(), "correlation: rows differ in length");
    const Tally tally_a = tally_of(a);
    const Tally tally_b = tally_of(b);
    if (tally_a.min() == tally_a.max() || tally_b.min() == tally_b.max()) return nan_value;
    const double mean_a = tally_a.mean();
    const double mean_b = tally_b.mean();
    ExactSum ab;
    ExactSum aa;
    ExactSum bb;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab.add_product(a[i] - mean_a, b[i] - mean_b);
        aa.add_product(a[i] - mean_a, a[i] - mean_a);
        bb.add_product(b[i] - mean_b, b[i] - mean_b);
    }
    const double size = std::sqrt(aa.value()) * std::sqrt(bb.value());
    return size > 0.0 ? std::clamp(ab.value() / size, -1.0, 1.0) : nan_value;
}

PairedDifference paired_difference(std::span<const double> variant, std::span<const double> baseline,
                                   double confidence) {
    require(variant.size() == baseline.size(), "paired_difference: rows differ in length");
    Tally differences;
    for (std::size_t i = 0; i < variant.size(); ++i) differences.add(variant[i] - baseline[i]);
    const double independent = tally_of(variant).variance() + tally_of(baseline).variance();
    return {differences.count(), t_interval(differences, confidence), correlation(variant, baseline),
            independent / differences.variance()};
}

}  // namespace cultivar::sim
