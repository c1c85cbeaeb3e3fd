// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cultivar {

/// One character of a UTF-8 text; `length` counts its bytes and is at least 1 also where the bytes are no
/// UTF-8.
struct CodePoint {
    std::uint32_t value = 0;
    std::uint32_t length = 1;
    bool valid = false;
};

/// The character that starts at byte `at` (which must be inside the text). Overlong forms, surrogates and
/// values above U+10FFFF are not valid.
[[nodiscard]] CodePoint decode_utf8(std::string_view text, std::size_t at);

/// Characters that a reader of the text cannot see: control characters except tab and line feed, zero-width
/// characters, marks and overrides of the writing direction.
[[nodiscard]] bool is_invisible(std::uint32_t character);

/// Number of characters; bytes that are no UTF-8 count one each.
[[nodiscard]] std::uint32_t count_characters(std::string_view text);

/// Lower case for ASCII letters and their full-width forms, which become ASCII: two names that fold to one
/// text look alike.
[[nodiscard]] std::string fold_case_and_width(std::string_view text);

/// "U+202E".
[[nodiscard]] std::string code_point_name(std::uint32_t character);

}  // namespace cultivar
