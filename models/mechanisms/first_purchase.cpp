// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/first_purchase.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace cultivar {

namespace {

constexpr double purchase_sigma = 0.4;
constexpr double years_new = 1.0;  ///< for how long a validated scenario stays on the list

constexpr std::array table{
    sim::Parameter{.name = "first_purchase.budget",
                   .unit = "share",
                   .value = 0.1,
                   .low = 0,
                   .high = 0.5,
                   .neutral = 0,
                   .meaning = "share of a region's scenario credit set aside for first purchases",
                   .source = "lever; assumption; Guangdong aims at more than 100 first uses a year"},
    sim::Parameter{.name = "first_purchase.time",
                   .unit = "day",
                   .value = 120,
                   .low = 60,
                   .high = 360,
                   .meaning = "median procurement time of a first purchase (lognormal, sigma 0.4)",
                   .source = "assumption"},
};

}  // namespace

FirstPurchase::FirstPurchase(const sim::ParameterCatalogue& catalogue)
    : price_list_(catalogue),
      budget_(catalogue.id("first_purchase.budget")),
      time_(catalogue.id("first_purchase.time")) {}

sim::ParameterTable FirstPurchase::parameters() {
    return {"first_purchase", table};
}

void FirstPurchase::begin(Context& context) {
    waiting_.resize(context.world().regions.size());
    ordered_.resize(context.world().regions.size());
    price_list_.refresh(context.policy());
}

void FirstPurchase::on_policy_changed(const PolicyChanged&, Context& context) {
    price_list_.refresh(context.policy());
}

void FirstPurchase::on_year_started(const YearStarted&, Context& context) {
    World& world = context.world();
    for (std::uint32_t r = 0; r < world.regions.size(); ++r) {
        Region& region = world.regions[RegionId{r}];
        const double aside = context.policy()[budget_] * region.credit;
        region.credit -= aside;
        region.purchase_credit += aside;
        order(RegionId{r}, context);
    }
}

void FirstPurchase::on_validated(const Validated& event, Context& context) {
    const RegionId region = context.world().scenarios[event.scenario].region;
    const double stands_for = std::max(1.0, std::floor(1.0 / context.world().scale));
    waiting_[region.index].push_back({event.scenario, context.now(), stands_for, 0.0});
    order(region, context);
}

void FirstPurchase::order(RegionId id, Context& context) {
    World& world = context.world();
    Region& region = world.regions[id];
    std::deque<Wish>& waiting = waiting_[id.index];
    const sim::Time oldest = context.now() - sim::years(years_new);
    while (!waiting.empty() && waiting.front().since < oldest) waiting.pop_front();
    if (waiting.empty() || region.purchase_credit <= 0.0) return;
    const Prices now = price_list_.at(world, context.policy(), id, 1.0);
    while (!waiting.empty()) {
        Wish& oldest_wish = waiting.front();
        const Scenario& scenario = world.scenarios[oldest_wish.scenario];
        const FamilySet families = world.templates[scenario.template_id].families;
        const bool standard = world.categories[scenario.category].standard;
        const double price = world.scale * (now.of(families) + now.integrating(families, standard));
        Wish bought = oldest_wish;
        bought.units = std::min(bought.units, std::floor(region.purchase_credit / price));
        if (bought.units < 1.0) return;
        bought.spend = std::min(bought.units * price, region.purchase_credit);
        region.purchase_credit -= bought.spend;
        ordered_[id.index].push_back(bought);
        const double wait = context.chance(Purpose::purchase_time, scenario.key)
                                .lognormal(context.policy()[time_], purchase_sigma);
        context.after(sim::days(wait), FirstPurchased{scenario.template_id, id}, scenario.last_event);
        oldest_wish.units -= bought.units;
        if (oldest_wish.units >= 1.0) return;
        waiting.pop_front();
    }
}

void FirstPurchase::on_first_purchased(const FirstPurchased& event, Context& context) {
    World& world = context.world();
    std::vector<Wish>& ordered = ordered_[event.region.index];
    const auto found = std::find_if(ordered.begin(), ordered.end(), [&](const Wish& wish) {
        return world.scenarios[wish.scenario].template_id == event.bundle;
    });
    const Tier tier = world.scenarios[found->scenario].tier;
    world.ledger.first_uses[event.region.index] += world.scale * found->units;
    world.ledger.first_use_spend[event.region.index] += found->spend;
    world.ledger.public_spend[World::tier_cell(event.region, tier)] += found->spend;
    for (std::size_t f = 0; f < world.family_count(); ++f)
        if ((world.templates[event.bundle].families >> f & 1) != 0)
            world.learn(f, event.region, found->units);
    ordered.erase(found);
}

}  // namespace cultivar
