// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace cultivar {

/// The order of simultaneous events: lower leaves first, equals in the order they were scheduled.
namespace priority {
inline constexpr std::uint8_t policy = 0;    ///< levers move before anyone acts on them
inline constexpr std::uint8_t calendar = 1;  ///< budgets, plans and lists come before what agents do then
inline constexpr std::uint8_t agent = 2;     ///< what agents and projects do
inline constexpr std::uint8_t round = 3;     ///< rounds come after all applications of the same instant
}  // namespace priority

}  // namespace cultivar
