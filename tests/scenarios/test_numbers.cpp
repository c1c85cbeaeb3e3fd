// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <clocale>
#include <limits>
#include <string>
#include <variant>

#include "scenarios/reader/quantity.hpp"

using namespace cultivar;

namespace {

std::string outcome(std::string_view text) {
    const auto parsed = parse_number(text);
    if (const auto* fault = std::get_if<NumberFault>(&parsed)) return fault->code;
    return number_text(std::get<double>(parsed));
}

std::string whole_outcome(std::string_view text) {
    const auto parsed = parse_whole(text);
    if (const auto* fault = std::get_if<NumberFault>(&parsed)) return fault->code;
    return std::to_string(std::get<std::int64_t>(parsed));
}

}  // namespace

TEST_CASE("numbers: plain decimals are read, everything else has its own code") {
    CHECK(outcome("0.1") == "0.1");
    CHECK(outcome("-2.50") == "-2.5");
    CHECK(outcome("+3") == "3");
    CHECK(outcome(".5") == "0.5");
    CHECK(outcome("1E-3") == "0.001");
    CHECK(outcome("0") == "0");
    CHECK(outcome("0e999999999999999999999") == "0");
    CHECK(outcome("00") == "octal");
    CHECK(outcome("-010") == "octal");
    for (const char* text :
         {"", "-", ".", "e5", "1e", "1e+", "--1", "1.2.3", "0x10", "1,5", "1_000", "1 2", "five"}) {
        CAPTURE(text);
        CHECK(outcome(text) == "number");
    }
    for (const char* text : {".nan", "NaN", "inf", "-.Inf", "+infinity"})
        CHECK(outcome(text) == "non-finite");
    CHECK(outcome("1e309") == "overflow");
    CHECK(outcome("1e99999999999999999999") == "overflow");
    CHECK(outcome("1e-400") == "underflow");
    CHECK(outcome("-1e-99999999999999999999") == "underflow");
}

TEST_CASE("numbers: whole numbers are exact, however they are written") {
    CHECK(whole_outcome("1e3") == "1000");
    CHECK(whole_outcome("5.0") == "5");
    CHECK(whole_outcome("1.5e1") == "15");
    CHECK(whole_outcome("1000e-2") == "10");
    CHECK(whole_outcome("-0") == "0");
    CHECK(whole_outcome("9223372036854775807") == "9223372036854775807");
    CHECK(whole_outcome("-9223372036854775808") == "-9223372036854775808");
    CHECK(whole_outcome("9223372036854775808") == "overflow");
    CHECK(whole_outcome("1e19") == "overflow");
    CHECK(whole_outcome("1.0000000000000000001") == "range");
    CHECK(whole_outcome("1e-1") == "range");
    CHECK(whole_outcome("0.0") == "0");
}

TEST_CASE("numbers: a foreign locale changes nothing") {
    const std::string before = std::setlocale(LC_ALL, nullptr);
    if (std::setlocale(LC_ALL, "de_DE.UTF-8") == nullptr) (void)std::setlocale(LC_ALL, "C.UTF-8");
    CHECK(outcome("1.500") == "1.5");
    CHECK(outcome("1,500") == "number");
    (void)std::setlocale(LC_ALL, before.c_str());
}

TEST_CASE("units: alike units are converted, others refused") {
    CHECK(conversion("days", "day") == 1.0);
    CHECK(conversion("weeks", "day") == 7.0);
    CHECK(conversion("years", "day") == 365.25);
    CHECK(conversion("per year", "1/year") == 1.0);
    CHECK(conversion("per day", "1/year") == 365.25);
    CHECK(conversion("m", "km") == 1e-3);
    CHECK(conversion("cny", "m_cny") == 1e-6);
    CHECK(conversion("m_cny/year", "m_cny per year") == 1.0);
    CHECK(conversion("m_cny per 1000 firms per year", "m_cny per 1,000 firms per year") == 1.0);
    CHECK(conversion("m_cny per firm per year", "m_cny per 1,000 firms per year").value_or(0.0) ==
          doctest::Approx(1000.0).epsilon(1e-12));
    CHECK_FALSE(conversion("day", "km"));
    CHECK_FALSE(conversion("m_cny", "m_cny/year"));
    CHECK_FALSE(conversion("fortnight", "day"));
    for (const char* text : {"00 km", "100 km", "per 0 year", "per 1 100 firms", "km per", "per per year",
                             "km km", "per", "1 /year", "10 per year"}) {
        CAPTURE(text);
        CHECK_FALSE(conversion(text, "km"));
        CHECK_FALSE(conversion(text, "1/year"));
    }
    CHECK(is_pure("-"));
    CHECK(is_pure("count"));
    CHECK(is_pure("10k"));
    CHECK_FALSE(is_pure("1/year"));
}
