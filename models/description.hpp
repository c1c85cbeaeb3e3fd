// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/parameter.hpp"
#include "sim/time.hpp"

namespace cultivar {

/// At most this many families, so that a set of families is the bits of one byte.
inline constexpr std::size_t most_families = 8;

/// Bit f is set when family f belongs to the set.
using FamilySet = std::uint8_t;

/// Who owns a firm, in the order of every table by owner type.
enum class OwnerType : std::uint8_t { central_soe, local_soe, private_large, sme, foreign };
inline constexpr std::array<std::string_view, 5> owner_type_names{"central_soe", "local_soe", "private_large",
                                                                  "sme", "foreign"};

/// A region as its published figures give it; money in million CNY a year.
struct RegionDescription {
    std::string code;  ///< unique and stable: the root of every key of chance in the region
    std::string name;
    std::string name_zh;
    std::string macro_region;
    bool coastal = false;
    double gdp = 0.0;
    double secondary_share = 0.0;        ///< of GDP, 0–1
    double research_government = 0.0;    ///< R&D paid by government
    double research_enterprise = 0.0;    ///< R&D paid by enterprises
    std::uint32_t industrial_firms = 0;  ///< real R&D-active industrial firms
    std::uint32_t hightech_firms = 0;    ///< real high-technology manufacturers
    double hightech_revenue = 0.0;
};

/// A family of technologies: one core and `tech.count_components` components.
struct FamilyDescription {
    std::string id;
    std::string name;
    double core_readiness = 7.0;        ///< at the start, 1–9
    double bottleneck_readiness = 5.0;  ///< of its bottleneck component at the start
    bool needs_coverage = false;        ///< an installation needs 5G coverage
};

/// A kind of scenario; `families` are those whose technologies it can need.
struct CategoryDescription {
    std::string id;
    std::string name;
    std::string area;
    FamilySet families = 0;
    bool governmental = false;  ///< needs of governance and livelihood, owned by the regional government
};

/// A sector of industry: its share of value added, own families and home categories (indices).
struct SectorDescription {
    std::string id;
    std::string name;
    double value_added_share = 0.0;
    FamilySet families = 0;
    bool high_technology = false;  ///< follows a region's high-technology revenue, other sectors its industry
    std::vector<std::uint32_t> home_categories;
};

struct AgencyDescription {
    std::string id;
    std::string name;
};

/// A firm that a world names one by one; worlds without such a list draw their firms from the regions'
/// figures.
struct FirmDescription {
    std::string name;
    std::uint32_t region = 0;
    std::uint32_t sector = 0;
    OwnerType owner = OwnerType::sme;
    double size = 0.0;  ///< revenue, m_cny/year
    bool supplier = false;
};

/// How a lever goes from its old value to the new one: at once, or in monthly steps along a line or an
/// S-curve.
enum class RampShape : std::uint8_t { linear, logistic };

/// A dated change of one lever.
struct PolicyChange {
    sim::Time from{};
    sim::Duration ramp{0};  ///< 0: at once
    RampShape shape = RampShape::linear;
    sim::ParameterId parameter;
    double target = 0.0;
    std::string origin;  ///< the policy file or variant that says so

    /// Whether it happens at once on or before the first day, and so belongs to the world as founded.
    [[nodiscard]] bool founds(sim::Time start) const { return from <= start && ramp.count() == 0; }
};

/// All that is known of a world before its first day: what a world file says, checked and in model units.
/// A value; `catalogue` gives the meaning of `values`.
struct WorldDescription {
    std::string title;
    sim::Time start = sim::date(2019, 1, 1);
    sim::Time end = sim::date(2036, 1, 1);  ///< the first instant that is no longer simulated
    double scale = 0.02;                    ///< share of the real firms that is modelled; weight 1/scale
    std::vector<RegionDescription> regions;
    std::vector<double> distance_km;  ///< regions × regions, row by row, symmetric, 0 on the diagonal
    std::vector<FamilyDescription> families;
    std::vector<CategoryDescription> categories;
    std::vector<SectorDescription> sectors;
    std::vector<AgencyDescription> agencies;
    std::vector<FirmDescription> firms;
    sim::ParameterCatalogue catalogue;
    std::vector<double> values;  ///< of every parameter at the start, in the catalogue's order
    std::vector<PolicyChange> changes;
};

}  // namespace cultivar
