// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/coverage.hpp"

#include <array>

#include "sim/elementary.hpp"

namespace cultivar {

namespace {

using sim::Parameter;

constexpr double gdp_exponent = 0.6;  ///< GDP itself would put over half of the stations in the east

constexpr std::array table{
    Parameter{.name = "coverage.p",
              .unit = "1/year",
              .value = 0.0375,
              .low = 0.005,
              .high = 0.1,
              .meaning = "external rate of the 5G roll-out",
              .source = "starting guess for base stations 2020-2023 (MIIT communiques)",
              .fixed = true},
    Parameter{.name = "coverage.q",
              .unit = "1/year",
              .value = 0.52,
              .low = 0.1,
              .high = 1.0,
              .meaning = "internal rate of the 5G roll-out",
              .source = "starting guess for base stations 2020-2023 (MIIT communiques)",
              .fixed = true},
    Parameter{.name = "coverage.saturation",
              .unit = "10k",
              .value = 725,
              .low = 450,
              .high = 900,
              .meaning = "base stations at saturation",
              .source = "starting guess; to be calibrated",
              .fixed = true},
    Parameter{.name = "coverage.coast_lead",
              .unit = "year",
              .value = 0.5,
              .low = 0,
              .high = 3,
              .neutral = 0,
              .meaning = "how much earlier coastal regions roll out",
              .source = "MIIT regional base stations 2022-2023",
              .fixed = true},
};

}  // namespace

double station_weight(double gdp) {
    return sim::pow(gdp, gdp_exponent);
}

double bass_share(double p, double q, double years) {
    if (years <= 0.0) return 0.0;
    const double decay = sim::exp(-(p + q) * years);
    return (1.0 - decay) / (1.0 + q / p * decay);
}

Coverage::Coverage(const sim::ParameterCatalogue& catalogue)
    : p_(catalogue.id("coverage.p")),
      q_(catalogue.id("coverage.q")),
      saturation_(catalogue.id("coverage.saturation")),
      coast_lead_(catalogue.id("coverage.coast_lead")) {}

sim::ParameterTable Coverage::parameters() {
    return {"coverage", table};
}

void Coverage::begin(Context& context) {
    update(context);
}

void Coverage::on_month_started(const MonthStarted&, Context& context) {
    update(context);
}

void Coverage::update(Context& context) const {
    World& world = context.world();
    const Policy& policy = context.policy();
    const double years = sim::in_years(context.now() - world.start);
    double weights = 0.0, covered = 0.0;
    for (Region& region : world.regions) {
        const double lag = region.coastal ? 0.0 : policy[coast_lead_];
        region.coverage = bass_share(policy[p_], policy[q_], years - lag);
        const double weight = station_weight(region.gdp);
        weights += weight;
        covered += weight * region.coverage;
    }
    world.base_stations = weights > 0.0 ? policy[saturation_] * covered / weights : 0.0;
}

}  // namespace cultivar
