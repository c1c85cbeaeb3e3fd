// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "models/mechanisms/influence.hpp"

namespace cultivar {

namespace {

using sim::MemberDefault;
using sim::Parameter;

constexpr std::string_view prototype = "set so that adoption in 2023 is near the published projects per firm";

constexpr std::array external{MemberDefault{"5g", 0.004, prototype}, MemberDefault{"ai", 0.002, prototype},
                              MemberDefault{"robotics", 0.004, prototype},
                              MemberDefault{"industrial_internet", 0.004, prototype}};
constexpr std::array internal{MemberDefault{"5g", 0.4, prototype}, MemberDefault{"ai", 0.25, prototype},
                              MemberDefault{"robotics", 0.2, prototype},
                              MemberDefault{"industrial_internet", 0.22, prototype}};

constexpr std::array table{
    Parameter{.name = "adoption.p",
              .unit = "1/year",
              .value = 0.004,
              .low = 0.0005,
              .high = 0.05,
              .meaning = "external influence on a firm's consideration of the family",
              .source = "assumption, as the shipped families",
              .fixed = true,
              .each_member = true,
              .members = external},
    Parameter{.name = "adoption.q",
              .unit = "1/year",
              .value = 0.25,
              .low = 0.1,
              .high = 1.5,
              .neutral = 0,
              .meaning = "internal influence on a firm's consideration of the family",
              .source = "assumption, as the shipped families",
              .fixed = true,
              .each_member = true,
              .members = internal},
    Parameter{.name = "adoption.size_slope",
              .unit = "-",
              .value = 0.45,
              .low = 0,
              .high = 0.8,
              .neutral = 0,
              .meaning = "log-hazard per ln(size / median)",
              .source = "Eurostat 2024: AI in 41.2 % of large and 13.5 % of all firms",
              .fixed = true},
    Parameter{.name = "adoption.stock",
              .unit = "-",
              .value = 0,
              .low = -1,
              .high = 0,
              .neutral = 0,
              .meaning = "effect of the stock of adopters (Karshenas & Stoneman)",
              .source = "assumption"},
    Parameter{.name = "adoption.order",
              .unit = "-",
              .value = 0,
              .low = -1,
              .high = 0,
              .neutral = 0,
              .meaning = "effect of the order of adoption (Karshenas & Stoneman)",
              .source = "assumption"},
    Parameter{.name = "adoption.readiness",
              .unit = "-",
              .value = 7,
              .low = 5,
              .high = 9,
              .meaning = "readiness of a core technology from which firms consider its family",
              .source = "assumption"},
    Parameter{.name = "coverage.threshold",
              .unit = "share",
              .value = 0.1,
              .low = 0,
              .high = 0.9,
              .neutral = 0,
              .meaning = "coverage that a family in need of it requires",
              .source = "assumption"},
    Parameter{.name = "spill.home_share",
              .unit = "share",
              .value = 0.85,
              .low = 0.7,
              .high = 1,
              .meaning = "weight of the own region in influence",
              .source = "Bottazzi & Peri 2003: 0.8-0.9 at home against 0.02-0.03 next door",
              .fixed = true},
};

}  // namespace

Influence::Influence(const sim::ParameterCatalogue& catalogue)
    : p_(catalogue.ids("adoption.p")),
      q_(catalogue.ids("adoption.q")),
      size_slope_(catalogue.id("adoption.size_slope")),
      stock_(catalogue.id("adoption.stock")),
      order_(catalogue.id("adoption.order")),
      readiness_(catalogue.id("adoption.readiness")),
      threshold_(catalogue.id("coverage.threshold")),
      home_share_(catalogue.id("spill.home_share")) {}

sim::ParameterTable Influence::parameters() {
    return {"influence", table};
}

}  // namespace cultivar
