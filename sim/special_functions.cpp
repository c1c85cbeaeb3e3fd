// SPDX-License-Identifier: Apache-2.0
#include "sim/special_functions.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "sim/elementary.hpp"

namespace cultivar::sim {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

template <std::size_t n>
double polynomial(const std::array<double, n>& coefficients, double x) {
    double value = coefficients[n - 1];
    for (std::size_t i = n - 1; i > 0; --i) value = value * x + coefficients[i - 1];
    return value;
}

double stirling(double x) {
    const double w = 1.0 / (x * x);
    const double series =
        polynomial<6>({1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360}, w);
    constexpr double half_log_two_pi = 0.91893853320467274178;
    return (x - 0.5) * log(x) - x + half_log_two_pi + series / x;
}

// Wichura's coefficients: the centre, the near tail and the far tail, each a quotient of two polynomials.
constexpr std::array<double, 8> centre_over = {
    3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
    4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3};
constexpr std::array<double, 8> centre_under = {1.0,
                                                4.2313330701600911252e1,
                                                6.8718700749205790830e2,
                                                5.3941960214247511077e3,
                                                2.1213794301586595867e4,
                                                3.9307895800092710610e4,
                                                2.8729085735721942674e4,
                                                5.2264952788528545610e3};
constexpr std::array<double, 8> near_over = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                             5.76949722146069140550e0,  3.64784832476320460504e0,
                                             1.27045825245236838258e0,  2.41780725177450611770e-1,
                                             2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr std::array<double, 8> near_under = {1.0,
                                              2.05319162663775882187e0,
                                              1.67638483018380384940e0,
                                              6.89767334985100004550e-1,
                                              1.48103976427480074590e-1,
                                              1.51986665636164571966e-2,
                                              5.47593808499534494600e-4,
                                              1.05075007164441684324e-9};
constexpr std::array<double, 8> far_over = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                            1.78482653991729133580e0,  2.96560571828504891230e-1,
                                            2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                            2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr std::array<double, 8> far_under = {1.0,
                                             5.99832206555887937690e-1,
                                             1.36929880922735805310e-1,
                                             1.48753612908506148525e-2,
                                             7.86869131145613259100e-4,
                                             1.84631831751005468180e-5,
                                             1.42151175831644588870e-7,
                                             2.04426310338993978564e-15};

double quotient(const std::array<double, 8>& over, const std::array<double, 8>& under, double x) {
    return polynomial(over, x) / polynomial(under, x);
}

/// The continued fraction of the incomplete beta function by Lentz's method (DLMF 8.17.22), for x < (a + 1) /
/// (a + b + 2).
double beta_fraction(double x, double a, double b) {
    constexpr double tiny = 1e-300;
    const auto away_from_zero = [](double v) { return std::fabs(v) < tiny ? tiny : v; };
    double c = 1.0;
    double d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    double value = d;
    for (int step = 1; step <= 10'000; ++step) {
        const double m = step;
        const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        value *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        value *= d * c;
        if (std::fabs(d * c - 1.0) < 1e-15) break;
    }
    return value;
}

/// P(T > t) for t >= 0: half the regularised incomplete beta function of x = n / (n + t^2) at n / 2 and 1
/// / 2.
double student_t_tail(double t, double n) {
    const double a = 0.5 * n;
    const double x = n / (n + t * t);
    const double rest = t * t / (n + t * t);
    if (rest == 0.0) return 0.5;
    const double log_front =
        log_gamma(a + 0.5) - log_gamma(a) - log_gamma(0.5) - a * log1p(t * t / n) + 0.5 * log(rest);
    if (x < (a + 1.0) / (a + 2.5)) return 0.5 * exp(log_front) * beta_fraction(x, a, 0.5) / a;
    return 0.5 - exp(log_front) * beta_fraction(rest, 0.5, a);
}

/// Cornish & Fisher's expansion in 1 / n, exact to 1e-15 from a million degrees of freedom on.
double student_t_near_normal(double z, double n) {
    const double w = z * z;
    return z + z * (w + 1.0) / (4.0 * n) + z * ((5.0 * w + 16.0) * w + 3.0) / (96.0 * n * n);
}

/// The t >= 0 beyond which `tail` of the distribution lies, by bisection.
double student_t_beyond(double tail, double n) {
    double low = 0.0;
    double high = 1.0;
    while (student_t_tail(high, n) > tail && high < 1e300) {
        low = high;
        high *= 2.0;
    }
    for (;;) {
        const double middle = 0.5 * (low + high);
        if (middle <= low || middle >= high) return middle;
        (student_t_tail(middle, n) > tail ? low : high) = middle;
    }
}

}  // namespace

double log_gamma(double x) {
    if (!(x > 0.0)) return nan;
    if (x == infinity) return infinity;
    double product = 1.0;
    for (; x < 10.0; x += 1.0) product *= x;
    return stirling(x) - log(product);
}

double normal_quantile(double probability) {
    if (!(probability >= 0.0 && probability <= 1.0)) return nan;
    const double q = probability - 0.5;
    if (std::fabs(q) <= 0.425) return q * quotient(centre_over, centre_under, 0.180625 - q * q);
    const double tail = q < 0.0 ? probability : 1.0 - probability;
    if (tail == 0.0) return q < 0.0 ? -infinity : infinity;
    const double r = std::sqrt(-log(tail));
    const double size =
        r <= 5.0 ? quotient(near_over, near_under, r - 1.6) : quotient(far_over, far_under, r - 5.0);
    return q < 0.0 ? -size : size;
}

double student_t_quantile(double probability, double degrees_of_freedom) {
    if (!(probability >= 0.0 && probability <= 1.0 && degrees_of_freedom > 0.0)) return nan;
    if (probability == 0.0 || probability == 1.0 || probability == 0.5 || degrees_of_freedom == infinity) {
        return normal_quantile(probability);
    }
    if (degrees_of_freedom >= 1e6)
        return student_t_near_normal(normal_quantile(probability), degrees_of_freedom);
    if (probability > 0.5) return student_t_beyond(1.0 - probability, degrees_of_freedom);
    return -student_t_beyond(probability, degrees_of_freedom);
}

}  // namespace cultivar::sim
