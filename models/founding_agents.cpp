// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "models/firm_ages.hpp"
#include "models/firm_law.hpp"
#include "models/founding.hpp"
#include "models/founding_steps.hpp"
#include "sim/network.hpp"

namespace cultivar {

namespace {

/// Spread of an institute's capabilities; assumption.
constexpr double institute_noise = 0.15;

FirmLaw firm_law(const Founding& founding) {
    FirmLaw law;
    law.size_min = founding.value("firm.size_min");
    law.size_tail = founding.value("firm.size_tail");
    law.size_max = founding.value("firm.size_max");
    law.median_size = size_quantile(law.size_min, law.size_tail, law.size_max, 0.5);
    double rest = 1.0;
    for (std::size_t t = 0; t < owner_type_names.size(); ++t) {
        if (static_cast<OwnerType>(t) == OwnerType::sme) continue;
        const std::string name(owner_type_names[t]);
        law.owner_share[t] = founding.value("firm.share." + name);
        law.owner_slope[t] = founding.value("firm.size_slope." + name);
        rest -= law.owner_share[t];
    }
    law.owner_share[static_cast<std::size_t>(OwnerType::sme)] = rest;
    law.value_added_share = founding.value("firm.value_added_share");
    law.research_intensity = founding.value("firm.rd_intensity");
    law.capability_base = founding.value("firm.capability_base");
    law.capability_noise = founding.value("firm.capability_noise");
    law.hightech_bonus = founding.value("firm.hightech_bonus");
    return law;
}

auto streams(const Founding& founding) {
    return [&founding](Purpose purpose, sim::Key key) { return founding.chance(purpose, key); };
}

/// Adds a firm of the first day, whose age follows the law of a population in which as many enter as close.
void add_firm(const Founding& founding, Firm firm) {
    World& world = founding.world;
    firm.founded =
        world.start - sim::years(stationary_age(founding.chance(Purpose::firm_age, firm.key).uniform()));
    Region& region = world.regions[firm.region];
    ++region.in_business;
    region.firms.push_back(world.firms.add(firm));
}

/// Firms' R&D sums to the modelled share of what the region's enterprises spend; that of firms that enter later
/// does so on average over their law, whatever the sample of the first day.
void rescale_research(const Founding& founding, RegionId id) {
    World& world = founding.world;
    Region& region = world.regions[id];
    const double published = founding.description.regions[id.index].research_enterprise;
    if (region.real_firms == 0 || region.firms.empty() || published <= 0.0) return;
    const double wanted =
        published * static_cast<double>(region.firms.size()) / static_cast<double>(region.real_firms);
    double sum = 0.0;
    for (const FirmId firm : region.firms) sum += world.firms[firm].research;
    for (const FirmId firm : region.firms) world.firms[firm].research *= wanted / sum;
    region.research_factor = published / region.real_firms / mean_research(world.firm_law);
}

/// Every firm has done its R&D long enough for its stock to be steady.
void stock_research(const Founding& founding) {
    World& world = founding.world;
    std::vector<double> stocks;
    for (Firm& firm : world.firms) {
        firm.research_stock = firm.research / founding.value("absorb.depreciation");
        stocks.push_back(firm.research_stock);
    }
    if (stocks.empty()) return;
    const auto middle = stocks.begin() + static_cast<std::ptrdiff_t>(stocks.size() / 2);
    std::nth_element(stocks.begin(), middle, stocks.end());
    world.median_research_stock = *middle;
}

void draw_firms(const Founding& founding) {
    World& world = founding.world;
    const WorldDescription& description = founding.description;
    std::vector<std::uint32_t> real;
    for (const RegionDescription& region : description.regions) real.push_back(region.industrial_firms);
    const std::vector<std::uint32_t> counts = firms_by_region(real, world.scale);
    for (std::uint32_t r = 0; r < counts.size(); ++r) {
        const Region& region = world.regions[RegionId{r}];
        const sim::Key region_key = sim::child_key(region.key, "firms");
        for (std::uint32_t i = 0; i < counts[r]; ++i) {
            Firm firm = draw_firm(world.firm_law, region, RegionId{r}, sim::child_key(region_key, i),
                                  streams(founding));
            firm.supplier = founding.chance(Purpose::firm_supplier, firm.key)
                                .bernoulli(founding.value("firm.supplier_share"));
            add_firm(founding, firm);
        }
    }
}

void name_firms(const Founding& founding) {
    for (const FirmDescription& from : founding.description.firms) {
        Firm firm;
        firm.key = sim::child_key(sim::key_of("named firm"), from.name);
        firm.region = RegionId{from.region};
        firm.size = from.size;
        firm.owner = from.owner;
        firm.sector = static_cast<std::uint8_t>(from.sector);
        firm.supplier = from.supplier;
        founding.world.firm_names.push_back(from.name);
        complete_firm(founding.world.firm_law, firm, streams(founding));
        add_firm(founding, firm);
    }
}

void firm_capabilities(const Founding& founding, FirmId id) {
    World& world = founding.world;
    const Firm& firm = world.firms[id];
    float* own_capability = world.capability_of(Party(id)).data();
    const FamilySet own = world.sectors[firm.sector].families;
    for (const Technology& technology : world.technologies)
        *own_capability++ = draw_capability(world.firm_law, firm, own, technology, streams(founding));
}

void institute_capabilities(const Founding& founding, InstituteId id) {
    World& world = founding.world;
    const Institute& institute = world.institutes[id];
    float* own_capability = world.capability_of(Party(id)).data();
    std::vector<std::uint32_t> families(world.families.size());
    for (std::uint32_t f = 0; f < families.size(); ++f) families[f] = f;
    sim::Stream stream = founding.chance(Purpose::institute_families, institute.key);
    stream.shuffle(std::span<std::uint32_t>(families));
    FamilySet own = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(2, families.size()); ++i)
        own = static_cast<FamilySet>(own | 1U << families[i]);
    for (const Technology& technology : world.technologies) {
        const bool home = (own >> technology.family & 1) != 0;
        const double mean = founding.value(home ? "institute.capability_high" : "institute.capability_low");
        const sim::Key key = sim::child_key(institute.key, technology.key.value);
        const double drawn = founding.chance(Purpose::capability, key).normal(mean, institute_noise);
        *own_capability++ = static_cast<float>(std::clamp(drawn, 0.0, 1.0));
    }
}

}  // namespace

void found_firms(const Founding& founding) {
    World& world = founding.world;
    world.firm_law = firm_law(founding);
    world.median_size = world.firm_law.median_size;
    if (founding.description.firms.empty()) {
        draw_firms(founding);
    } else {
        name_firms(founding);
    }
    for (std::uint32_t r = 0; r < world.regions.size(); ++r) rescale_research(founding, RegionId{r});
    stock_research(founding);
}

void found_institutes(const Founding& founding) {
    World& world = founding.world;
    const double funds_each = founding.value("institute.funds_each");
    for (std::uint32_t r = 0; r < world.regions.size(); ++r) {
        const Region& region = world.regions[RegionId{r}];
        const double funds = region.research_government * world.scale;
        const auto count = static_cast<std::uint32_t>(std::lround(funds / funds_each));
        for (std::uint32_t i = 0; i < count; ++i) {
            Institute institute;
            institute.key = sim::child_key(sim::child_key(region.key, "institutes"), i);
            institute.region = RegionId{r};
            institute.funds = funds_each;
            world.institutes.add(institute);
        }
    }
}

void found_capabilities(const Founding& founding) {
    World& world = founding.world;
    const std::size_t parties = std::size_t{world.firms.size()} + world.institutes.size();
    world.capability_stride = (std::size_t{world.technologies.size()} + 7) / 8 * 8;
    world.capability.assign(parties * world.capability_stride, 0.0F);
    for (std::uint32_t i = 0; i < world.firms.size(); ++i) firm_capabilities(founding, FirmId{i});
    for (std::uint32_t i = 0; i < world.institutes.size(); ++i)
        institute_capabilities(founding, InstituteId{i});
}

void found_suppliers(const Founding& founding) {
    World& world = founding.world;
    for (std::uint32_t i = 0; i < world.firms.size(); ++i) {
        const Firm& firm = world.firms[FirmId{i}];
        if (firm.supplier) world.regions[firm.region].suppliers.push_back(Party(FirmId{i}));
    }
    for (Region& region : world.regions)
        region.supplier_firms = static_cast<std::uint32_t>(region.suppliers.size());
    for (std::uint32_t i = 0; i < world.institutes.size(); ++i)
        world.regions[world.institutes[InstituteId{i}].region].suppliers.push_back(Party(InstituteId{i}));
}

void found_ties(const Founding& founding) {
    World& world = founding.world;
    const double degree = founding.value("firm.ties_degree");
    sim::TieRule rule;
    for (const Firm& firm : world.firms) {
        rule.keys.push_back(firm.key);
        rule.groups.push_back(firm.region.index);
    }
    rule.affinity = world.proximity;
    rule.mean_degree = degree;
    world.ties = sim::configuration_graph(rule, founding.seed, static_cast<std::uint16_t>(Purpose::ties),
                                          founding.draws);
}

}  // namespace cultivar
