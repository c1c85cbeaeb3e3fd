// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scenarios/reader/number.hpp"

namespace cultivar {

/// A text such as "0.3 per year", "0.3/year" or "5%" cut into its number and what follows it, without blanks
/// between.
struct SplitQuantity {
    std::string_view number;
    std::string_view unit;
};
[[nodiscard]] SplitQuantity split_quantity(std::string_view text);

/// A unit after a number other than 1: "days".
[[nodiscard]] std::string spoken_unit(std::string_view unit, std::string_view number = {});

/// A number with its unit as it may be written: "30 days", "1 day", "0.3 per year".
[[nodiscard]] std::string with_unit(std::string_view number, std::string_view unit);

/// True if values in this unit are written as bare numbers: it holds no time, money, length or firms.
[[nodiscard]] bool is_pure(std::string_view unit);

/// What a number of `from` must be multiplied with to be a number of `to`; empty if they measure different
/// things. Known: hour, day, week, year of 365.25 days and their plurals; cny, k_cny, m_cny; m, km; firms;
/// "A per B" is "A/B", "per B" is "1/B", and "1,000 firms" may be written "1000 firms".
[[nodiscard]] std::optional<double> conversion(std::string_view from, std::string_view to);

}  // namespace cultivar
