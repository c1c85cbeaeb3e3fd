// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>

#include "models/mechanisms/trial.hpp"

namespace cultivar {

namespace {

using sim::Parameter;
using sim::ParameterKind;

constexpr std::string_view pilots = "McKinsey 2018: 84 % of pilots run over a year, 28 % over two";

constexpr std::array table{
    Parameter{.name = "trial.duration.major",
              .unit = "day",
              .value = 540,
              .low = 30,
              .high = 900,
              .meaning = "median length of a trial, major tier (lognormal, sigma 0.5)",
              .source = pilots},
    Parameter{.name = "trial.duration.integrated",
              .unit = "day",
              .value = 270,
              .low = 30,
              .high = 900,
              .meaning = "median length of a trial, integrated tier",
              .source = pilots},
    Parameter{.name = "trial.duration.small",
              .unit = "day",
              .value = 120,
              .low = 30,
              .high = 900,
              .meaning = "median length of a trial, small tier",
              .source = pilots},
    Parameter{.name = "trial.beta_base",
              .unit = "-",
              .value = -1.1,
              .low = -2,
              .high = 0,
              .meaning = "log-odds of success at zero gap, fit 0.5, first try",
              .source = "Cooper & Edgett: one in four development projects succeeds"},
    Parameter{.name = "trial.beta_gap",
              .unit = "-",
              .value = 0.9,
              .low = 0.3,
              .high = 2,
              .meaning = "log-odds lost per readiness level missing",
              .source = "assumption"},
    Parameter{.name = "trial.beta_fit",
              .unit = "-",
              .value = 2.0,
              .low = 0,
              .high = 4,
              .neutral = 0,
              .meaning = "log-odds per unit of fit above 0.5",
              .source = "assumption"},
    Parameter{.name = "trial.beta_iteration",
              .unit = "-",
              .value = 0.8,
              .low = 0,
              .high = 2,
              .neutral = 0,
              .meaning = "log-odds per ln(1 + trials before)",
              .source = "assumption"},
    Parameter{.name = "trial.max_trials",
              .unit = "count",
              .value = 4,
              .low = 1,
              .high = 10,
              .meaning = "trials allowed in all",
              .source = "lever; assumption",
              .kind = ParameterKind::whole},
    Parameter{.name = "trial.learn",
              .unit = "share",
              .value = 0.7,
              .low = 0,
              .high = 1,
              .meaning = "probability that a failure teaches enough to go on",
              .source = "assumption"},
    Parameter{.name = "trial.iter_delay",
              .unit = "day",
              .value = 60,
              .low = 14,
              .high = 240,
              .meaning = "median redesign time (lognormal, sigma 0.5)",
              .source = "lever; assumption"},
    Parameter{.name = "trial.cost",
              .unit = "share",
              .value = 0.05,
              .low = 0.01,
              .high = 0.3,
              .meaning = "cost of one trial over the scenario's value",
              .source = "assumption"},
    Parameter{.name = "trial.capability_gain",
              .unit = "share",
              .value = 0.05,
              .low = 0,
              .high = 0.3,
              .neutral = 0,
              .meaning = "share of the distance to full capability that a trial gains its supplier",
              .source = "assumption"},
    Parameter{.name = "trial.experience",
              .unit = "units",
              .value = 0.1,
              .low = 0,
              .high = 1,
              .neutral = 0,
              .meaning = "experience of a trial, in installations",
              .source = "assumption"},
    Parameter{.name = "validate.delay",
              .unit = "day",
              .value = 45,
              .low = 15,
              .high = 120,
              .meaning = "longest time from success to validation (uniform from 15 days)",
              .source = "assumption"},
    Parameter{.name = "subsidy.rate",
              .unit = "share",
              .value = 0.2,
              .low = 0,
              .high = 0.5,
              .neutral = 0,
              .meaning = "share of the cost of a trial, or of an installation that a family programme "
                         "supports, paid by government",
              .source = "lever; assumption"},
};

}  // namespace

Trial::Trial(const sim::ParameterCatalogue& catalogue)
    : beta_base_(catalogue.id("trial.beta_base")),
      beta_gap_(catalogue.id("trial.beta_gap")),
      beta_fit_(catalogue.id("trial.beta_fit")),
      beta_iteration_(catalogue.id("trial.beta_iteration")),
      max_trials_(catalogue.id("trial.max_trials")),
      learn_(catalogue.id("trial.learn")),
      iter_delay_(catalogue.id("trial.iter_delay")),
      cost_(catalogue.id("trial.cost")),
      capability_gain_(catalogue.id("trial.capability_gain")),
      experience_(catalogue.id("trial.experience")),
      validate_delay_(catalogue.id("validate.delay")),
      subsidy_(catalogue.id("subsidy.rate")),
      half_life_(catalogue.id("research.signal_half_life")),
      tier_major_(catalogue.id("tier.major")),
      tier_integrated_(catalogue.id("tier.integrated")) {
    for (const std::string_view tier : tier_names) {
        duration_.push_back(catalogue.id("trial.duration." + std::string(tier)));
        value_.push_back(catalogue.id("value." + std::string(tier)));
    }
}

sim::ParameterTable Trial::parameters() {
    return {"trial", table};
}

}  // namespace cultivar
