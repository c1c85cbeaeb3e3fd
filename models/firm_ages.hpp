// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace cultivar {

/// Share of firms that close within their first, second, … tenth year. Years 1 to 3, "above 8 %" up to year 7
/// and "below 8 %" after it are published (State Administration for Industry and Commerce, survival report of
/// 2013); years 4 to 10 are interpolated within that. Older firms keep the last rate.
inline constexpr std::array<double, 10> exit_rate_by_age{0.016, 0.063, 0.095, 0.088, 0.085,
                                                         0.083, 0.081, 0.075, 0.070, 0.065};

/// The integrated exit hazard up to an age in years: −ln of the share of firms that reach it. The hazard is
/// constant within a year of age.
[[nodiscard]] double exit_hazard_until(double age);

/// The age at which the integrated hazard has the given value: the inverse of exit_hazard_until.
[[nodiscard]] double age_at_hazard(double hazard);

/// The age that a share `u` (0–1, both ends excluded) of firms do not exceed where as many enter as close: its
/// density is the share that reaches an age, over the mean age at closing.
[[nodiscard]] double stationary_age(double u);

}  // namespace cultivar
