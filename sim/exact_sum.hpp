// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace cultivar::sim {

/// A sum of doubles without rounding error, kept as a few parts that do not overlap (Shewchuk 1997). Its
/// value does not depend on the order of the additions. Terms must be finite and their sum below the largest
/// double.
class ExactSum {
  public:
    void add(double term);
    /// Adds a * b as one exact term; exact while the product is above 1e-290 in size or 0.
    void add_product(double a, double b);
    void add(const ExactSum& other);

    /// The sum, rounded once to the nearest double (ties to even).
    [[nodiscard]] double value() const;
    /// Parts that add up to the sum exactly, smallest first.
    [[nodiscard]] const std::vector<double>& parts() const { return parts_; }

  private:
    std::vector<double> parts_;
};

}  // namespace cultivar::sim
