// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/funding.hpp"

#include <algorithm>
#include <array>

namespace cultivar {

namespace {

constexpr std::array table{
    sim::Parameter{.name = "region.budget",
                   .unit = "share",
                   .value = 0.02,
                   .low = 0,
                   .high = 0.1,
                   .neutral = 0,
                   .meaning = "share of regional government R&D funds spent on scenarios",
                   .source = "assumption; base: S&T yearbook 2024, R&D by source of funds"},
    sim::Parameter{.name = "ndrc.budget",
                   .unit = "m_cny per 1,000 firms per year",
                   .value = 70,
                   .low = 0,
                   .high = 700,
                   .neutral = 0,
                   .meaning = "central funds for major scenarios",
                   .source = "assumption"},
};

}  // namespace

Funding::Funding(const sim::ParameterCatalogue& catalogue)
    : region_budget_(catalogue.id("region.budget")), national_budget_(catalogue.id("ndrc.budget")) {}

sim::ParameterTable Funding::parameters() {
    return {"funding", table};
}

void Funding::on_year_started(const YearStarted&, Context& context) {
    World& world = context.world();
    for (Region& region : world.regions) {
        region.credit = context.policy()[region_budget_] * region.research_government * world.scale;
        world.ledger.grants += region.credit;
    }
    world.national_credit = context.policy()[national_budget_] * world.thousand_firms();
    world.ledger.grants += world.national_credit;
}

double grant(World& world, Scenario& scenario, double wanted) {
    double& credit =
        scenario.tier == Tier::major ? world.national_credit : world.regions[scenario.region].credit;
    const double granted = std::clamp(wanted, 0.0, credit);
    credit -= granted;
    scenario.public_spend += granted;
    world.ledger.public_spend[World::tier_cell(scenario.region, scenario.tier)] += granted;
    return granted;
}

}  // namespace cultivar
