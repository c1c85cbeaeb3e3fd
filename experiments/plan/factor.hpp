// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cultivar {

/// How the values of a factor lie over its range:
///
/// | law         | value at share u of the way                                   | needs                          |
/// | ----------- | ------------------------------------------------------------- | ------------------------------ |
/// | uniform     | low + u (high - low)                                          | low < high                     |
/// | log_uniform | low (high / low)^u                                            | 0 < low < high                 |
/// | integer     | low + floor(u (high - low + 1)): equal parts for whole values | whole low < high, within 2^53  |
/// | one_of      | floor(u n): the place, from 0, in a list of n values          | a list that is not empty       |
///
/// At u = 1 all give their last value.
enum class Law : std::uint8_t { uniform, log_uniform, integer, one_of };

/// What a law is called in files.
inline constexpr std::array<std::string_view, 4> law_names{"uniform", "loguniform", "integer", "one_of"};
[[nodiscard]] inline std::string_view law_name(Law law) {
    return law_names[static_cast<std::size_t>(law)];
}

/// What a parameter can be set to.
using Level = std::variant<double, std::string>;

/// One thing that an experiment varies: a parameter of the world by its path, and the values it takes.
struct Factor {
    std::string path;
    std::string unit;  ///< of low, high and the numbers among `values`
    Law law = Law::uniform;
    double low = 0.0;
    double high = 1.0;
    std::vector<Level> values;  ///< of one_of
};

/// What is wrong with a factor by the table above, as a sentence without a full stop; empty if nothing is.
[[nodiscard]] std::string fault_of(const Factor& factor);

/// The value of a sound factor at share u of its range, a number or a place in `values` by the table above;
/// rises with u and never leaves the range. Throws std::invalid_argument unless 0 <= u <= 1.
[[nodiscard]] double value_at(const Factor& factor, double u);

/// What the parameter is set to for such a value: the number itself, or for one_of what stands at that place.
[[nodiscard]] Level level_of(const Factor& factor, double value);

/// How many values there are; 0 of a continuous law.
[[nodiscard]] std::uint64_t level_count(const Factor& factor);

}  // namespace cultivar
