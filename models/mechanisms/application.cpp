// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/application.hpp"

#include <algorithm>
#include <array>

namespace cultivar {

namespace {

constexpr std::array table{
    sim::Parameter{.name = "apply.reach",
                   .unit = "count",
                   .value = 6,
                   .low = 1,
                   .high = 50,
                   .meaning = "mean number of suppliers that hear of a listed scenario",
                   .source = "assumption"},
    sim::Parameter{.name = "apply.delay",
                   .unit = "day",
                   .value = 15,
                   .low = 3,
                   .high = 60,
                   .meaning = "mean time from list to application",
                   .source = "assumption"},
};

/// How many suppliers of a region may hear of a scenario at home in `home`: institutes only hear at home.
std::uint32_t audience(const World& world, RegionId home, RegionId region) {
    const Region& of = world.regions[region];
    return home == region ? static_cast<std::uint32_t>(of.suppliers.size()) : of.supplier_firms;
}

}  // namespace

Application::Application(const sim::ParameterCatalogue& catalogue)
    : reach_(catalogue.id("apply.reach")), delay_(catalogue.id("apply.delay")) {}

sim::ParameterTable Application::parameters() {
    return {"application", table};
}

void Application::begin(Context& context) {
    const World& world = context.world();
    for (std::uint32_t home = 0; home < world.regions.size(); ++home) {
        double total = 0.0;
        for (std::uint32_t r = 0; r < world.regions.size(); ++r) {
            total += audience(world, RegionId{home}, RegionId{r}) * world.near(RegionId{home}, RegionId{r});
            totals_.push_back(total);
        }
    }
}

void Application::on_listed(const Listed& event, Context& context) {
    const World& world = context.world();
    const Scenario& scenario = world.scenarios[event.scenario];
    const std::size_t regions = world.regions.size();
    const std::span<const double> totals =
        std::span(totals_).subspan(scenario.region.index * regions, regions);
    if (totals.back() <= 0.0) return;
    const std::uint32_t listing = scenario.listings;
    const std::uint64_t reached =
        context.chance(Purpose::reach_count, scenario.key, listing).poisson(context.policy()[reach_]);
    sim::Stream choice = context.chance(Purpose::reach_choice, scenario.key, listing);
    std::vector<Party> chosen, heard;
    for (std::uint64_t i = 0; i < reached; ++i) {
        const RegionId region{static_cast<std::uint32_t>(choice.cumulative(totals))};
        chosen.push_back(
            world.regions[region].suppliers[choice.integer(audience(world, scenario.region, region))]);
        world.fetch_ahead(chosen.back());
    }
    for (const Party supplier : chosen) {
        if (world.gone(supplier, context.event())) continue;
        if (supplier == scenario.owner || std::find(heard.begin(), heard.end(), supplier) != heard.end())
            continue;
        heard.push_back(supplier);
        const sim::Key key = sim::child_key(scenario.key, world.key_of(supplier).value);
        const double delay =
            context.chance(Purpose::apply_delay, key, listing).exponential(context.policy()[delay_]);
        context.after(sim::days(delay), Applied{event.scenario, supplier, listing});
    }
}

}  // namespace cultivar
