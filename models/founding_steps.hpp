// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "models/purposes.hpp"
#include "models/world.hpp"
#include "sim/random.hpp"

namespace cultivar {

/// What the steps of a world's founding share; each step fills its part of the world and may read earlier
/// parts.
struct Founding {
    const WorldDescription& description;
    std::uint64_t seed;
    World& world;
    sim::DrawRecord* draws;  ///< where draws are recorded, null where they are not

    [[nodiscard]] double value(std::string_view parameter) const {
        return description.values[description.catalogue.id(parameter).index];
    }
    [[nodiscard]] sim::Stream chance(Purpose purpose, sim::Key entity) const {
        return {seed, static_cast<std::uint16_t>(purpose), entity, 0, draws};
    }
};

/// Regions with their log advantages, macro-regions, proximities and data readiness h / (1 + h), h the region's
/// high-technology revenue over GDP relative to the nation, within a factor of four (assumption: firms that make
/// high technology keep their data in order).
void found_regions(const Founding& founding);
/// A core and its components for each family; the core builds on all components but the bottleneck.
void found_technologies(const Founding& founding);
/// Categories and where the needs of each sector lie.
void found_categories(const Founding& founding);
/// Firms with region, sector, owner type, size and R&D.
void found_firms(const Founding& founding);
/// As many institutes as government R&D funds pay.
void found_institutes(const Founding& founding);
/// Capabilities of firms, then institutes.
void found_capabilities(const Founding& founding);
/// Who offers solutions, by region.
void found_suppliers(const Founding& founding);
/// The supply network.
void found_ties(const Founding& founding);

/// The expected share of each sector among the firms of a region: national value-added shares tilted by the
/// region's industry (secondary share of GDP) or, for high technology, its high-technology revenue over GDP,
/// each relative to the nation and kept within a factor of four. Sums to 1.
[[nodiscard]] std::vector<double> sector_mix(const WorldDescription& description,
                                             const RegionDescription& region);

/// The share of a sector's needs in a category: 0.7 spread over its home categories and 0.3 over all. Sums
/// to 1.
[[nodiscard]] std::vector<double> need_shares(const WorldDescription& description,
                                              const SectorDescription& sector);

}  // namespace cultivar
