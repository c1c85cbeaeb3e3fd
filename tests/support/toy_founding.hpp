// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>

#include "models/description.hpp"
#include "sim/elementary.hpp"
#include "tests/support/toy_world.hpp"

namespace cultivar::test::toy {

/// The first day of a world of named firms, from its description and seed; ties are the only part left to others.
class Founding {
  public:
    Founding(const WorldDescription& description, std::uint64_t seed)
        : description_(description), seed_(seed) {}

    [[nodiscard]] World found() {
        categories();
        places();
        technologies();
        firms();
        institutes();
        return std::move(world_);
    }

  private:
    [[nodiscard]] double value(std::string_view name) const {
        return description_.values[description_.catalogue.id(name).index];
    }
    [[nodiscard]] sim::Stream chance(Purpose purpose, sim::Key key) const {
        return {seed_, static_cast<std::uint16_t>(purpose), key, 0};
    }

    void categories() {
        const std::size_t count = description_.categories.size();
        for (const CategoryDescription& from : description_.categories)
            world_.categories.push_back(sim::child_key(sim::key_of("category"), from.id));
        world_.heat.assign(count, 0.0);
        for (const SectorDescription& sector : description_.sectors) {
            std::vector<double> shares(count, (1.0 - 0.7) / static_cast<double>(count));
            for (const std::uint32_t home : sector.home_categories)
                shares[home] += 0.7 / static_cast<double>(sector.home_categories.size());
            world_.need_share.push_back(shares);
        }
    }

    /// How well a mix of sectors fits each category.
    [[nodiscard]] std::vector<double> fits(const std::vector<double>& mix) const {
        std::vector<double> result(description_.categories.size(), 0.0);
        for (std::size_t s = 0; s < mix.size(); ++s)
            for (std::size_t d = 0; d < result.size(); ++d) result[d] += mix[s] * world_.need_share[s][d];
        return result;
    }

    void places() {
        double gdp = 0.0, secondary = 0.0, hightech = 0.0;
        for (const RegionDescription& from : description_.regions) {
            gdp += from.gdp;
            secondary += from.gdp * from.secondary_share;
            hightech += from.hightech_revenue;
        }
        std::vector<double> national;
        for (const SectorDescription& sector : description_.sectors) national.push_back(sector.value_added_share);
        const std::vector<double> nation = fits(national);
        for (const RegionDescription& from : description_.regions) {
            Region region;
            region.key = sim::child_key(sim::key_of("region"), from.code);
            std::vector<double> mix;
            double sum = 0.0;
            for (const SectorDescription& sector : description_.sectors) {
                const double tilt = sector.high_technology
                                        ? from.hightech_revenue / from.gdp / (hightech / gdp)
                                        : from.secondary_share / (secondary / gdp);
                mix.push_back(sector.value_added_share * std::clamp(tilt, 0.25, 4.0));
                sum += mix.back();
            }
            for (double& share : mix) share /= sum;
            const std::vector<double> here = fits(mix);
            for (std::size_t d = 0; d < here.size(); ++d) {
                const sim::Key key = sim::child_key(region.key, description_.categories[d].id);
                region.advantage.push_back(
                    sim::log(here[d] / nation[d]) +
                    chance(Purpose::advantage, key).normal(0.0, value("region.advantage_noise")));
            }
            region.success.assign(here.size(), 0.0);
            region.experience.assign(description_.families.size(), 0.0);
            region.installed.resize(description_.families.size());
            world_.real_firms += from.industrial_firms;
            world_.regions.push_back(region);
        }
        const std::size_t count = world_.regions.size();
        world_.proximity.assign(count, std::vector<double>(count));
        for (std::size_t r = 0; r < count; ++r)
            for (std::size_t s = 0; s < count; ++s)
                world_.proximity[r][s] =
                    sim::exp(-description_.distance_km[r * count + s] / value("spill.length"));
    }

    void technologies() {
        const auto components = static_cast<std::uint32_t>(value("tech.count_components"));
        for (std::size_t f = 0; f < description_.families.size(); ++f) {
            const FamilyDescription& from = description_.families[f];
            const sim::Key key = sim::child_key(sim::key_of("family"), from.id);
            const std::uint32_t bottleneck = chance(Purpose::bottleneck, key).integer(components);
            const std::size_t core = world_.technologies.size();
            world_.families.push_back(key);
            world_.cores.push_back(core);
            world_.technologies.push_back({sim::child_key(key, "core"), f, true, false, {}, from.core_readiness});
            for (std::uint32_t c = 0; c < components; ++c) {
                const bool narrow = c == bottleneck;
                if (!narrow) world_.technologies[core].needs.push_back(world_.technologies.size());
                world_.technologies.push_back(
                    {sim::child_key(key, c), f, false, narrow, {},
                     narrow ? from.bottleneck_readiness : from.core_readiness - 1.0});
            }
        }
    }

    [[nodiscard]] std::vector<float> capabilities(sim::Key key, FamilySet own, double high, double low,
                                                  double sd) const {
        std::vector<float> result;
        for (const Technology& technology : world_.technologies) {
            const double mean = holds(own, technology.family) ? high : low;
            const double drawn =
                chance(Purpose::capability, sim::child_key(key, technology.key)).normal(mean, sd);
            result.push_back(static_cast<float>(std::clamp(drawn, 0.0, 1.0)));
        }
        return result;
    }

    void firms() {
        const double least = value("firm.size_min"), most = value("firm.size_max"), tail = value("firm.size_tail");
        world_.median_size = least * sim::pow(1.0 - 0.5 * (1.0 - sim::pow(least / most, tail)), -1.0 / tail);
        const double base = value("firm.capability_base");
        for (const FirmDescription& from : description_.firms) {
            Firm firm;
            firm.key = sim::child_key(sim::key_of("named firm"), from.name);
            firm.region = from.region;
            firm.sector = from.sector;
            firm.owner = from.owner;
            firm.supplier = from.supplier;
            firm.relative_size = from.size / world_.median_size;
            firm.value_added = from.size * value("firm.value_added_share");
            firm.research =
                from.size * chance(Purpose::firm_research, firm.key).lognormal(value("firm.rd_intensity"), 0.8);
            firm.capability = capabilities(firm.key, description_.sectors[from.sector].families, base, base / 2,
                                           value("firm.capability_noise"));
            Region& region = world_.regions[from.region];
            const auto place = static_cast<std::uint32_t>(world_.firms.size());
            region.firms.push_back(place);
            if (from.supplier) region.suppliers.push_back(Party(FirmId{place}));
            region.supplier_firms = static_cast<std::uint32_t>(region.suppliers.size());
            world_.firms.push_back(firm);
        }
        for (std::size_t r = 0; r < world_.regions.size(); ++r) {
            const RegionDescription& from = description_.regions[r];
            double sum = 0.0;
            for (const std::uint32_t i : world_.regions[r].firms) sum += world_.firms[i].research;
            const double wanted = from.research_enterprise *
                                  static_cast<double>(world_.regions[r].firms.size()) / from.industrial_firms;
            for (const std::uint32_t i : world_.regions[r].firms) world_.firms[i].research *= wanted / sum;
        }
    }

    void institutes() {
        for (std::size_t r = 0; r < world_.regions.size(); ++r) {
            const double each = value("institute.funds_each");
            const long count = std::lround(description_.regions[r].research_government * description_.scale / each);
            for (long i = 0; i < count; ++i) {
                Agent institute;
                institute.key = sim::child_key(sim::child_key(world_.regions[r].key, "institutes"),
                                               static_cast<std::uint64_t>(i));
                institute.region = r;
                institute.research = each;
                std::vector<std::uint32_t> order;
                for (std::uint32_t f = 0; f < world_.families.size(); ++f) order.push_back(f);
                chance(Purpose::institute_families, institute.key).shuffle(std::span<std::uint32_t>(order));
                unsigned own = 0;
                for (std::size_t k = 0; k < order.size() && k < 2; ++k) own |= 1U << order[k];
                institute.capability =
                    capabilities(institute.key, static_cast<FamilySet>(own), value("institute.capability_high"),
                                 value("institute.capability_low"), 0.15);
                const auto place = static_cast<std::uint32_t>(world_.institutes.size());
                world_.regions[r].suppliers.push_back(Party(InstituteId{place}));
                world_.institutes.push_back(institute);
            }
        }
    }

    const WorldDescription& description_;
    std::uint64_t seed_;
    World world_;
};

}  // namespace cultivar::test::toy
