// SPDX-License-Identifier: Apache-2.0
#include "experiments/analysis/text_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace cultivar {

namespace {

/// Characters, not bytes.
std::size_t width(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// Rounds to `digits` digits that count.
double rounded(double number, int digits) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.*e", digits - 1, number);
    double result = 0.0;
    std::sscanf(text.data(), "%lf", &result);
    return result;
}

std::string with_commas(const std::string& digits) {
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
        text += digits[i];
    }
    return text;
}

}  // namespace

std::string spoken_number(double number) {
    if (std::isnan(number)) return "–";
    if (std::isinf(number)) return number > 0 ? "∞" : "−∞";
    const double size = rounded(std::fabs(number), 4);
    std::array<char, 40> text{};
    const int decimals = size >= 100.0 || size == 0.0 ? 0
                         : size >= 10.0               ? 1
                         : size >= 1.0                ? 2
                         : size >= 0.1                ? 3
                                                      : 4;
    std::snprintf(text.data(), text.size(), "%.*f", decimals, size);
    std::string digits = text.data();
    if (decimals == 0) digits = with_commas(digits);
    const bool zero = digits.find_first_not_of("0.") == std::string::npos;
    if (zero) return "0";
    return (number < 0.0 ? "−" : "") + digits;
}

std::string signed_number(double number) {
    const std::string text = spoken_number(number);
    return number > 0.0 && text != "0" ? '+' + text : text;
}

std::string TextTable::text() const {
    std::vector<std::size_t> widths;
    for (const auto& row : rows_) {
        if (row.size() < 2) continue;
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
    }
    std::string text;
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string pad(row.size() < 2 ? 0 : widths[i] - width(row[i]), ' ');
            line += i == 0 ? row[i] + pad : "   " + pad + row[i];
        }
        text += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
    }
    return text;
}

}  // namespace cultivar
