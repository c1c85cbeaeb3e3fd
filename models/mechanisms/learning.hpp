// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"
#include "models/mechanisms/prices.hpp"

namespace cultivar {

/// The record of learning by doing: prices follow experience by themselves (models/mechanisms/prices.hpp); this
/// notes them for the metrics and changes nothing else.
///
/// Rule: at the start and on the first of each month the cost of each family in each region is noted over
/// `cost.initial`, and its logarithm against that of 1 + X / X₀ for a line of least squares.
/// Limit: with a constant `learning.rate` the fall per doubling along that line is the learning rate.
/// Source: Nagy et al. 2013.
class Learning final : public Mechanism {
  public:
    explicit Learning(const sim::ParameterCatalogue& catalogue);
    void begin(Context& context) override;
    void on_policy_changed(const PolicyChanged& event, Context& context) override;
    void on_month_started(const MonthStarted& event, Context& context) override;

  private:
    void note(Context& context) const;

    PriceList price_list_;
    std::vector<sim::ParameterId> initial_;
};

}  // namespace cultivar
