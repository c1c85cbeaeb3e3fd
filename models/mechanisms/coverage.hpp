// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/mechanism.hpp"

namespace cultivar {

/// Roll-out of 5G.
///
/// Rule: on the first of each month the coverage of a region is Bass's curve F(t − lag) with `coverage.p` and
/// `coverage.q`, t the years since the start of the world; the coast has no lag, the rest lags by
/// `coverage.coast_lead`. Base stations are `coverage.saturation` times coverage averaged with weights
/// GDP^0.6.
/// Limit: the Bass curve itself (Bass 1969). Source: MIIT communiques 2020–2023 for stations; the
/// lead from regional stations 2022–2023.
class Coverage final : public Mechanism {
  public:
    explicit Coverage(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_month_started(const MonthStarted& event, Context& context) override;

  private:
    void update(Context& context) const;

    sim::ParameterId p_, q_, saturation_, coast_lead_;
};

/// The weight of a region's coverage in the count of base stations: GDP^0.6 (m_cny).
[[nodiscard]] double station_weight(double gdp);

/// Share of a population that has adopted `years` after the start under Bass's law: external rate p, internal
/// rate q a year; 0 before the start.
[[nodiscard]] double bass_share(double p, double q, double years);

}  // namespace cultivar
