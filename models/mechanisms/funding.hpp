// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/mechanism.hpp"

namespace cultivar {

/// Public money for trials.
///
/// Rule: at each year's start a region is credited `region.budget` × its government R&D funds × scale, and
/// the central funds `ndrc.budget` per 1,000 firms; what was not spent lapses. A trial is paid `subsidy.rate`
/// of its cost while the credit lasts: from the central funds for the major tier, from the region for the
/// others.
/// Limit: spending never exceeds credit; a rate or budgets of 0 leave no trace. Source: regional
/// funds, S&T yearbook 2024; shares are assumptions.
class Funding final : public Mechanism {
  public:
    explicit Funding(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void on_year_started(const YearStarted& event, Context& context) override;

  private:
    sim::ParameterId region_budget_;
    sim::ParameterId national_budget_;
};

/// Takes up to `wanted` (m_cny) of public money for a scenario as far as the credit goes, books it and returns
/// it.
double grant(World& world, Scenario& scenario, double wanted);

}  // namespace cultivar
