// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace cultivar {

/// The release of the program, as CMakeLists.txt has it.
inline constexpr std::string_view version = "0.1.0";

/// The compiler that built it: "g++ 12.2.0".
[[nodiscard]] inline std::string compiler() {
#ifdef __clang__
    return "clang++ " + std::to_string(__clang_major__) + '.' + std::to_string(__clang_minor__) + '.' +
           std::to_string(__clang_patchlevel__);
#else
    return "g++ " + std::to_string(__GNUC__) + '.' + std::to_string(__GNUC_MINOR__) + '.' +
           std::to_string(__GNUC_PATCHLEVEL__);
#endif
}

}  // namespace cultivar
