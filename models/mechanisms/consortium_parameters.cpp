// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "models/mechanisms/consortium.hpp"

namespace cultivar {

namespace {

using sim::Parameter;
using sim::ParameterKind;

constexpr std::array table{
    Parameter{.name = "consortium.enable",
              .unit = "switch",
              .value = 1,
              .low = 0,
              .high = 1,
              .neutral = 0,
              .meaning = "1: consortia may form; 0: single suppliers only",
              .source = "lever",
              .kind = ParameterKind::whole,
              .at_once = true},
    Parameter{.name = "consortium.boost",
              .unit = "share",
              .value = 0.06,
              .low = 0,
              .high = 0.15,
              .neutral = 0,
              .meaning = "gain in research speed per further member of a team's largest consortium",
              .source = "Branstetter & Sakakibara 2002: 4-8 % per consortium"},
    Parameter{.name = "consortium.coordination",
              .unit = "share",
              .value = 0.03,
              .low = 0,
              .high = 0.1,
              .neutral = 0,
              .meaning = "coverage that a further partner must add to be worth its coordination",
              .source = "assumption"},
    Parameter{.name = "consortium.rivalry",
              .unit = "-",
              .value = 1,
              .low = 0,
              .high = 3,
              .neutral = 0,
              .meaning = "log-odds against joining per unit of overlap with the leader",
              .source = "assumption; sign of Branstetter & Sakakibara 2002"},
    Parameter{.name = "consortium.accept",
              .unit = "-",
              .value = 0.5,
              .low = -2,
              .high = 3,
              .meaning = "log-odds of joining where nothing is gained and nothing overlaps",
              .source = "assumption"},
    Parameter{.name = "consortium.max_members",
              .unit = "count",
              .value = 5,
              .low = 2,
              .high = 10,
              .meaning = "largest number of members",
              .source = "assumption",
              .kind = ParameterKind::whole},
    Parameter{.name = "consortium.forming",
              .unit = "day",
              .value = 90,
              .low = 30,
              .high = 360,
              .meaning = "median time to form (lognormal, sigma 0.5)",
              .source = "assumption"},
    Parameter{.name = "consortium.milestone",
              .unit = "day",
              .value = 240,
              .low = 90,
              .high = 720,
              .meaning = "mean time between milestones (gamma, shape 3)",
              .source = "assumption"},
};

}  // namespace

Consortia::Consortia(const sim::ParameterCatalogue& catalogue)
    : enable_(catalogue.id("consortium.enable")),
      coordination_(catalogue.id("consortium.coordination")),
      rivalry_(catalogue.id("consortium.rivalry")),
      accept_(catalogue.id("consortium.accept")),
      max_members_(catalogue.id("consortium.max_members")),
      forming_(catalogue.id("consortium.forming")),
      milestone_(catalogue.id("consortium.milestone")),
      reservation_(catalogue.id("matching.reservation")),
      full_fit_(catalogue.id("cognition.full_fit")),
      sigma_(catalogue.id("cognition.sigma")),
      reach_(catalogue.id("apply.reach")),
      room_(catalogue) {}

sim::ParameterTable Consortia::parameters() {
    return {"consortium", table};
}

}  // namespace cultivar
