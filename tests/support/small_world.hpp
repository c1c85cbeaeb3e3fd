// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/description.hpp"
#include "models/registry.hpp"

namespace cultivar::test {

/// Levers of the mechanisms beside the core path (need, list, match, review, trial, research, adoption) at the
/// values where they leave no trace.
inline constexpr std::array<std::pair<std::string_view, double>, 23> quiet_levers{{
    {"rule.gap", 0.0},
    {"review.conflict", 0.0},
    {"review.servers", 1e9},
    {"standard.effect", 0.0},
    {"pilot.slots", 0.0},
    {"trial.beta_absorb", 0.0},
    {"safety.incident", 0.0},
    {"tolerance", 1.0},
    {"region.dup_cap", 0.0},
    {"soe.assessment_step", 0.0},
    {"most.budget", 0.0},
    {"recombine.rate", 0.0},
    {"consortium.enable", 0.0},
    {"spill.rate", 0.0},
    {"miit.budget.5g", 0.0},
    {"miit.budget.ai", 0.0},
    {"miit.budget.robotics", 0.0},
    {"miit.budget.industrial_internet", 0.0},
    {"miit.selection", 0.0},
    {"first_purchase.budget", 0.0},
    {"firm.exit_scale", 0.0},
    {"ai.stages", 0.0},
    {"grade.time", 0.0},
}};

/// Worlds made in code for tests of the model: one family or more, regions of equal firms, no policy changes,
/// and only the core path at work.
struct SmallWorld {
    WorldDescription description;

    explicit SmallWorld(std::vector<std::string> family_ids = {"ai"}, std::size_t category_count = 3) {
        description.title = "a small world for tests";
        description.scale = 1.0;
        for (std::size_t f = 0; f < family_ids.size(); ++f)
            description.families.push_back({family_ids[f], family_ids[f], 8.0, 5.0, false});
        const auto all = static_cast<FamilySet>((1U << family_ids.size()) - 1);
        for (std::size_t d = 0; d < category_count; ++d) {
            const std::string id = "category_" + std::to_string(d + 1);
            description.categories.push_back({id, id, "area", all, d + 1 == category_count});
        }
        description.sectors.push_back({"machinery", "machinery", 1.0, all, false, {}});
        description.agencies = {{"ndrc", "NDRC"}, {"most", "MOST"}, {"miit", "MIIT"}, {"sasac", "SASAC"}};
        description.catalogue = parameter_catalogue(family_ids);
        description.values = description.catalogue.defaults();
        for (const auto& [name, value] : quiet_levers)
            if (description.catalogue.find(name)) set(name, value);
    }

    SmallWorld& region(const std::string& code, std::uint32_t firms, double research_government = 2000.0) {
        RegionDescription region;
        region.code = code;
        region.name = code;
        region.macro_region = "east";
        region.coastal = true;
        region.gdp = 1e6;
        region.secondary_share = 0.4;
        region.research_government = research_government;
        region.research_enterprise = 14.0 * firms;
        region.industrial_firms = firms;
        region.hightech_firms = firms / 4;
        region.hightech_revenue = 1e5;
        description.regions.push_back(region);
        place_regions(0.0);
        return *this;
    }

    /// Every two regions lie this far apart.
    SmallWorld& place_regions(double km) {
        const std::size_t count = description.regions.size();
        description.distance_km.assign(count * count, km);
        for (std::size_t r = 0; r < count; ++r) description.distance_km[r * count + r] = 0.0;
        return *this;
    }

    /// Sets a parameter in its own unit; limits of a law may lie outside the range that input is held to.
    SmallWorld& set(std::string_view name, double value) {
        description.values[description.catalogue.id(name).index] = value;
        return *this;
    }

    SmallWorld& years(int count) {
        description.end = sim::date(2019 + count, 1, 1);
        return *this;
    }
};

}  // namespace cultivar::test
