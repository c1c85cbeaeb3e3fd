// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cultivar::sim {

/// Logarithm of the gamma function for x > 0 (recurrence up to 10, then Stirling's series), absolute error
/// below 2e-14 up to 10 and relative error below 1e-15 beyond; zero and negative arguments give NaN. Same
/// bits everywhere.
[[nodiscard]] double log_gamma(double x);

/// Inverse of the standard normal distribution function: Wichura's algorithm AS 241 (1988), relative error
/// below 1e-14. 0 and 1 give minus and plus infinity, arguments outside [0, 1] NaN. Same bits everywhere.
[[nodiscard]] double normal_quantile(double probability);

/// The t below which a variable with Student's distribution falls with the given probability; degrees of
/// freedom > 0, infinity included. Relative error below 1e-9. 0 and 1 give minus and plus infinity, arguments
/// outside NaN.
[[nodiscard]] double student_t_quantile(double probability, double degrees_of_freedom);

}  // namespace cultivar::sim
