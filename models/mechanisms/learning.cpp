// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/learning.hpp"

#include "sim/elementary.hpp"

namespace cultivar {

Learning::Learning(const sim::ParameterCatalogue& catalogue)
    : price_list_(catalogue), initial_(catalogue.ids("cost.initial")) {}

void Learning::begin(Context& context) {
    price_list_.refresh(context.policy());
    note(context);
}

void Learning::on_policy_changed(const PolicyChanged&, Context& context) {
    price_list_.refresh(context.policy());
}

void Learning::on_month_started(const MonthStarted&, Context& context) {
    note(context);
}

void Learning::note(Context& context) const {
    World& world = context.world();
    const Policy& policy = context.policy();
    for (std::size_t f = 0; f < world.family_count(); ++f) {
        for (std::uint32_t r = 0; r < world.regions.size(); ++r) {
            double& index = world.cost_index[f * world.regions.size() + r];
            index = price_list_.cost(world, policy, f, RegionId{r}) / policy[initial_[f]];
            world.ledger.learning[f].add(sim::log(price_list_.experience(world, policy, f, RegionId{r})),
                                         sim::log(index));
        }
    }
}

}  // namespace cultivar
