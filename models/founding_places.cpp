// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>

#include "models/founding_steps.hpp"
#include "sim/elementary.hpp"

namespace cultivar {

namespace {

/// A ratio of a region's figure to the nation's, kept within a factor of four; 1 where the nation has none.
double relative(double own, double national) {
    if (national <= 0.0) return 1.0;
    return std::clamp(own / national, 0.25, 4.0);
}

struct NationalFigures {
    double secondary = 0.0;  ///< share of GDP
    double hightech = 0.0;   ///< revenue over GDP
};

NationalFigures national_figures(const WorldDescription& description) {
    double gdp = 0.0, secondary = 0.0, hightech = 0.0;
    for (const RegionDescription& region : description.regions) {
        gdp += region.gdp;
        secondary += region.gdp * region.secondary_share;
        hightech += region.hightech_revenue;
    }
    if (gdp <= 0.0) return {};
    return {secondary / gdp, hightech / gdp};
}

std::uint32_t macro_region_index(std::vector<std::string>& names, const std::string& name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<std::uint32_t>(found - names.begin());
    names.push_back(name);
    return static_cast<std::uint32_t>(names.size() - 1);
}

/// The fit of a sector mix with each category: Σ over sectors of share × needs in the category.
std::vector<double> category_fit(const WorldDescription& description, const std::vector<double>& mix) {
    std::vector<double> fit(description.categories.size(), 0.0);
    for (std::size_t s = 0; s < mix.size(); ++s) {
        const std::vector<double> shares = need_shares(description, description.sectors[s]);
        for (std::size_t d = 0; d < fit.size(); ++d) fit[d] += mix[s] * shares[d];
    }
    return fit;
}

std::vector<double> national_mix(const WorldDescription& description) {
    std::vector<double> mix;
    for (const SectorDescription& sector : description.sectors) mix.push_back(sector.value_added_share);
    return mix;
}

/// A region's high-technology revenue over GDP, relative to the nation's.
double relative_hightech(const RegionDescription& region, const NationalFigures& nation) {
    return relative(region.gdp > 0.0 ? region.hightech_revenue / region.gdp : 0.0, nation.hightech);
}

}  // namespace

std::vector<double> sector_mix(const WorldDescription& description, const RegionDescription& region) {
    const NationalFigures nation = national_figures(description);
    const double industry = relative(region.secondary_share, nation.secondary);
    const double hightech = relative_hightech(region, nation);
    std::vector<double> mix;
    double sum = 0.0;
    for (const SectorDescription& sector : description.sectors) {
        mix.push_back(sector.value_added_share * (sector.high_technology ? hightech : industry));
        sum += mix.back();
    }
    for (double& share : mix) share /= sum;
    return mix;
}

std::vector<double> need_shares(const WorldDescription& description, const SectorDescription& sector) {
    const std::size_t categories = description.categories.size();
    if (sector.home_categories.empty())
        return std::vector<double>(categories, 1.0 / static_cast<double>(categories));
    constexpr double at_home = 0.7;
    std::vector<double> shares(categories, (1.0 - at_home) / static_cast<double>(categories));
    for (const std::uint32_t home : sector.home_categories)
        shares[home] += at_home / static_cast<double>(sector.home_categories.size());
    return shares;
}

void found_regions(const Founding& founding) {
    const WorldDescription& description = founding.description;
    World& world = founding.world;
    const double noise = founding.value("region.advantage_noise");
    const std::vector<double> national = category_fit(description, national_mix(description));
    for (const RegionDescription& from : description.regions) {
        Region region;
        region.key = sim::child_key(sim::key_of("region"), from.code);
        region.code = from.code;
        region.name = from.name;
        region.macro_region = macro_region_index(world.macro_regions, from.macro_region);
        region.coastal = from.coastal;
        region.gdp = from.gdp;
        region.real_firms = from.industrial_firms;
        region.research_government = from.research_government;
        const double hightech = relative_hightech(from, national_figures(description));
        region.data_readiness = hightech / (1.0 + hightech);
        const std::vector<double> fit = category_fit(description, sector_mix(description, from));
        for (std::size_t d = 0; d < fit.size(); ++d) {
            const sim::Key key = sim::child_key(region.key, description.categories[d].id);
            const double local = founding.chance(Purpose::advantage, key).normal(0.0, noise);
            region.advantage.push_back(sim::log(fit[d] / national[d]) + local);
        }
        world.real_firms += from.industrial_firms;
        world.regions.add(std::move(region));
    }
    const double length = founding.value("spill.length");
    for (const double distance : world.distance_km) world.proximity.push_back(sim::exp(-distance / length));
}

void found_technologies(const Founding& founding) {
    World& world = founding.world;
    const auto components = static_cast<std::uint32_t>(founding.value("tech.count_components"));
    for (std::size_t f = 0; f < world.families.size(); ++f) {
        const FamilyDescription& family = world.families[f];
        const sim::Key family_key = sim::child_key(sim::key_of("family"), family.id);
        const std::uint32_t bottleneck = founding.chance(Purpose::bottleneck, family_key).integer(components);
        Technology core;
        core.key = sim::child_key(family_key, "core");
        core.name = family.name + " core";
        core.family = static_cast<std::uint8_t>(f);
        core.core = true;
        core.readiness = family.core_readiness;
        const TechnologyId core_id = world.technologies.add(std::move(core));
        world.family_keys.push_back(family_key);
        world.cores.push_back(core_id);
        for (std::uint32_t c = 0; c < components; ++c) {
            Technology component;
            component.key = sim::child_key(family_key, c);
            component.name = family.name + " component " + std::to_string(c + 1);
            component.family = static_cast<std::uint8_t>(f);
            component.bottleneck = c == bottleneck;
            component.readiness =
                component.bottleneck ? family.bottleneck_readiness : family.core_readiness - 1.0;
            const TechnologyId id = world.technologies.add(std::move(component));
            if (c != bottleneck) world.technologies[core_id].prerequisites.push_back(id);
        }
    }
}

void found_categories(const Founding& founding) {
    World& world = founding.world;
    for (const CategoryDescription& from : founding.description.categories) {
        Category category;
        category.key = sim::child_key(sim::key_of("category"), from.id);
        category.id = from.id;
        category.name = from.name;
        category.families = from.families;
        category.governmental = from.governmental;
        category.success.assign(world.regions.size(), 0.0);
        world.categories.add(std::move(category));
    }
    for (const SectorDescription& sector : world.sectors) {
        const std::vector<double> shares = need_shares(founding.description, sector);
        world.need_share.insert(world.need_share.end(), shares.begin(), shares.end());
    }
}

}  // namespace cultivar
