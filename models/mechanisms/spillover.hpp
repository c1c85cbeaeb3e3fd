// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"
#include "models/mechanisms/absorption.hpp"

namespace cultivar {

/// What firms and institutes learn from others without a contract, and the R&D stock that lets them.
///
/// Rule: on the first of every third month the capability c of a firm or an institute in each technology grows by
///   `spill.rate` / 4 · g · exp(−d² / 2σ²) · (m − c)⁺,
/// g its absorptive capacity, m the mean of the others: `spill.home_share` lies on the others of its region, the rest
/// on those elsewhere by exp(−distance / `spill.length`), all of it on one side where the other has nobody. d is the
/// root mean square of m − c over technologies, σ = `cognition.sigma`: what is too near teaches nothing, what is too far
/// is not understood. All means are those before anybody learnt. At each year's start the R&D stock of a firm is
/// stock · (1 − `absorb.depreciation`) + R&D; it begins at its steady state R&D / `absorb.depreciation`.
/// Limits: `spill.rate` 0 or g = 0 isolate; g = 1 and a large σ close a gap by the share `spill.rate` / 4 a quarter;
/// with a home share equal to the share of firms and an endless `spill.length` all pool nationwide.
/// Source: Cohen & Levinthal 1989; Nooteboom on cognitive distance; Bottazzi & Peri 2003 for the home share.
class Spillover final : public Mechanism {
  public:
    explicit Spillover(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void on_month_started(const MonthStarted& event, Context& context) override;
    void on_year_started(const YearStarted& event, Context& context) override;
    void on_firm_entered(const FirmEntered& event, Context& context) override;

  private:
    /// What draws the members of one region: m − c = towards − shrink · c for each technology.
    struct Pull {
        std::vector<float> towards;
        float shrink = 1.0F;
        bool any = false;  ///< there are others to learn from
    };
    void gather(const World& world);
    [[nodiscard]] Pull pull_on(const World& world, RegionId region, double home_share) const;

    sim::ParameterId rate_, depreciation_, home_share_, sigma_;
    Absorption absorption_;
    std::vector<double> sums_;    ///< regions × row length: capabilities added up
    std::vector<double> counts_;  ///< by region
};

}  // namespace cultivar
