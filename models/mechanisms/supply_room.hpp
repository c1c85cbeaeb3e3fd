// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/policy.hpp"
#include "models/world.hpp"

namespace cultivar {

/// How many more contracts a supplier can take on: `firm.supply_capacity` or `institute.project_slots` less those
/// that it holds; none for a firm that has closed.
class SupplyRoom {
  public:
    explicit SupplyRoom(const sim::ParameterCatalogue& catalogue)
        : firm_(catalogue.id("firm.supply_capacity")), institute_(catalogue.id("institute.project_slots")) {}

    [[nodiscard]] double operator()(const World& world, const Policy& policy, Party supplier) const {
        if (supplier.kind() == PartyKind::institute)
            return policy[institute_] - world.institutes[supplier.institute()].contracts;
        const Firm& firm = world.firms[supplier.firm()];
        return firm.active ? policy[firm_] - firm.contracts : 0.0;
    }

  private:
    sim::ParameterId firm_, institute_;
};

}  // namespace cultivar
