// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/prices.hpp"

#include <cmath>

#include "sim/elementary.hpp"

namespace cultivar {

double wright_cost(double initial, double experience, double reference, double exponent) {
    return initial * sim::pow(1.0 + experience / reference, -exponent);
}

double annuity(double horizon, double discount) {
    return discount > 0.0 ? (1.0 - sim::pow(1.0 + discount, -horizon)) / discount : horizon;
}

double Prices::of(FamilySet families) const {
    double sum = 0.0;
    for (std::size_t f = 0; families >> f != 0; ++f)
        if ((families >> f & 1) != 0) sum += cost[f] - support[f];
    return sum;
}

double Prices::integrating(FamilySet families, bool by_standard) const {
    double pairs = 0.0;
    for (std::size_t t = 0; families >> t != 0; ++t) {
        if ((families >> t & 1) == 0) continue;
        for (std::size_t u = t + 1; families >> u != 0; ++u)
            if ((families >> u & 1) != 0) pairs += root[t] * root[u];
    }
    return (by_standard ? standard : 1.0) * integration * pairs;
}

PriceList::PriceList(const sim::ParameterCatalogue& catalogue)
    : learning_rate_(catalogue.ids("learning.rate")),
      initial_(catalogue.ids("cost.initial")),
      size_exponent_(catalogue.id("cost.size_exponent")),
      pool_(catalogue.id("spill.pool")),
      integration_(catalogue.id("integration.pair")),
      standard_effect_(catalogue.id("standard.effect")) {}

void PriceList::refresh(const Policy& policy) {
    exponent_.clear();
    for (const sim::ParameterId rate : learning_rate_) exponent_.push_back(-sim::log2(1.0 - policy[rate]));
}

Prices PriceList::at(const World& world, const Policy& policy, RegionId region, double relative_size) const {
    const double size = sim::pow(relative_size, policy[size_exponent_]);
    Prices result;
    result.integration = policy[integration_];
    result.standard = 1.0 - policy[standard_effect_];
    for (std::size_t f = 0; f < world.family_count(); ++f) {
        result.cost[f] = size * cost(world, policy, f, region);
        result.root[f] = std::sqrt(result.cost[f]);
    }
    return result;
}

double PriceList::cost(const World& world, const Policy& policy, std::size_t family, RegionId region) const {
    const std::size_t cell = family * world.regions.size() + region.index;
    const double units = world.experience[cell] + policy[pool_] * world.experience_near[cell];
    return wright_cost(policy[initial_[family]], units, world.real_firms / 1000.0, exponent_[family]);
}

double PriceList::experience(const World& world, const Policy& policy, std::size_t family,
                             RegionId region) const {
    const std::size_t cell = family * world.regions.size() + region.index;
    const double units = world.experience[cell] + policy[pool_] * world.experience_near[cell];
    return 1.0 + units / (world.real_firms / 1000.0);
}

}  // namespace cultivar
