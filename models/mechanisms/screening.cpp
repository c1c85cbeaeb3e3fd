// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/screening.hpp"

#include <array>

#include "sim/shares.hpp"

namespace cultivar {

namespace {

constexpr double neighbourhood_km = 500.0;

constexpr std::array table{
    sim::Parameter{.name = "region.dup_cap",
                   .unit = "-",
                   .value = 0,
                   .low = 0,
                   .high = 10,
                   .neutral = 0,
                   .meaning =
                       "lists refuse a scenario where its category is live at more than this multiple of "
                       "the national density within 500 km; 0: no screen",
                   .source = "lever; assumption",
                   .at_once = true},
    sim::Parameter{.name = "region.dup_ref",
                   .unit = "-",
                   .value = 2,
                   .low = 1,
                   .high = 10,
                   .meaning =
                       "multiple of the national density within 500 km beyond which a scenario counts as "
                       "redundant",
                   .source = "assumption"},
};

}  // namespace

sim::ParameterTable Screening::parameters() {
    return {"screening", table};
}

double crowding(const World& world, RegionId region, CategoryId category,
                std::span<const std::uint32_t> coming) {
    double near = 0.0, near_firms = 0.0, nation = 0.0;
    for (std::uint32_t r = 0; r < world.regions.size(); ++r) {
        const std::size_t cell = world.category_cell(RegionId{r}, category);
        const double live = world.live[cell] + (coming.empty() ? 0U : coming[cell]);
        nation += live;
        if (world.distance(region, RegionId{r}) > neighbourhood_km) continue;
        near += live;
        near_firms += static_cast<double>(world.regions[RegionId{r}].firms.size());
    }
    return sim::location_quotient(near, near_firms, nation, world.firms.size());
}

void Screening::on_listed(const Listed& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    if (scenario.listings > 0) return;
    world.ledger.listed_in[world.category_cell(scenario.region, scenario.category)] += 1.0;
    scenario.redundant = crowding(world, scenario.region, scenario.category) > context.policy()[reference_];
    if (scenario.redundant) world.ledger.redundant[scenario.region.index] += 1.0;
}

void Screening::on_duplicate_found(const DuplicateFound& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    scenario.last_event = context.event();
    world.enter(scenario, ScenarioState::duplicate);
    world.count(Stage::duplicate, scenario);
}

}  // namespace cultivar
