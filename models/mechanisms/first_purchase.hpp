// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <vector>

#include "models/mechanism.hpp"
#include "models/mechanisms/prices.hpp"

namespace cultivar {

/// Governments as first users of what was validated.
///
/// Rule: when a year starts a region sets `first_purchase.budget` of its credit aside for first purchases, and
/// trials keep the rest; what is set aside and not spent stays so. A validated scenario puts its template on
/// the region's list, where it stays for a year. Each stands for 1 / scale real ones (rounded down), and of
/// each real one the government orders one installation, from the oldest on, while what is set aside covers the
/// price: that of each family for a firm of median size and of their integration, as of the order, `scale` of it
/// in the money of the model. An order is delivered after a lognormal time (median `first_purchase.time`, sigma
/// 0.4) and then adds one real unit of experience with each family for each installation, but makes no firm an
/// adopter.
/// Limits: a region never spends more than it set aside; with enough set aside every validated scenario is
/// bought, LN(`first_purchase.time`, 0.4) after its validation; the experience bought for a given share of public
/// funds is the same at any scale; budget 0 leaves no trace.
/// Source: lever of the opinions of 2025; Guangdong aims at more than 100 first uses a year; the year on the list
/// and the time are assumptions.
class FirstPurchase final : public Mechanism {
  public:
    explicit FirstPurchase(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_policy_changed(const PolicyChanged& event, Context& context) override;
    void on_year_started(const YearStarted& event, Context& context) override;
    void on_validated(const Validated& event, Context& context) override;
    void on_first_purchased(const FirstPurchased& event, Context& context) override;

  private:
    struct Wish {
        ScenarioId scenario;  ///< that was validated
        sim::Time since{};
        double units = 0.0;  ///< real installations still to buy; once ordered, those bought
        double spend = 0.0;  ///< on what was ordered, m_cny of the model
    };
    void order(RegionId region, Context& context);

    PriceList price_list_;
    sim::ParameterId budget_, time_;
    std::vector<std::deque<Wish>> waiting_;   ///< by region, oldest first
    std::vector<std::vector<Wish>> ordered_;  ///< by region
};

}  // namespace cultivar
