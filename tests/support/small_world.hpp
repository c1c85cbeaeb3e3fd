// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/description.hpp"
#include "models/registry.hpp"

namespace cultivar::test {

/// Worlds made in code for tests of the model: one family or more, regions of equal firms, no policy changes.
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
