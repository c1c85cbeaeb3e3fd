// SPDX-License-Identifier: Apache-2.0
#include "sim/statistics.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "sim/random.hpp"
#include "sim/special_functions.hpp"

using namespace cultivar::sim;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Numbers of very different sizes and signs, so that plain summation depends on the order.
std::vector<double> wild_numbers(int count) {
    Stream stream(21, 1, key_of("wild"));
    std::vector<double> numbers;
    for (int i = 0; i < count; ++i)
        numbers.push_back(stream.normal() * std::pow(10.0, stream.uniform(-3.0, 3.0)));
    return numbers;
}

Tally tally_of(std::span<const double> numbers) {
    Tally tally;
    for (const double number : numbers) tally.add(number);
    return tally;
}

bool same(const Tally& a, const Tally& b) {
    return a.count() == b.count() && a.sum() == b.sum() && a.mean() == b.mean() &&
           a.variance() == b.variance() && a.min() == b.min() && a.max() == b.max();
}

}  // namespace

TEST_CASE("exact sum: nothing is lost between large and small terms") {
    ExactSum sum;
    for (const double term : {1e300, 1.0, -1e300, 1e-300, 3.0, -1e-300}) sum.add(term);
    CHECK(sum.value() == 4.0);
    ExactSum tenths;
    for (int i = 0; i < 10; ++i) tenths.add(0.1);
    CHECK(tenths.value() == 1.0);
    ExactSum products;
    products.add_product(0x1.0000001p0, 0x1.0000001p0);
    products.add(-0x1.0000002p0);
    CHECK(products.value() == 0x1p-56);
    CHECK(ExactSum{}.value() == 0.0);
}

TEST_CASE("exact sum: the value is rounded once, to the nearest and ties to even") {
    ExactSum sum;
    sum.add(1.0);
    sum.add(0x1p-53);
    CHECK(sum.value() == 1.0);
    sum.add(0x1p-120);
    CHECK(sum.value() == 1.0 + 0x1p-52);
    sum.add(-0x1p-119);
    CHECK(sum.value() == 1.0);
    ExactSum odd;
    odd.add(1.0 + 0x1p-52);
    odd.add(0x1p-53);
    CHECK(odd.value() == 1.0 + 0x1p-51);
}

TEST_CASE("exact sum: adding a sum to itself doubles it") {
    ExactSum sum;
    for (const double x : wild_numbers(100)) sum.add(x);
    const double once = sum.value();
    sum.add(sum);
    CHECK(sum.value() == 2.0 * once);
}

TEST_CASE("tally: every way of splitting and merging gives the same bits") {
    const std::vector<double> numbers = wild_numbers(500);
    const Tally whole = tally_of(numbers);
    double plain = 0.0;
    for (const double x : numbers) plain += x;
    REQUIRE(plain != whole.sum());
    for (const std::size_t pieces : {2U, 3U, 7U, 500U}) {
        std::vector<Tally> parts(pieces);
        for (std::size_t i = 0; i < numbers.size(); ++i) parts[i % pieces].add(numbers[i]);
        Tally forward;
        for (const Tally& part : parts) forward.merge(part);
        Tally backward;
        std::for_each(parts.rbegin(), parts.rend(), [&](const Tally& part) { backward.merge(part); });
        CHECK(same(forward, whole));
        CHECK(same(backward, whole));
    }
    std::vector<double> shuffled = numbers;
    Stream(22, 1, Key{1}).shuffle(std::span(shuffled));
    CHECK(same(tally_of(shuffled), whole));
}

TEST_CASE("tally: mean, variance and extremes of a known row") {
    const Tally tally = tally_of(std::array{2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0});
    CHECK(tally.count() == 8);
    CHECK(tally.mean() == 5.0);
    CHECK(tally.variance() == doctest::Approx(32.0 / 7.0).epsilon(1e-15));
    CHECK(tally.standard_deviation() == doctest::Approx(std::sqrt(32.0 / 7.0)).epsilon(1e-15));
    CHECK(tally.min() == 2.0);
    CHECK(tally.max() == 9.0);
}

TEST_CASE("tally: a large common offset leaves the variance alone") {
    CHECK(tally_of(std::array{1e9 + 4.0, 1e9 + 7.0, 1e9 + 13.0, 1e9 + 16.0}).variance() == 30.0);
    CHECK(tally_of(std::array{0x1p52 + 1.0, 0x1p52 + 2.0, 0x1p52 + 3.0}).variance() == 1.0);
    CHECK(tally_of(std::vector<double>(1000, 0.1)).variance() < 1e-33);
}

TEST_CASE("tally: empty and single tallies say so, and what is no number is refused") {
    Tally tally;
    CHECK(std::isnan(tally.mean()));
    CHECK(tally.min() == infinity);
    CHECK(tally.max() == -infinity);
    tally.add(3.0);
    CHECK(tally.mean() == 3.0);
    CHECK(std::isnan(tally.variance()));
    CHECK_THROWS_AS(tally.add(infinity), std::invalid_argument);
    CHECK_THROWS_AS(tally.add(not_a_number), std::invalid_argument);
    CHECK_THROWS_AS(tally.add(1e200), std::invalid_argument);
    CHECK(tally.count() == 1);
}

TEST_CASE("time-weighted: the mean of a step function over its time") {
    const Time start = date(2025, 11, 7);
    TimeWeighted level(start, 2.0);
    CHECK(std::isnan(level.mean()));
    level.set(start + one_day, 5.0);
    level.set(start + one_day, 6.0);
    level.set(start + 3 * one_day, 0.0);
    level.close(start + 4 * one_day);
    CHECK(level.integral() == 14.0);
    CHECK(level.mean() == 3.5);
    CHECK(level.span() == 4 * one_day);
    CHECK(level.value() == 0.0);
    CHECK_THROWS_AS(level.set(start, 1.0), std::invalid_argument);
}

TEST_CASE("time-weighted: cutting time and merging observations change no bit") {
    const Time start = date(2019, 1, 1);
    Stream stream(23, 1, Key{1});
    TimeWeighted whole(start, 0.1);
    TimeWeighted cut(start, 0.1);
    TimeWeighted pooled(start, 0.0);
    Time now = start;
    double value = 0.1;
    for (int i = 0; i < 300; ++i) {
        TimeWeighted piece(now, value);
        now += Duration{stream.integer(4'000'000'000U)};
        cut.close(now);
        now += Duration{stream.integer(4'000'000'000U)};
        value = stream.normal();
        piece.close(now);
        pooled.merge(piece);
        whole.set(now, value);
        cut.set(now, value);
    }
    CHECK(cut.mean() == whole.mean());
    CHECK(cut.integral() == whole.integral());
    CHECK(pooled.mean() == whole.mean());
    CHECK(pooled.span() == whole.span());
}

TEST_CASE("quantile: linear interpolation between order statistics") {
    const std::array sorted = {1.0, 2.0, 4.0, 8.0};
    CHECK(quantile(sorted, 0.0) == 1.0);
    CHECK(quantile(sorted, 1.0) == 8.0);
    CHECK(quantile(sorted, 0.5) == 3.0);
    CHECK(quantile(sorted, 0.25) == 1.75);
    CHECK(quantile(sorted, 0.9) == doctest::Approx(6.8).epsilon(1e-14));
    CHECK(quantile(std::array{7.0}, 0.3) == 7.0);
    CHECK_THROWS_AS(static_cast<void>(quantile({}, 0.5)), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(quantile(sorted, 1.1)), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(quantile(sorted, not_a_number)), std::invalid_argument);
}

TEST_CASE("Student's t: quantiles match published tables") {
    const auto close = [](double wanted) { return doctest::Approx(wanted).epsilon(1e-9); };
    CHECK(student_t_quantile(0.975, 1.0) == close(12.706204736));
    CHECK(student_t_quantile(0.975, 4.0) == close(2.776445105));
    CHECK(student_t_quantile(0.975, 29.0) == close(2.045229642));
    CHECK(student_t_quantile(0.975, 49.0) == close(2.009575237));
    CHECK(student_t_quantile(0.975, infinity) == close(1.959963985));
    CHECK(student_t_quantile(0.995, 9.0) == close(3.249835542));
    CHECK(student_t_quantile(0.025, 4.0) == close(-2.776445105));
    CHECK(student_t_quantile(0.975, 1e6) == close(student_t_quantile(0.975, 999'999.0)));
}

TEST_CASE("Student's t: one and two degrees of freedom follow their closed forms") {
    for (const double p : {1e-9, 0.01, 0.3, 0.6, 0.975, 0.999'999}) {
        CAPTURE(p);
        CHECK(student_t_quantile(p, 1.0) ==
              doctest::Approx(-1.0 / std::tan(std::acos(-1.0) * p)).epsilon(1e-9));
        const double u = 2.0 * p - 1.0;
        CHECK(student_t_quantile(p, 2.0) ==
              doctest::Approx(u * std::sqrt(2.0 / (1.0 - u * u))).epsilon(1e-7));
    }
    CHECK(student_t_quantile(0.5, 3.0) == 0.0);
    CHECK(student_t_quantile(1.0, 3.0) == infinity);
    CHECK(std::isnan(student_t_quantile(0.5, 0.0)));
    CHECK(std::isnan(student_t_quantile(1.5, 3.0)));
}

TEST_CASE("t interval: Gosset's sleep data and the share of intervals that cover") {
    const std::array sleep = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};
    const Interval interval = t_interval(tally_of(sleep), 0.95);
    CHECK(interval.mean == doctest::Approx(1.58).epsilon(1e-14));
    CHECK(interval.low() == doctest::Approx(0.7001142).epsilon(1e-6));
    CHECK(interval.high() == doctest::Approx(2.4598858).epsilon(1e-6));
    CHECK(t_interval(tally_of(std::array{1.0}), 0.95).half_width == infinity);
    CHECK_THROWS_AS(static_cast<void>(t_interval(tally_of(sleep), 1.0)), std::invalid_argument);

    // Coverage of 20,000 intervals from five normal draws is binomial: 4.9 standard errors are 0.0076 (1e-6).
    Stream stream(24, 1, Key{1});
    int covered = 0;
    for (int i = 0; i < 20'000; ++i) {
        Tally tally;
        for (int j = 0; j < 5; ++j) tally.add(stream.normal(10.0, 3.0));
        const Interval found = t_interval(tally, 0.95);
        if (found.low() <= 10.0 && 10.0 <= found.high()) ++covered;
    }
    CHECK(std::fabs(covered / 20'000.0 - 0.95) < 4.9 * std::sqrt(0.95 * 0.05 / 20'000.0));
}

TEST_CASE("paired difference: known rows") {
    const std::array baseline = {1.0, 2.0, 3.0, 4.0};
    const std::array variant = {2.0, 4.0, 4.0, 6.0};
    const PairedDifference found = paired_difference(variant, baseline, 0.95);
    CHECK(found.count == 4);
    CHECK(found.difference.mean == 1.5);
    CHECK(found.difference.half_width == doctest::Approx(3.182446305 * std::sqrt(1.0 / 12.0)).epsilon(1e-9));
    CHECK(found.correlation == doctest::Approx(6.0 / std::sqrt(40.0)).epsilon(1e-14));
    CHECK(found.variance_ratio == doctest::Approx((5.0 / 3.0 + 8.0 / 3.0) / (1.0 / 3.0)).epsilon(1e-14));
    CHECK_THROWS_AS(static_cast<void>(paired_difference(variant, std::array{1.0}, 0.95)),
                    std::invalid_argument);
}

TEST_CASE("paired difference: rows that never part, or never vary") {
    const std::array row = {1.0, 2.0, 3.0};
    const PairedDifference equal = paired_difference(row, row, 0.95);
    CHECK(equal.difference.mean == 0.0);
    CHECK(equal.difference.half_width == 0.0);
    CHECK(equal.correlation == doctest::Approx(1.0).epsilon(1e-15));
    CHECK(equal.variance_ratio == infinity);
    const std::array constant = {1.0, 1.0, 1.0};
    CHECK(std::isnan(paired_difference(constant, constant, 0.95).variance_ratio));
    CHECK(std::isnan(correlation(row, constant)));
    const std::array tenths = {0.1, 0.1, 0.1};  // three times 0.1 by 3 is not 0.1
    CHECK(std::isnan(paired_difference(tenths, tenths, 0.95).variance_ratio));
    CHECK(std::isnan(correlation(tenths, tenths)));
    CHECK(correlation(row, std::array{3.0, 2.0, 1.0}) == doctest::Approx(-1.0).epsilon(1e-15));
}

TEST_CASE("paired difference: shared luck shows as correlation and saves runs") {
    // x and x + noise of a tenth of the size: correlation 1 / sqrt(1.01), ratio (1 + 1.01) / 0.01 = 201. With
    // 10,000 rows the logarithm of the ratio has a standard error below sqrt(4 / 10,000) = 0.02; five of them
    // are 0.1.
    Stream stream(25, 1, Key{1});
    std::vector<double> baseline;
    std::vector<double> variant;
    for (int i = 0; i < 10'000; ++i) {
        baseline.push_back(stream.normal());
        variant.push_back(baseline.back() + stream.normal(0.5, 0.1));
    }
    const PairedDifference found = paired_difference(variant, baseline, 0.95);
    CHECK(std::fabs(found.correlation - 1.0 / std::sqrt(1.01)) < 0.001);
    CHECK(std::fabs(std::log(found.variance_ratio / 201.0)) < 0.1);
    CHECK(std::fabs(found.difference.mean - 0.5) < 4.9 * 0.1 / 100.0);
}
