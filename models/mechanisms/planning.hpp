// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// How regions choose the categories they stand for.
///
/// Rule: every 31 January region r scores each category d by
///   (1 − δ) z(heat_d) + δ z(advantage_rd) + w z(success_rd) + Gumbel(temperature)
/// and takes the `region.focus` best as its focus; δ = `region.differentiation`, w = `region.success_weight`.
/// z subtracts the mean over categories and divides by the standard deviation (0 for a constant). Heat is the
/// national share of live scenarios, smoothed monthly with half-life `region.heat_half_life`; success the
/// region's share of its own validations. Ties go by one keyed draw a category, the same for all regions.
/// Limits, at temperature 0 and without success: δ = 0 gives every region the same plan; δ = 1 is pure advantage, and
/// with independent advantages the mean similarity of plans is focus / categories.
/// Source: literature on regional industrial isomorphism and location quotients; weights are assumptions.
class Planning final : public Mechanism {
  public:
    explicit Planning(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_month_started(const MonthStarted& event, Context& context) override;
    void on_region_planned(const RegionPlanned& event, Context& context) override;

  private:
    [[nodiscard]] std::vector<double> scores(RegionId region, Context& context, std::uint32_t year) const;

    sim::ParameterId differentiation_;
    sim::ParameterId focus_;
    sim::ParameterId success_weight_;
    sim::ParameterId heat_half_life_;
    sim::ParameterId temperature_;
};

/// Values less their mean, over their standard deviation; all 0 if they are equal.
[[nodiscard]] std::vector<double> standardised(std::span<const double> values);

}  // namespace cultivar
