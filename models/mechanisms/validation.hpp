// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// From a validated scenario to a template that others can copy.
///
/// Rule: a validation makes, or strengthens, the template of its (category, set of families). A template
/// becomes known to a firm of region r at the hazard −ln(1 − `spill.aware`) · density_r a month, where
/// density_r is the number of its validations per 1,000 firms around r, both weighted by exp(−distance /
/// `spill.length`) (1 at home). Whether a firm knows it is found when the firm asks, by comparing its own
/// exponential draw with the hazard integrated so far in its region: the law of monthly trials without making
/// them. A template in use by at least 10 real firms per 1,000 makes its scenarios *scaled*.
/// Limit: at one
/// validation per 1,000 firms the share of firms that know it after n months is 1 − (1 − `spill.aware`)^n, at
/// any scale of the world.
/// Source: assumption; distance decay as `spill.length`.
class Validation final : public Mechanism {
  public:
    explicit Validation(const sim::ParameterCatalogue& catalogue) : aware_(catalogue.id("spill.aware")) {}
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_validated(const Validated& event, Context& context) override;
    void on_month_started(const MonthStarted& event, Context& context) override;
    void on_installed(const Installed& event, Context& context) override;

  private:
    sim::ParameterId aware_;
    std::vector<double> around_;  ///< by region: thousand firms, weighted by proximity
};

/// Thousand firms around each region, weighted by proximity (1 at home).
[[nodiscard]] std::vector<double> thousand_firms_around(const World& world);

/// Whether a firm knows a template by now.
[[nodiscard]] bool knows(const World& world, FirmId firm, TemplateId id, Context& context);

/// The validation that a firm of the region has heard of: the one in its own region, else in the nearest.
[[nodiscard]] sim::EventId validation_known_in(const World& world, const Template& solution, RegionId region);

}  // namespace cultivar
