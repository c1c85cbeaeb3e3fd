// SPDX-License-Identifier: Apache-2.0
#include "scenarios/reader/utf8.hpp"

#include <array>
#include <cstdio>

namespace cultivar {

CodePoint decode_utf8(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const std::uint32_t first = byte(at);
    if (first < 0x80) return {first, 1, true};
    const std::uint32_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
    if (length == 1 || first > 0xF4 || at + length > text.size()) return {first, 1, false};
    std::uint32_t value = first & (0x7Fu >> length);
    for (std::uint32_t i = 1; i < length; ++i) {
        const std::uint32_t next = byte(at + i);
        if ((next & 0xC0) != 0x80) return {first, 1, false};
        value = (value << 6) | (next & 0x3F);
    }
    constexpr std::array<std::uint32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < smallest[length] || surrogate || value > 0x10FFFF) return {first, 1, false};
    return {value, length, true};
}

bool is_invisible(std::uint32_t c) {
    if (c < 0x20) return c != '\t' && c != '\n';
    return (c >= 0x7F && c <= 0x9F) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xE0000 && c <= 0xE007F);
}

std::uint32_t count_characters(std::string_view text) {
    std::uint32_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += decode_utf8(text, at).length) ++count;
    return count;
}

std::string fold_case_and_width(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint next = decode_utf8(text, at);
        std::uint32_t c = next.value;
        if (next.valid && c >= 0xFF01 && c <= 0xFF5E) c -= 0xFF01 - 0x21;
        if (next.valid && c < 0x80) {
            result += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        } else {
            result += text.substr(at, next.length);
        }
        at += next.length;
    }
    return result;
}

std::string code_point_name(std::uint32_t character) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "U+%04X", static_cast<unsigned>(character));
    return text.data();
}

}  // namespace cultivar
