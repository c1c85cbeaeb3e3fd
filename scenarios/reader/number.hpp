// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace cultivar {

/// Why a text is no number: an error's code, message and hint.
struct NumberFault {
    std::string code;
    std::string what;
    std::string hint;
};

/// A plain decimal number ("12", "-0.5", "1e3", "+2"), read without regard to any locale. Faults: octal
/// (leading zero), number (hexadecimal, comma, underscore, other text), non-finite, overflow, underflow.
[[nodiscard]] std::variant<double, NumberFault> parse_number(std::string_view text);

/// The same for a whole number; "1e3" and "5.0" are whole, "2.5" is a fault with code range.
[[nodiscard]] std::variant<std::int64_t, NumberFault> parse_whole(std::string_view text);

/// The shortest text that reads back as the same number.
[[nodiscard]] std::string number_text(double value);

}  // namespace cultivar
