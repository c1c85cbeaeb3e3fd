// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <span>

#include "sim/exact_sum.hpp"
#include "sim/time.hpp"

namespace cultivar::sim {

/// Count, mean, variance and extremes of numbers seen one by one. Sums are exact, so any way of splitting the
/// numbers over tallies and merging them gives the same bits. Numbers must be finite and at most 1e150 in
/// size, else std::invalid_argument.
class Tally {
  public:
    void add(double number);
    void merge(const Tally& other);

    [[nodiscard]] std::uint64_t count() const { return count_; }
    [[nodiscard]] double sum() const { return sum_.value(); }
    /// NaN while empty.
    [[nodiscard]] double mean() const;
    /// Unbiased (divided by count - 1); NaN below two numbers.
    [[nodiscard]] double variance() const;
    [[nodiscard]] double standard_deviation() const;
    /// Infinity while empty.
    [[nodiscard]] double min() const { return min_; }
    /// Minus infinity while empty.
    [[nodiscard]] double max() const { return max_; }

  private:
    std::uint64_t count_ = 0;
    ExactSum sum_;
    ExactSum squares_;
    double min_ = std::numeric_limits<double>::infinity();
    double max_ = -std::numeric_limits<double>::infinity();
};

/// The mean over time of a value that holds until it is set anew, up to the last `set` or `close`. The
/// integral is exact over spans below 285 years, so that it does not depend on how time is cut, and merging
/// is exact as well.
class TimeWeighted {
  public:
    explicit TimeWeighted(Time start, double value = 0.0) : last_(start), value_(value) {}

    /// Ends the current value at `now` and starts another; `now` before the last change throws
    /// std::invalid_argument.
    void set(Time now, double value);
    void close(Time now) { set(now, value_); }
    /// Pools the closed time of another observation; the current value and its start stay.
    void merge(const TimeWeighted& other);

    [[nodiscard]] double value() const { return value_; }
    [[nodiscard]] Duration span() const { return span_; }
    /// Integral of the value in value times days.
    [[nodiscard]] double integral() const;
    /// NaN while no time has passed.
    [[nodiscard]] double mean() const;

  private:
    Time last_;
    Duration span_{0};
    double value_;
    ExactSum integral_;
};

/// Quantile of values in rising order by linear interpolation between order statistics (type 7 of Hyndman &
/// Fan 1996). Throws std::invalid_argument if there are none or probability lies outside [0, 1].
[[nodiscard]] double quantile(std::span<const double> sorted, double probability);

/// Centre and half width of a confidence interval.
struct Interval {
    double mean = 0.0;
    double half_width = std::numeric_limits<double>::infinity();

    [[nodiscard]] double low() const { return mean - half_width; }
    [[nodiscard]] double high() const { return mean + half_width; }
};

/// Student's interval for the expectation at a confidence in (0, 1), such as 0.95; infinitely wide below two
/// numbers.
[[nodiscard]] Interval t_interval(const Tally& tally, double confidence);

/// Pearson's correlation of two equally long rows; NaN if one of them is constant or shorter than two.
[[nodiscard]] double correlation(std::span<const double> a, std::span<const double> b);

/// How two rows of results under common random numbers differ.
struct PairedDifference {
    std::uint64_t count = 0;
    /// Mean of variant - baseline and its Student interval.
    Interval difference;
    double correlation = 0.0;
    /// (Var(variant) + Var(baseline)) / Var(variant - baseline): how many times more runs independent seeds
    /// would need for the same precision. Infinity if the difference never varies, NaN if nothing varies.
    double variance_ratio = 0.0;
};

/// Rows are matched by position; unequal lengths throw std::invalid_argument.
[[nodiscard]] PairedDifference paired_difference(std::span<const double> variant,
                                                 std::span<const double> baseline, double confidence);

}  // namespace cultivar::sim
