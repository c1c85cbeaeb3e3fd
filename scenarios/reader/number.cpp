// SPDX-License-Identifier: Apache-2.0
#include "scenarios/reader/number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "scenarios/reader/diagnostics.hpp"
#include "scenarios/reader/utf8.hpp"

namespace cultivar {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// A decimal number taken apart: digits before and after the point, and the exponent.
struct Decimal {
    bool negative = false;
    std::string_view whole;
    std::string_view fraction;
    long exponent = 0;
};

std::string_view take_digits(std::string_view& text) {
    std::size_t count = 0;
    while (count < text.size() && is_digit(text[count])) ++count;
    const std::string_view digits = text.substr(0, count);
    text.remove_prefix(count);
    return digits;
}

std::optional<Decimal> take_apart(std::string_view text) {
    Decimal result;
    if (text.starts_with('+') || text.starts_with('-')) {
        result.negative = text[0] == '-';
        text.remove_prefix(1);
    }
    result.whole = take_digits(text);
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        result.fraction = take_digits(text);
    }
    if (result.whole.empty() && result.fraction.empty()) return std::nullopt;
    if (text.empty()) return result;
    if (text[0] != 'e' && text[0] != 'E') return std::nullopt;
    text.remove_prefix(text.size() > 1 && text[1] == '+' ? 2 : 1);
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), result.exponent);
    const bool huge = problem == std::errc::result_out_of_range;
    if (huge) result.exponent = text[0] == '-' ? -1'000'000 : 1'000'000;
    if (end != text.data() + text.size() || (problem != std::errc() && !huge)) return std::nullopt;
    return result;
}

/// Power of ten of the first digit that is not 0; empty for zero.
std::optional<long> magnitude(const Decimal& number) {
    const std::size_t in_whole = number.whole.find_first_not_of('0');
    if (in_whole != std::string_view::npos)
        return static_cast<long>(number.whole.size() - in_whole) - 1 + number.exponent;
    const std::size_t in_fraction = number.fraction.find_first_not_of('0');
    if (in_fraction != std::string_view::npos) return number.exponent - static_cast<long>(in_fraction) - 1;
    return std::nullopt;
}

bool is_whole(const Decimal& number) {
    std::size_t digits = number.fraction.find_last_not_of('0');
    long lowest = number.exponent;
    if (digits != std::string_view::npos) {
        lowest -= static_cast<long>(digits) + 1;
    } else {
        digits = number.whole.find_last_not_of('0');
        if (digits == std::string_view::npos) return true;
        lowest += static_cast<long>(number.whole.size() - digits) - 1;
    }
    return lowest >= 0;
}

NumberFault not_a_number(std::string_view text) {
    const std::string folded = fold_case_and_width(text);
    const std::string bare = folded.substr(
        folded.find_first_not_of("+-.") == std::string::npos ? 0 : folded.find_first_not_of("+-."));
    if (bare == "nan" || bare == "inf" || bare == "infinity")
        return {"non-finite", in_quotes(text) + " is not a finite number", {}};
    if (folded != std::string(text) && take_apart(folded))
        return {"number", in_quotes(text) + " holds full-width digits", "write " + folded};
    if (bare.size() > 1 && bare[0] == '0' && (bare[1] == 'x' || bare[1] == 'o' || bare[1] == 'b'))
        return {"number", in_quotes(text) + " is no number", "plain decimal only"};
    std::string fixed(text);
    std::erase_if(fixed, [](char c) { return c == '_' || c == ','; });
    if (fixed.size() != text.size() && take_apart(fixed)) {
        const std::size_t comma = text.find(',');
        const bool decimal_comma = comma != std::string_view::npos && comma == text.rfind(',') &&
                                   text.find('.') == std::string_view::npos && text.size() - comma != 4;
        if (decimal_comma) {
            fixed = std::string(text);
            fixed[comma] = '.';
        }
        return {"number", in_quotes(text) + " is no number", "write " + fixed};
    }
    return {"number", in_quotes(text) + " is no number", {}};
}

std::optional<NumberFault> common_fault(std::string_view text, const std::optional<Decimal>& number) {
    if (!number) return not_a_number(text);
    const std::string_view whole = number->whole;
    if (whole.size() < 2 || whole[0] != '0') return std::nullopt;
    std::string fixed(number->negative ? "-" : "");
    const std::size_t first = std::min(whole.find_first_not_of('0'), whole.size() - 1);
    fixed += text.substr(text.find(whole) + first);
    return NumberFault{"octal", in_quotes(text) + " has a leading zero", "write " + fixed};
}

}  // namespace

std::variant<double, NumberFault> parse_number(std::string_view text) {
    const std::optional<Decimal> number = take_apart(text);
    if (const auto fault = common_fault(text, number)) return *fault;
    const std::optional<long> size = magnitude(*number);
    if (!size) return 0.0;
    if (*size > 400) return NumberFault{"overflow", in_quotes(text) + " is too large", {}};
    if (*size < -400) return NumberFault{"underflow", in_quotes(text) + " would become 0", {}};
    const std::string_view plain = text.starts_with('+') ? text.substr(1) : text;
    double value = 0.0;
    const auto [end, problem] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (problem == std::errc::result_out_of_range || !std::isfinite(value) || value == 0.0) {
        if (*size > 0) return NumberFault{"overflow", in_quotes(text) + " is too large", {}};
        return NumberFault{"underflow", in_quotes(text) + " would become 0", {}};
    }
    if (problem != std::errc() || end != plain.data() + plain.size()) return not_a_number(text);
    return value;
}

std::variant<std::int64_t, NumberFault> parse_whole(std::string_view text) {
    const std::optional<Decimal> number = take_apart(text);
    if (const auto fault = common_fault(text, number)) return *fault;
    if (!is_whole(*number)) return NumberFault{"range", in_quotes(text) + " is not a whole number", {}};
    const long size = magnitude(*number).value_or(0);
    const NumberFault overflow{"overflow", in_quotes(text) + " is above 9223372036854775807", {}};
    if (size > 18) return overflow;
    std::string digits = std::string(number->negative ? "-" : "") + std::string(number->whole);
    digits += number->fraction;
    const long shift = number->exponent - static_cast<long>(number->fraction.size());
    if (!magnitude(*number)) return 0;
    if (shift >= 0) {
        digits.append(static_cast<std::size_t>(shift), '0');
    } else {
        digits.resize(digits.size() - static_cast<std::size_t>(-shift));
    }
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (problem != std::errc() || end != digits.data() + digits.size()) return overflow;
    return value;
}

std::string number_text(double value) {
    std::array<char, 40> text{};
    const auto result = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), result.ptr};
}

}  // namespace cultivar
