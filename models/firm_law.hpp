// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>

#include "models/entities.hpp"
#include "models/purposes.hpp"
#include "sim/elementary.hpp"
#include "sim/random.hpp"

namespace cultivar {

/// The law that firms are drawn from, on the first day and whenever one enters: parameters that are fixed for
/// the run. What is peculiar to a region (mix of sectors, share of high technology, R&D) stands in the Region.
struct FirmLaw {
    double size_min = 0.0;
    double size_tail = 0.0;
    double size_max = 0.0;
    double median_size = 0.0;
    std::array<double, owner_type_names.size()> owner_share{};
    std::array<double, owner_type_names.size()> owner_slope{};
    double value_added_share = 0.0;
    double research_intensity = 0.0;
    double capability_base = 0.0;
    double capability_noise = 0.0;
    double hightech_bonus = 0.0;
};

/// Spread of R&D intensity among firms; assumption.
inline constexpr double research_sigma = 0.8;

/// The inverse distribution function of the size law: a Pareto law with the given tail exponent, cut to
/// [least, most] (m_cny a year); `u` is uniform on (0, 1).
[[nodiscard]] double size_quantile(double least, double tail, double most, double u);

/// Draws the owner type at a size over the median: a multinomial logit whose base is the SME.
[[nodiscard]] OwnerType draw_owner(const FirmLaw& law, sim::Stream stream, double relative_size);

/// Gives a firm of known size the value added and R&D that go with it; `chance(purpose, key)` is its stream.
template <class Chance>
void complete_firm(const FirmLaw& law, Firm& firm, Chance&& chance) {
    firm.relative_size = firm.size / law.median_size;
    firm.value_added = firm.size * law.value_added_share;
    firm.research =
        firm.size *
        chance(Purpose::firm_research, firm.key).lognormal(law.research_intensity, research_sigma);
}

/// A firm of a region by its key: size, owner type, sector, high technology, value added and R&D before it is
/// rescaled to the region.
template <class Chance>
[[nodiscard]] Firm draw_firm(const FirmLaw& law, const Region& region, RegionId id, sim::Key key,
                             Chance&& chance) {
    Firm firm;
    firm.key = key;
    firm.region = id;
    firm.size =
        size_quantile(law.size_min, law.size_tail, law.size_max, chance(Purpose::firm_size, key).uniform());
    firm.owner = draw_owner(law, chance(Purpose::firm_owner, key), firm.size / law.median_size);
    firm.sector = static_cast<std::uint8_t>(chance(Purpose::firm_sector, key).categorical(region.sector_mix));
    firm.high_technology = chance(Purpose::firm_hightech, key).bernoulli(region.hightech_share);
    complete_firm(law, firm, chance);
    return firm;
}

/// A firm's capability in a technology; `own` are the families of its sector.
template <class Chance>
[[nodiscard]] float draw_capability(const FirmLaw& law, const Firm& firm, FamilySet own,
                                    const Technology& technology, Chance&& chance) {
    const double bonus = firm.high_technology ? law.hightech_bonus : 0.0;
    const bool home = (own >> technology.family & 1) != 0;
    const double mean = (home ? law.capability_base : law.capability_base / 2) + bonus;
    const sim::Key key = sim::child_key(firm.key, technology.key.value);
    return static_cast<float>(
        std::clamp(chance(Purpose::capability, key).normal(mean, law.capability_noise), 0.0, 1.0));
}

}  // namespace cultivar
