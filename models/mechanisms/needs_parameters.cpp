// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>

#include "models/mechanisms/needs.hpp"

namespace cultivar {

namespace {

using sim::Parameter;
using sim::ParameterKind;

constexpr std::string_view investment =
    "assumption; 5G factories of the MIIT directories 2023 and 2024 cost 32-55 m_cny each";

constexpr std::array table{
    Parameter{.name = "need.rate",
              .unit = "1/year",
              .value = 0.15,
              .low = 0.02,
              .high = 1,
              .meaning = "new needs of an owner of median size",
              .source = "assumption"},
    Parameter{.name = "need.size_exponent",
              .unit = "-",
              .value = 0.5,
              .low = 0,
              .high = 1,
              .meaning = "needs grow with (size / median) to this power",
              .source = "assumption",
              .fixed = true},
    Parameter{.name = "need.focus_boost",
              .unit = "-",
              .value = 0.5,
              .low = 0,
              .high = 3,
              .neutral = 0,
              .meaning = "rate boost of categories in the region's focus",
              .source = "assumption"},
    Parameter{.name = "need.government_rate",
              .unit = "per 1,000 firms per year",
              .value = 10,
              .low = 0,
              .high = 100,
              .meaning = "needs of a regional government in governance and livelihood",
              .source = "assumption"},
    Parameter{.name = "tier.major",
              .unit = "share",
              .value = 0.05,
              .low = 0.01,
              .high = 0.15,
              .meaning = "share of comprehensive major scenarios",
              .source = "assumption"},
    Parameter{.name = "tier.integrated",
              .unit = "share",
              .value = 0.35,
              .low = 0.2,
              .high = 0.5,
              .meaning = "share of industry-integrated scenarios",
              .source = "assumption"},
    Parameter{.name = "value.major",
              .unit = "m_cny",
              .value = 300,
              .low = 0.1,
              .high = 10000,
              .meaning = "median value of a major scenario",
              .source = "assumption"},
    Parameter{.name = "value.integrated",
              .unit = "m_cny",
              .value = 55,
              .low = 0.1,
              .high = 10000,
              .meaning = "median value of an integrated scenario",
              .source = investment},
    Parameter{.name = "value.small",
              .unit = "m_cny",
              .value = 8,
              .low = 0.1,
              .high = 10000,
              .meaning = "median value of a small scenario",
              .source = "assumption"},
    Parameter{.name = "value.size_exponent",
              .unit = "-",
              .value = 0.3,
              .low = 0,
              .high = 1,
              .neutral = 0,
              .meaning = "value grows with (owner size / median) to this power",
              .source = "assumption"},
    Parameter{.name = "bundle.major",
              .unit = "count",
              .value = 4,
              .low = 3,
              .high = 5,
              .meaning = "technologies that a major scenario requires",
              .source = "assumption",
              .kind = ParameterKind::whole},
    Parameter{.name = "bundle.integrated",
              .unit = "count",
              .value = 2,
              .low = 2,
              .high = 3,
              .meaning = "technologies that an integrated scenario requires",
              .source = "assumption",
              .kind = ParameterKind::whole},
    Parameter{.name = "bundle.small",
              .unit = "count",
              .value = 1,
              .low = 1,
              .high = 2,
              .meaning = "technologies that a small scenario requires",
              .source = "assumption",
              .kind = ParameterKind::whole},
    Parameter{.name = "requirement.readiness",
              .unit = "-",
              .value = 8,
              .low = 5,
              .high = 9,
              .meaning = "mean readiness that a required technology must have",
              .source = "assumption"},
};

}  // namespace

Needs::Needs(const sim::ParameterCatalogue& catalogue)
    : rate_(catalogue.id("need.rate")),
      size_exponent_(catalogue.id("need.size_exponent")),
      focus_boost_(catalogue.id("need.focus_boost")),
      government_rate_(catalogue.id("need.government_rate")),
      tier_major_(catalogue.id("tier.major")),
      tier_integrated_(catalogue.id("tier.integrated")),
      value_size_exponent_(catalogue.id("value.size_exponent")),
      readiness_(catalogue.id("requirement.readiness")) {
    for (const std::string_view tier : tier_names) {
        bundle_.push_back(catalogue.id("bundle." + std::string(tier)));
        value_.push_back(catalogue.id("value." + std::string(tier)));
    }
}

sim::ParameterTable Needs::parameters() {
    return {"needs", table};
}

}  // namespace cultivar
