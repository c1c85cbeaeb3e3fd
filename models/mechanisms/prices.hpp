// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "models/policy.hpp"
#include "models/world.hpp"
#include "sim/parameter.hpp"

namespace cultivar {

/// What each family costs a firm now (m_cny), how much of that a family programme pays, the share of the
/// geometric mean of two costs that integrating the pair takes, and what a standard leaves of it.
struct Prices {
    std::array<double, most_families> cost{};
    std::array<double, most_families> root{};     ///< square roots of the costs
    std::array<double, most_families> support{};  ///< paid by the family's programme
    double integration = 0.0;
    double standard = 1.0;

    /// The costs of these families less their support.
    [[nodiscard]] double of(FamilySet families) const;
    /// What it takes to integrate them: `integration.pair` · Σ √(c_t c_u) over pairs, less the share
    /// `standard.effect` where there is a standard.
    [[nodiscard]] double integrating(FamilySet families, bool by_standard) const;
};

/// The price of installations as experience grows: (size / median)^`cost.size_exponent` times Wright's curve
/// `cost.initial` (1 + X / X₀)^−b, b = −log₂(1 − `learning.rate`), X own experience and `spill.pool` times that
/// of other regions by distance, X₀ one installation per 1,000 real firms. Source: Wright 1936; Nagy et al. 2013.
class PriceList {
  public:
    explicit PriceList(const sim::ParameterCatalogue& catalogue);
    /// Takes over the learning rates in force; needed at the start and after each change of policy.
    void refresh(const Policy& policy);
    /// Prices in a region for a firm of this size over the median, without support.
    [[nodiscard]] Prices at(const World& world, const Policy& policy, RegionId region,
                            double relative_size) const;
    /// What a family costs a firm of median size in a region.
    [[nodiscard]] double cost(const World& world, const Policy& policy, std::size_t family,
                              RegionId region) const;
    /// 1 + X / X₀ of a family in a region.
    [[nodiscard]] double experience(const World& world, const Policy& policy, std::size_t family,
                                    RegionId region) const;

  private:
    std::vector<sim::ParameterId> learning_rate_, initial_;
    sim::ParameterId size_exponent_, pool_, integration_, standard_effect_;
    std::vector<double> exponent_;  ///< b by family
};

/// Wright's curve: the cost of a unit after `experience` units, of which `reference` halve nothing yet:
/// initial · (1 + experience / reference)^−exponent.
[[nodiscard]] double wright_cost(double initial, double experience, double reference, double exponent);

/// The present value of one a year over `horizon` years at the rate `discount`.
[[nodiscard]] double annuity(double horizon, double discount);

}  // namespace cultivar
