// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/description.hpp"
#include "models/entities.hpp"
#include "sim/id.hpp"
#include "sim/network.hpp"

namespace cultivar {

/// Milestones of a scenario that are counted as they are reached.
enum class Stage : std::uint8_t {
    need,
    identified,
    locked,
    listed,
    matched,
    contracted,
    in_trial,
    validated,
    stopped,
    unmatched,
    duplicate,
    owner_exit
};
inline constexpr std::size_t stage_count = 12;

/// How often a span of so many whole days was seen: enough for quantiles to the day.
struct DayCounts {
    std::vector<std::uint32_t> seen;
    std::uint32_t total = 0;

    void add(sim::Duration span);
    /// The least number of whole days that at least this share of the spans do not exceed; 0 without spans.
    [[nodiscard]] double quantile(double share) const;
};

/// Least squares of log cost on log experience: the sums over what was noted so far.
struct LearningFit {
    double count = 0.0, x = 0.0, y = 0.0, xx = 0.0, xy = 0.0;

    void add(double log_experience, double log_cost);
    /// The fall of cost per doubling of experience, 1 − 2^slope; 0 while experience has not moved.
    [[nodiscard]] double rate() const;
};

/// Running totals that metrics read: modelled counts and m_cny, unweighted. Cells of `reached` are
/// (stage, region, tier).
struct Ledger {
    std::vector<double> reached;
    std::vector<double> value_validated;  ///< by region and tier
    std::vector<double> public_spend;     ///< by region and tier
    std::vector<double> adopters;         ///< firms by region and family
    std::vector<double> considered;       ///< considerations by region and family
    std::vector<double> installed_any;    ///< firms with at least one family, by region
    std::array<double, 16> trials_by_number{};
    std::array<double, 16> successes_by_number{};
    double applications = 0.0;  ///< that counted
    double contracts = 0.0;
    double contracts_to_small = 0.0;     ///< contracts won by SMEs
    double contracts_to_nonstate = 0.0;  ///< by firms without state owner
    double contracts_at_home = 0.0;      ///< by suppliers of the owner's region
    double bundle_premiums = 0.0;        ///< sum over bundle adoptions of gain / gain one by one − 1
    double bundle_adoptions = 0.0;
    double breakthroughs = 0.0;
    double unlocked = 0.0;
    double grants = 0.0;  ///< all credit ever given to governments, m_cny
    DayCounts days_listing_contract;
    DayCounts days_contract_trial;
    DayCounts days_trial_validated;
    std::vector<double> factories;          ///< 5G factories by region and owner type
    std::vector<double> factory_sectors;    ///< 5G factories by sector
    std::vector<double> ai_stages;          ///< stages of production that AI has reached, by region
    std::vector<double> grades;             ///< smart factories by region and grade, basic first
    std::vector<double> benchmarks;         ///< firms named a benchmark, by region and family
    std::vector<double> programme_spend;    ///< support of installations by region and family, m_cny
    double programme_grants = 0.0;          ///< all funds ever given to family programmes, m_cny
    std::vector<double> first_uses;         ///< purchases of governments by region: a real one counts `scale`
    std::vector<double> first_use_spend;    ///< what they paid, by region, m_cny
    std::vector<double> adopters_by_owner;  ///< firms by family and owner type
    std::vector<double> adopters_by_size;   ///< firms by family and size class
    std::vector<double> firms_by_owner;     ///< in business, by owner type
    std::vector<double> firms_by_size;      ///< in business, by size class
    std::vector<LearningFit> learning;      ///< by family
};

/// Everything that exists in a run: agents, technologies, scenarios and what happened to them so far. A value
/// without pointers into itself; copying it copies the world.
struct World {
    sim::Time start{};
    sim::Time end{};
    double scale = 1.0;
    std::vector<std::string> macro_regions;
    std::vector<FamilyDescription> families;
    std::vector<sim::Key> family_keys;
    std::vector<TechnologyId> cores;  ///< by family
    std::vector<SectorDescription> sectors;
    std::vector<AgencyDescription> agencies;
    sim::Store<Region> regions;
    sim::Store<Firm> firms;
    std::vector<std::string> firm_names;  ///< of firms that the world names one by one; else empty
    sim::Store<Institute> institutes;
    sim::Store<Technology> technologies;
    sim::Store<Project> projects;
    sim::Store<Category> categories;
    sim::Store<Scenario> scenarios;
    sim::Store<Template> templates;
    sim::Store<Consortium> consortia;
    std::vector<std::vector<ScenarioId>>
        locked;                       ///< scenarios that wait for a technology, by the one that binds
    sim::Network ties;                ///< supply ties between firms, by index
    std::vector<float> capability;    ///< firms then institutes × technologies, row by row, 0–1
    std::vector<double> distance_km;  ///< regions × regions
    std::vector<double> proximity;    ///< regions × regions: exp(−distance / spill.length)
    std::vector<double> need_share;   ///< sectors × categories: where the needs of a sector lie
    std::vector<double> experience;   ///< families × regions: own experience, installations in real units
    std::vector<double>
        experience_near;           ///< families × regions: that of other regions, weighted by proximity
    std::vector<double> crowding;  ///< by family: factor of the stock and order effects on hazards, 1 without
    double median_size = 0.0;      ///< of the size law, m_cny a year
    double real_firms = 0.0;       ///< of the nation
    double national_credit = 0.0;  ///< what the central funds may still spend this year, m_cny
    double base_stations = 0.0;    ///< 5G, in 10,000
    double compute_price = 1.0;    ///< of a unit of compute, index
    std::vector<double> family_credit;   ///< by family: what its programme may still spend this year, m_cny
    std::vector<double> cost_index;      ///< families × regions: cost over the initial one, this month
    double median_research_stock = 0.0;  ///< of firms on the first day, m_cny
    std::array<std::uint32_t, scenario_state_count> in_state{};
    Ledger ledger;

    [[nodiscard]] std::size_t family_count() const { return families.size(); }
    [[nodiscard]] double thousand_firms() const { return firms.size() / 1000.0; }
    [[nodiscard]] double distance(RegionId a, RegionId b) const {
        return distance_km[a.index * regions.size() + b.index];
    }
    [[nodiscard]] double near(RegionId a, RegionId b) const {
        return proximity[a.index * regions.size() + b.index];
    }
    [[nodiscard]] std::size_t family_cell(RegionId region, std::size_t family) const {
        return region.index * families.size() + family;
    }
    [[nodiscard]] static std::size_t tier_cell(RegionId region, Tier tier) {
        return region.index * tier_count + static_cast<std::size_t>(tier);
    }
    [[nodiscard]] std::size_t stage_cell(Stage stage, RegionId region, Tier tier) const {
        return static_cast<std::size_t>(stage) * regions.size() * tier_count + tier_cell(region, tier);
    }
    /// The family of this id, if the world has it.
    [[nodiscard]] std::optional<std::size_t> family_named(std::string_view id) const;
    /// The families that need coverage.
    [[nodiscard]] FamilySet covered_families() const;
    /// The capabilities of a firm or an institute in every technology.
    [[nodiscard]] std::span<float> capability_of(Party party);
    [[nodiscard]] std::span<const float> capability_of(Party party) const;
    [[nodiscard]] RegionId region_of(Party party) const;
    [[nodiscard]] sim::Key key_of(Party party) const;
    /// Size over the median; 1 for institutes and governments.
    [[nodiscard]] double relative_size(Party party) const;
    /// "firm AH/000123", "institute BJ/7", "government of Anhui".
    [[nodiscard]] std::string name_of(Party party) const;

    /// Adds experience (real units) with a family in a region, and what of it reaches the others.
    void learn(std::size_t family, RegionId region, double units);
    /// The readiness that the scenario still misses in its worst technology (levels, 0 if none), and which it
    /// is.
    [[nodiscard]] double gap(const Scenario& scenario) const;
    [[nodiscard]] TechnologyId binding(const Scenario& scenario) const;
    /// A supplier holds one contract more, or one less.
    void take_contract(Party supplier);
    void leave_contract(Party supplier);
    void enter(Scenario& scenario, ScenarioState state);
    void count(Stage stage, const Scenario& scenario);

    /// The conservation laws that do not hold, in words; empty when all do.
    [[nodiscard]] std::vector<std::string> check() const;
};

/// The world on its first day: agents drawn from the description under the run's seed.
[[nodiscard]] World found_world(const WorldDescription& description, std::uint64_t seed);

}  // namespace cultivar
