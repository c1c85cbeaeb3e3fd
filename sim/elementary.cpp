// SPDX-License-Identifier: Apache-2.0
#include "sim/elementary.hpp"

#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <limits>

static_assert(FLT_EVAL_METHOD == 0 && std::numeric_limits<double>::is_iec559,
              "equal bits need plain IEEE double arithmetic");

namespace cultivar::sim {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double log2_e = 0x1.71547652b82fep+0;
// ln 2 in two parts; the high one has 32 bits, so that its product with an exponent is exact.
constexpr double ln2_high = 0x1.62e42feep-1;
constexpr double ln2_low = 0x1.a39ef35793c76p-33;

/// An unevaluated sum, |low| at most half an ulp of high.
struct Sum {
    double high;
    double low;
};

/// a + b without error, |a| >= |b| (Dekker 1971).
Sum ordered_sum(double a, double b) {
    const double high = a + b;
    return {high, b - (high - a)};
}

/// a + b without error (Knuth).
Sum exact_sum(double a, double b) {
    const double high = a + b;
    const double part = high - a;
    return {high, (a - (high - part)) + (b - part)};
}

Sum halves(double a) {
    const double shifted = a * 0x1.0000002p+27;
    const double high = shifted - (shifted - a);
    return {high, a - high};
}

/// a * b without error unless parts underflow; |a|, |b| < 2^900 (Dekker 1971, Veltkamp's splitting).
Sum exact_product(double a, double b) {
    const double high = a * b;
    const Sum x = halves(a);
    const Sum y = halves(b);
    return {high, ((x.high * y.high - high) + x.high * y.low + x.low * y.high) + x.low * y.low};
}

Sum product(Sum a, Sum b) {
    const Sum p = exact_product(a.high, b.high);
    return ordered_sum(p.high, p.low + (a.high * b.low + a.low * b.high));
}

/// 2^exponent for -1022 <= exponent <= 1023.
double power_of_two(std::int64_t exponent) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

/// value * 2^exponent for a value near 1 and |exponent| <= 1100.
double scaled(double value, std::int64_t exponent) {
    if (exponent >= -1020 && exponent <= 1020) return value * power_of_two(exponent);
    const std::int64_t half = exponent / 2;
    return value * power_of_two(half) * power_of_two(exponent - half);
}

/// The whole number nearest to x, |x| < 2^51.
double nearest_whole(double x) {
    return (x + 0x1.8p52) - 0x1.8p52;
}

/// (e^t - 1 - t) / t^2 for |t| <= 0.36: Taylor up to t^13, truncation below 5e-18 of e^t.
double exp_tail(double t) {
    const double t2 = t * t;
    const double t4 = t2 * t2;
    const double a = (1.0 / 2 + t * (1.0 / 6)) + t2 * (1.0 / 24 + t * (1.0 / 120));
    const double b = (1.0 / 720 + t * (1.0 / 5040)) + t2 * (1.0 / 40320 + t * (1.0 / 362880));
    const double c =
        (1.0 / 3628800 + t * (1.0 / 39916800)) + t2 * (1.0 / 479001600 + t * (1.0 / 6227020800.0));
    return a + t4 * (b + t4 * c);
}

/// e^(t + low), |t| <= 0.36 and low far smaller.
double exp_near_zero(double t, double low) {
    const Sum one = ordered_sum(1.0, t);
    return one.high + (one.low + (t * t * exp_tail(t) + low));
}

/// x + low as a whole multiple of ln 2 and a rest of at most 0.36.
struct Reduced {
    std::int64_t exponent;
    Sum rest;
};

Reduced reduce(double x, double low) {
    const double k = nearest_whole(x * log2_e);
    return {static_cast<std::int64_t>(k), exact_sum(x - k * ln2_high, low - k * ln2_low)};
}

double exp_of(double x, double low) {
    if (!(x < 709.79)) return x > 0 ? infinity : x;
    if (x < -745.14) return 0.0;
    const Reduced r = reduce(x, low);
    return scaled(exp_near_zero(r.rest.high, r.rest.low), r.exponent);
}

/// x = fraction * 2^exponent with a fraction between sqrt(1/2) and sqrt(2); x positive and finite.
struct Split {
    double fraction;
    double exponent;
};

Split split(double x) {
    const bool small = x < std::numeric_limits<double>::min();
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(small ? x * 0x1p54 : x);
    const auto exponent = static_cast<std::int64_t>(bits - 0x3fe6a09e667f3bcdULL) >> 52;
    const double fraction = std::bit_cast<double>(bits - (static_cast<std::uint64_t>(exponent) << 52));
    return {fraction, static_cast<double>(exponent - (small ? 54 : 0))};
}

/// (atanh(s) / s - 1) / s^2 - 1/3 = z / 5 + z^2 / 7 + ... with z = s^2 <= 0.0295, truncation below 1e-18 of
/// atanh(s).
double atanh_tail(double z) {
    const double z2 = z * z;
    const double z4 = z2 * z2;
    const double a = (1.0 / 5 + z * (1.0 / 7)) + z2 * (1.0 / 9 + z * (1.0 / 11));
    const double b = (1.0 / 13 + z * (1.0 / 15)) + z2 * (1.0 / 17 + z * (1.0 / 19));
    const double c = (1.0 / 21 + z * (1.0 / 23)) + z2 * (1.0 / 25);
    return z * (a + z4 * (b + z4 * c));
}

/// log(1 + f) + exponent * ln 2 + low: log(1 + f) = f - f^2 / 2 + s (f^2 / 2 + 2 s^2 (1/3 + ...)), s = f / (2
/// + f).
double log_from(double f, double exponent, double low) {
    const double s = f / (2.0 + f);
    const double z = s * s;
    const double half_square = 0.5 * f * f;
    const double series = 2.0 * z * (1.0 / 3 + atanh_tail(z));
    const double rest = half_square - (s * (half_square + series) + (exponent * ln2_low + low));
    return exponent * ln2_high - (rest - f);
}

/// log(fraction) to about 2^-64 of its value.
Sum precise_log(double fraction) {
    const double f = fraction - 1.0;
    const Sum g = ordered_sum(1.0, fraction);
    const double inverse = 1.0 / g.high;
    const double s_high = f * inverse;
    const Sum back = exact_product(s_high, g.high);
    const Sum s = ordered_sum(s_high, ((f - back.high) - back.low - s_high * g.low) * inverse);
    const Sum z = product(s, s);
    Sum factor = ordered_sum(1.0 / 3, atanh_tail(z.high));
    factor.low += 0x1.5555555555555p-56;
    const Sum cubic = product(product(z, s), factor);
    const Sum half = ordered_sum(s.high, cubic.high);
    return {2.0 * half.high, 2.0 * (half.low + (s.low + cubic.low))};
}

/// What log(x) is when x is not a positive finite number.
double log_outside(double x) {
    if (x == 0.0) return -infinity;
    return x < 0.0 ? nan : x;
}

double pow_outside(double x, double y) {
    if (x != x || y != y || x < 0.0) return nan;
    const bool grows = (x > 1.0) == (y > 0.0);
    return grows ? infinity : 0.0;
}

}  // namespace

double exp(double x) {
    return exp_of(x, 0.0);
}

double exp2(double x) {
    if (!(x < 1024.0)) return x > 0 ? infinity : x;
    if (x < -1076.0) return 0.0;
    const double k = nearest_whole(x);
    const Sum rest = exact_product(x - k, 0x1.62e42fefa39efp-1);
    const double low = rest.low + (x - k) * 0x1.abc9e3b39803fp-56;
    return scaled(exp_near_zero(rest.high, low), static_cast<std::int64_t>(k));
}

double expm1(double x) {
    if (!(x < 709.79)) return x > 0 ? infinity : x;
    if (x < -40.0) return -1.0;
    const Reduced r = reduce(x, 0.0);
    const double t = r.rest.high;
    const double tail = t * t * exp_tail(t) + r.rest.low;
    if (r.exponent == 0) return t + tail;
    if (r.exponent > 60) return scaled(exp_near_zero(t, r.rest.low), r.exponent);
    const double factor = power_of_two(r.exponent);
    const Sum start = exact_sum(factor - 1.0, factor * t);
    return start.high + (start.low + factor * tail);
}

double log(double x) {
    if (!(x > 0.0 && x < infinity)) return log_outside(x);
    const Split parts = split(x);
    return log_from(parts.fraction - 1.0, parts.exponent, 0.0);
}

double log2(double x) {
    if (!(x > 0.0 && x < infinity)) return log_outside(x);
    const Split parts = split(x);
    const Sum bits = product(precise_log(parts.fraction), {log2_e, 0x1.777d0ffda0d24p-56});
    const Sum total = exact_sum(parts.exponent, bits.high);
    return total.high + (total.low + bits.low);
}

double log1p(double x) {
    if (!(x > -1.0 && x < infinity)) return x == -1.0 ? -infinity : (x < 0.0 ? nan : x);
    const Sum u = exact_sum(1.0, x);
    const Split parts = split(u.high);
    if (parts.exponent == 0.0) return log_from(x, 0.0, 0.0);
    return log_from(parts.fraction - 1.0, parts.exponent, u.low / u.high);
}

double pow(double x, double y) {
    if (x == 1.0 || y == 0.0) return 1.0;
    if (!(x > 0.0 && x < infinity) || !(std::fabs(y) < 0x1p66)) return pow_outside(x, y);
    const Split parts = split(x);
    const Sum fraction = precise_log(parts.fraction);
    const Sum whole = exact_sum(parts.exponent * ln2_high, fraction.high);
    const Sum logarithm = ordered_sum(whole.high, whole.low + (parts.exponent * ln2_low + fraction.low));
    const Sum exponent = product(logarithm, {y, 0.0});
    return exp_of(exponent.high, exponent.low);
}

}  // namespace cultivar::sim
