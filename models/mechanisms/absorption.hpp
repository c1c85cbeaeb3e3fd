// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/policy.hpp"
#include "models/world.hpp"

namespace cultivar {

/// How much of what others know somebody can take in.
///
/// Rule: g = `absorb.ceiling` · A / (A + `absorb.half` · median), A the depreciated R&D stock of a firm, for an
/// institute its funds / `absorb.depreciation`, the median that of all firms on the first day. Governments have
/// no such stock: 0.
/// Limits: a ceiling of 0 isolates; half = 0 and a ceiling of 1 give 1 to whoever does R&D.
/// Source: Cohen & Levinthal 1989 (rising, concave in R&D); sizes are assumptions.
class Absorption {
  public:
    explicit Absorption(const sim::ParameterCatalogue& catalogue)
        : ceiling_(catalogue.id("absorb.ceiling")),
          half_(catalogue.id("absorb.half")),
          depreciation_(catalogue.id("absorb.depreciation")) {}

    [[nodiscard]] double operator()(const World& world, const Policy& policy, Party party) const {
        double stock = 0.0;
        if (party.kind() == PartyKind::firm) stock = world.firms[party.firm()].research_stock;
        if (party.kind() == PartyKind::institute)
            stock = world.institutes[party.institute()].funds / policy[depreciation_];
        if (stock <= 0.0) return 0.0;
        return policy[ceiling_] * stock / (stock + policy[half_] * world.median_research_stock);
    }

  private:
    sim::ParameterId ceiling_, half_, depreciation_;
};

}  // namespace cultivar
