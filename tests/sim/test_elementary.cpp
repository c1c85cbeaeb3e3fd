// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "sim/elementary.hpp"
#include "sim/random.hpp"
#include "sim/special_functions.hpp"

namespace sim = cultivar::sim;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Distance from the true value in units of the last place of the result; the reference has 11 more bits.
double error_in_ulp(double found, long double wanted) {
    const double size = std::fabs(static_cast<double>(wanted));
    const double unit = std::nextafter(size, infinity) - size;
    return static_cast<double>(std::fabs(static_cast<long double>(found) - wanted) / unit);
}

template <class Function, class Reference>
double worst_error(Function function, Reference reference, double low, double high) {
    sim::Stream stream(1, 1, sim::key_of("accuracy"));
    double worst = 0.0;
    for (int i = 0; i < 50'000; ++i) {
        const double x = stream.uniform(low, high);
        worst = std::max(worst, error_in_ulp(function(x), reference(static_cast<long double>(x))));
    }
    return worst;
}

template <class Function>
std::uint64_t digest(Function function, double low, double high) {
    sim::Stream stream(2, 1, sim::key_of("digest"));
    std::uint64_t value = 0;
    for (int i = 0; i < 100'000; ++i) {
        value = std::rotl(value, 5) ^ std::bit_cast<std::uint64_t>(function(stream.uniform(low, high)));
        value *= 0x9e3779b97f4a7c15ULL;
    }
    return value;
}

}  // namespace

TEST_CASE("elementary functions: results lie within an ulp of the true value") {
    const auto exp = [](auto x) { return std::exp(x); };
    CHECK(worst_error(sim::exp, exp, -700.0, 700.0) < 1.0);
    CHECK(worst_error(sim::exp, exp, -1.0, 1.0) < 1.0);
    CHECK(worst_error(
              sim::exp2, [](auto x) { return std::exp2(x); }, -1000.0, 1000.0) < 1.0);
    const auto log = [](auto x) { return std::log(x); };
    CHECK(worst_error(sim::log, log, 0.0, 1.0) < 1.0);
    CHECK(worst_error(sim::log, log, 0.0, 1e300) < 1.0);
    CHECK(worst_error(sim::log, log, 0.999, 1.001) < 1.0);
    CHECK(worst_error(
              sim::log2, [](auto x) { return std::log2(x); }, 0.0, 4.0) < 1.0);
    const auto expm1 = [](auto x) { return std::expm1(x); };
    CHECK(worst_error(sim::expm1, expm1, -2.0, 2.0) < 1.3);
    CHECK(worst_error(sim::expm1, expm1, -1e-3, 1e-3) < 1.3);
    CHECK(worst_error(sim::expm1, expm1, -45.0, 700.0) < 1.3);
    CHECK(worst_error(sim::expm1, expm1, 0.5, 2.0) < 1.0);
    const auto log1p = [](auto x) { return std::log1p(x); };
    CHECK(worst_error(sim::log1p, log1p, -1.0, 3.0) < 1.0);
    CHECK(worst_error(sim::log1p, log1p, -1e-9, 1e-9) < 1.0);
    CHECK(worst_error(sim::log1p, log1p, -0.5, -0.3) < 1.0);
    CHECK(worst_error(sim::log1p, log1p, 0.42, 1.0) < 1.0);
    for (const double y : {0.37, -1.5, 3.0, 100.0, -250.0}) {
        CHECK(worst_error([y](double x) { return sim::pow(x, y); },
                          [y](long double x) { return std::pow(x, static_cast<long double>(y)); }, 0.1,
                          10.0) < 1.0);
    }
}

TEST_CASE("elementary functions: the bits are those written down here") {
    CHECK(digest(sim::exp, -745.0, 709.0) == 0xd0a6e08485a225ccULL);
    CHECK(digest(sim::exp2, -1074.0, 1023.0) == 0x31dfd295e4ea2572ULL);
    CHECK(digest(sim::expm1, -3.0, 3.0) == 0xdaa4a138e17f218dULL);
    CHECK(digest(sim::log, 0.0, 2.0) == 0xf229ed8a86c220b8ULL);
    CHECK(digest(sim::log2, 0.0, 2.0) == 0x9520672f84995b51ULL);
    CHECK(digest(sim::log1p, -1.0, 3.0) == 0x24afdccec1aebeb0ULL);
    CHECK(digest([](double x) { return sim::pow(x, 3.0 - x); }, 0.0, 6.0) == 0x163b2feae63df0e2ULL);
    CHECK(digest(sim::log_gamma, 0.0, 30.0) == 0xfb35799e9625cee7ULL);
    CHECK(digest(sim::normal_quantile, 0.0, 1.0) == 0xf106c1b443495a63ULL);
}

TEST_CASE("elementary functions: whole powers of two are exact") {
    for (int k = -1074; k < 1024; ++k) {
        CAPTURE(k);
        REQUIRE(sim::exp2(k) == std::ldexp(1.0, k));
        REQUIRE(sim::log2(std::ldexp(1.0, k)) == k);
    }
}

TEST_CASE("elementary functions: the ends of the domain give what the header says") {
    CHECK(sim::exp(0.0) == 1.0);
    CHECK(sim::exp(710.0) == infinity);
    CHECK(sim::exp(infinity) == infinity);
    CHECK(sim::exp(-746.0) == 0.0);
    CHECK(sim::exp(-infinity) == 0.0);
    CHECK(sim::exp(-745.13) == std::numeric_limits<double>::denorm_min());
    CHECK(sim::exp2(1024.0) == infinity);
    CHECK(sim::exp2(-1080.0) == 0.0);
    CHECK(sim::expm1(0.0) == 0.0);
    CHECK(sim::expm1(-infinity) == -1.0);
    CHECK(sim::expm1(800.0) == infinity);
    CHECK(sim::log(1.0) == 0.0);
    CHECK(sim::log(0.0) == -infinity);
    CHECK(sim::log(infinity) == infinity);
    CHECK(std::isnan(sim::log(-1.0)));
    CHECK(std::isnan(sim::log2(-1.0)));
    CHECK(sim::log1p(-1.0) == -infinity);
    CHECK(sim::log1p(infinity) == infinity);
    CHECK(std::isnan(sim::log1p(-1.5)));
    for (auto* function : {sim::exp, sim::exp2, sim::expm1, sim::log, sim::log2, sim::log1p}) {
        CHECK(std::isnan(function(not_a_number)));
    }
}

TEST_CASE("elementary functions: pow keeps its promises at the edges") {
    CHECK(sim::pow(0.0, 0.0) == 1.0);
    CHECK(sim::pow(not_a_number, 0.0) == 1.0);
    CHECK(sim::pow(1.0, not_a_number) == 1.0);
    CHECK(std::isnan(sim::pow(2.0, not_a_number)));
    CHECK(std::isnan(sim::pow(not_a_number, 2.0)));
    CHECK(std::isnan(sim::pow(-2.0, 2.0)));
    CHECK(sim::pow(0.0, 2.0) == 0.0);
    CHECK(sim::pow(0.0, -2.0) == infinity);
    CHECK(sim::pow(infinity, 0.5) == infinity);
    CHECK(sim::pow(infinity, -0.5) == 0.0);
    CHECK(sim::pow(0.5, infinity) == 0.0);
    CHECK(sim::pow(0.5, -infinity) == infinity);
    CHECK(sim::pow(2.0, 1e300) == infinity);
    CHECK(sim::pow(2.0, -1e300) == 0.0);
    CHECK(sim::pow(2.0, 0.5) == std::sqrt(2.0));
    CHECK(sim::pow(10.0, 3.0) == 1000.0);
    CHECK(sim::pow(3.0, 33.0) == 5559060566555523.0);
}

TEST_CASE("special functions: log gamma is the logarithm of factorials and of root pi") {
    double factorial = 1.0;
    for (int n = 1; n <= 20; ++n) {
        CHECK(sim::log_gamma(n) == doctest::Approx(std::log(factorial)).epsilon(1e-14));
        factorial *= n;
    }
    CHECK(sim::log_gamma(0.5) == doctest::Approx(0.57236494292470008707).epsilon(1e-14));
    CHECK(sim::log_gamma(100.25) == doctest::Approx(360.2845596377642).epsilon(1e-14));
    CHECK(sim::log_gamma(infinity) == infinity);
    CHECK(std::isnan(sim::log_gamma(0.0)));
    CHECK(std::isnan(sim::log_gamma(-3.0)));
    CHECK(std::isnan(sim::log_gamma(not_a_number)));
}

TEST_CASE("special functions: normal quantiles match published values") {
    CHECK(sim::normal_quantile(0.5) == 0.0);
    CHECK(sim::normal_quantile(0.25) == doctest::Approx(-0.6744897501960817).epsilon(1e-14));
    CHECK(sim::normal_quantile(0.001) == doctest::Approx(-3.090232306167814).epsilon(1e-14));
    CHECK(sim::normal_quantile(1e-20) == doctest::Approx(-9.262340089798408).epsilon(1e-14));
    CHECK(sim::normal_quantile(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-14));
    CHECK(sim::normal_quantile(0.0) == -infinity);
    CHECK(sim::normal_quantile(1.0) == infinity);
    CHECK(std::isnan(sim::normal_quantile(-0.1)));
    CHECK(std::isnan(sim::normal_quantile(1.1)));
    CHECK(std::isnan(sim::normal_quantile(not_a_number)));
}
