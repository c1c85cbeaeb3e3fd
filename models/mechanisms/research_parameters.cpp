// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>

#include "models/mechanisms/research.hpp"

namespace cultivar {

namespace {

using sim::Parameter;

constexpr std::string_view ladder = "readiness studies are weak and look cumulative; to be calibrated";

constexpr std::array table{
    Parameter{.name = "research.step_years.4",
              .unit = "year",
              .value = 1.9,
              .low = 0.5,
              .high = 4,
              .meaning = "mean time of a project from readiness 4 to 5 at reference effort",
              .source = ladder},
    Parameter{.name = "research.step_years.5",
              .unit = "year",
              .value = 1.9,
              .low = 0.5,
              .high = 4,
              .meaning = "the same from 5 to 6",
              .source = ladder},
    Parameter{.name = "research.step_years.6",
              .unit = "year",
              .value = 2.5,
              .low = 0.5,
              .high = 4,
              .meaning = "the same from 6 to 7",
              .source = ladder},
    Parameter{.name = "research.step_years.7",
              .unit = "year",
              .value = 2.5,
              .low = 0.5,
              .high = 4,
              .meaning = "the same from 7 to 8",
              .source = ladder},
    Parameter{.name = "research.step_years.8",
              .unit = "year",
              .value = 2.5,
              .low = 0.5,
              .high = 4,
              .meaning = "the same from 8 to 9",
              .source = ladder},
    Parameter{.name = "research.step_shape",
              .unit = "-",
              .value = 2,
              .low = 1,
              .high = 4,
              .meaning = "gamma shape of the time of a step",
              .source = "Crepin et al. 2012: skewed durations"},
    Parameter{.name = "research.teams",
              .unit = "count",
              .value = 3,
              .low = 1,
              .high = 10,
              .meaning = "projects at work on one technology at a time",
              .source = "assumption",
              .kind = sim::ParameterKind::whole},
    Parameter{.name = "research.funding_elasticity",
              .unit = "-",
              .value = 0.5,
              .low = 0.2,
              .high = 0.9,
              .neutral = 0,
              .meaning = "elasticity of speed to effort",
              .source = "range of R&D elasticities; Bottazzi & Peri 2003: own effect 0.8-0.9"},
    Parameter{.name = "research.demand_pull",
              .unit = "-",
              .value = 0.5,
              .low = 0,
              .high = 2,
              .neutral = 0,
              .meaning = "speed-up by the demand signal",
              .source = "sign from the procurement literature"},
    Parameter{.name = "research.signal_half_life",
              .unit = "day",
              .value = 365,
              .low = 30,
              .high = 1500,
              .meaning = "half-life of the demand signal",
              .source = "assumption"},
    Parameter{.name = "research.abandon",
              .unit = "share",
              .value = 0.08,
              .low = 0,
              .high = 0.3,
              .neutral = 0,
              .meaning = "probability that a step ends in abandoning the project",
              .source = "Cooper & Edgett: one in four succeeds, about 0.2 over six steps"},
    Parameter{.name = "research.bottleneck_factor",
              .unit = "-",
              .value = 2,
              .low = 1,
              .high = 10,
              .neutral = 1,
              .meaning = "slow-down of a bottleneck",
              .source = "assumption"},
    Parameter{.name = "research.prerequisite",
              .unit = "-",
              .value = 6,
              .low = 4,
              .high = 8,
              .meaning = "readiness that prerequisites must have before work can start",
              .source = "assumption"},
};

}  // namespace

Research::Research(const sim::ParameterCatalogue& catalogue)
    : step_shape_(catalogue.id("research.step_shape")),
      teams_(catalogue.id("research.teams")),
      elasticity_(catalogue.id("research.funding_elasticity")),
      demand_pull_(catalogue.id("research.demand_pull")),
      half_life_(catalogue.id("research.signal_half_life")),
      abandon_(catalogue.id("research.abandon")),
      bottleneck_factor_(catalogue.id("research.bottleneck_factor")),
      prerequisite_(catalogue.id("research.prerequisite")),
      project_slots_(catalogue.id("institute.project_slots")),
      boost_(catalogue.id("consortium.boost")) {
    for (std::size_t i = 0; i < step_years_.size(); ++i)
        step_years_[i] = catalogue.id("research.step_years." + std::to_string(i + 4));
}

sim::ParameterTable Research::parameters() {
    return {"research", table};
}

}  // namespace cultivar
