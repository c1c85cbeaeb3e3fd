// SPDX-License-Identifier: Apache-2.0
#include "models/founding.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/firm_law.hpp"
#include "models/founding_steps.hpp"
#include "models/purposes.hpp"
#include "sim/elementary.hpp"
#include "sim/random.hpp"

namespace cultivar {

std::vector<std::uint32_t> firms_by_region(const std::vector<std::uint32_t>& real_firms, double scale) {
    const double total = std::accumulate(real_firms.begin(), real_firms.end(), 0.0);
    std::vector<std::uint32_t> counts;
    std::vector<std::pair<double, std::size_t>> remainders;
    for (std::size_t r = 0; r < real_firms.size(); ++r) {
        const double exact = scale * real_firms[r];
        counts.push_back(static_cast<std::uint32_t>(std::floor(exact)));
        remainders.emplace_back(exact - std::floor(exact), r);
    }
    const auto given = std::accumulate(counts.begin(), counts.end(), 0.0);
    const auto missing = static_cast<std::size_t>(std::max(0.0, std::round(scale * total) - given));
    std::stable_sort(remainders.begin(), remainders.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = 0; i < missing && i < remainders.size(); ++i)
        if (remainders[i].first > 0.0) ++counts[remainders[i].second];
    for (std::size_t r = 0; r < real_firms.size(); ++r)
        if (real_firms[r] > 0) counts[r] = std::max(counts[r], 1U);
    return counts;
}

double mean_size(double least, double tail, double most) {
    if (tail == 1.0) return least * sim::log(most / least) / (1.0 - least / most);
    const double kept = 1.0 - sim::pow(least / most, tail);
    const double part = 1.0 - sim::pow(least / most, tail - 1.0);
    return least * tail / (tail - 1.0) * part / kept;
}

double mean_research(const FirmLaw& law) {
    return mean_size(law.size_min, law.size_tail, law.size_max) * law.research_intensity *
           sim::exp(research_sigma * research_sigma / 2.0);
}

World found_world(const WorldDescription& description, std::uint64_t seed, sim::DrawRecord* draws) {
    World world;
    world.start = description.start;
    world.end = description.end;
    world.scale = description.scale;
    world.families = description.families;
    world.sectors = description.sectors;
    world.agencies = description.agencies;
    world.distance_km = description.distance_km;
    const Founding founding{description, seed, world, draws};
    found_regions(founding);
    found_technologies(founding);
    found_categories(founding);
    found_firms(founding);
    found_institutes(founding);
    found_capabilities(founding);
    found_suppliers(founding);
    found_ties(founding);

    const std::size_t regions = world.regions.size();
    world.experience.assign(world.family_count() * regions, 0.0);
    world.experience_near.assign(world.family_count() * regions, 0.0);
    world.live.assign(regions * world.categories.size(), 0);
    world.ledger.listed_in.assign(regions * world.categories.size(), 0.0);
    world.ledger.redundant.assign(regions, 0.0);
    world.ledger.state_opened.assign(regions * tier_count, 0.0);
    world.ledger.state_opened_value.assign(regions * tier_count, 0.0);
    world.ledger.reached.assign(stage_count * regions * tier_count, 0.0);
    world.ledger.value_validated.assign(regions * tier_count, 0.0);
    world.ledger.value_locked.assign(regions * tier_count, 0.0);
    world.ledger.locked.assign(regions * tier_count, 0);
    world.ledger.public_spend.assign(regions * tier_count, 0.0);
    world.ledger.adopters.assign(regions * world.family_count(), 0.0);
    world.ledger.considered.assign(regions * world.family_count(), 0.0);
    world.ledger.installed_any.assign(regions, 0.0);
    world.ledger.adoptions.assign(regions * world.family_count(), 0.0);
    world.ledger.exits.assign(regions, 0.0);
    world.ledger.bankruptcies.assign(regions, 0.0);
    world.ledger.entries.assign(regions, 0.0);
    const std::size_t families = world.family_count();
    world.family_credit.assign(families, 0.0);
    world.cost_index.assign(families * regions, 1.0);
    world.ledger.factories.assign(regions * owner_type_count, 0.0);
    world.ledger.factory_sectors.assign(world.sectors.size(), 0.0);
    world.ledger.ai_stages.assign(regions, 0.0);
    world.ledger.grades.assign(regions * grade_count, 0.0);
    world.ledger.benchmarks.assign(regions * families, 0.0);
    world.ledger.programme_spend.assign(regions * families, 0.0);
    world.ledger.first_uses.assign(regions, 0.0);
    world.ledger.first_use_spend.assign(regions, 0.0);
    world.ledger.adopters_by_owner.assign(families * owner_type_count, 0.0);
    world.ledger.adopters_by_size.assign(families * size_class_count, 0.0);
    world.ledger.firms_by_owner.assign(owner_type_count, 0.0);
    world.ledger.firms_by_size.assign(size_class_count, 0.0);
    world.ledger.learning.assign(families, {});
    return world;
}

}  // namespace cultivar
