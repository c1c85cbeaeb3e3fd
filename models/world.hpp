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
#include "models/facility.hpp"
#include "models/firm_law.hpp"
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

/// How many spans of time there were and how long they lasted together.
struct DaySum {
    double count = 0.0;
    double days = 0.0;

    void add(sim::Duration span) {
        count += 1.0;
        days += sim::in_days(span);
    }
    /// 0 without spans.
    [[nodiscard]] double mean() const { return count > 0.0 ? days / count : 0.0; }
};

/// Running totals that metrics read: modelled counts and m_cny, unweighted. Cells of `reached` are
/// (stage, region, tier).
struct Ledger {
    std::vector<double> reached;
    std::vector<double> value_validated;  ///< by region and tier
    std::vector<double> value_locked;     ///< of scenarios that wait for technology now, by region and tier
    std::vector<std::uint32_t> locked;    ///< how many those are
    std::vector<double> public_spend;     ///< by region and tier
    std::vector<double> adopters;         ///< firms in business that use it, by region and family
    std::vector<double> considered;       ///< considerations by region and family
    std::vector<double> installed_any;    ///< firms in business with at least one family, by region
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
    std::vector<double> adoptions;           ///< installations ever made, by region and family
    std::vector<double> exits;               ///< by region
    std::vector<double> bankruptcies;        ///< exits for want of money, by region
    std::vector<double> entries;             ///< by region
    std::array<double, 40> exits_by_age{};   ///< by year of age from the first; the last holds all older ones
    std::vector<double> listed_in;           ///< scenarios ever listed, regions × categories
    std::vector<double> redundant;           ///< of them redundant, by region
    std::vector<double> state_opened;        ///< needs opened by state-owned firms, by region and tier
    std::vector<double> state_opened_value;  ///< their value, likewise
    double round_suppliers = 0.0;            ///< suppliers that took part in a round, each time
    double envious = 0.0;                    ///< of them with justified envy
    double blocking_pairs = 0.0;
    double owner_ranks = 0.0;  ///< sum over matches of the place of the chosen on the owner's list
    double fits = 0.0;         ///< sum over matches
    double matches = 0.0;
    double incidents = 0.0;
    double sanctions = 0.0;
    double waivers = 0.0;
    double research_spend = 0.0;   ///< on projects, m_cny
    double levels_raised = 0.0;    ///< readiness levels that technologies rose
    double award_credit = 0.0;     ///< all funds of the programmes called so far, m_cny
    double award_spend = 0.0;      ///< the part that went to awards, m_cny
    double combinations = 0.0;     ///< technologies that came of combining others
    double consortia = 0.0;        ///< that formed
    double consortia_mixed = 0.0;  ///< of them, with members of more than one type
    double consortia_dissolved = 0.0;
    double cross_links = 0.0;             ///< pairs of members of two types (state, other firm, institute)
    std::vector<std::uint32_t> cascades;  ///< by breakthrough: scenarios it released from waiting
    double cascade_adoptions = 0.0;       ///< choices of templates, by the share validated in such scenarios
    double costs = 0.0;                   ///< of trials and installations, net of grants, m_cny
    double gains = 0.0;                   ///< value added gained from installations, m_cny
    std::vector<double> factories;        ///< 5G factories by region and owner type
    std::vector<double> factory_sectors;  ///< 5G factories by sector
    std::vector<double> ai_stages;        ///< stages of production that AI has reached, by region
    std::vector<double> grades;           ///< smart factories by region and grade, basic first
    std::vector<double> benchmarks;       ///< firms named a benchmark, by region and family
    std::vector<double> programme_spend;  ///< support of installations by region and family, m_cny
    double programme_grants = 0.0;        ///< all funds ever given to family programmes, m_cny
    std::vector<double> first_uses;       ///< purchases of governments by region: a real one counts `scale`
    std::vector<double> first_use_spend;  ///< what they paid, by region, m_cny
    std::vector<double> adopters_by_owner;  ///< firms by family and owner type
    std::vector<double> adopters_by_size;   ///< firms by family and size class
    std::vector<double> firms_by_owner;     ///< in business, by owner type
    std::vector<double> firms_by_size;      ///< in business, by size class
    std::vector<LearningFit> learning;      ///< by family
    DaySum reviews;                         ///< from contract to the end of the review
    DaySum accesses;                        ///< from contract to access
    DaySum sandbox_waits;                   ///< in line for a sandbox, of those that entered
    DaySum pilot_waits;                     ///< in line for a pilot facility, of those that entered
    double stuck = 0.0;                     ///< accesses that came more than a year after the contract
    double sandboxed = 0.0;                 ///< accesses by way of a sandbox
    double standards = 0.0;
    double rules_made = 0.0;  ///< categories whose rule gap was closed
};

/// What is still told of a firm that closed.
struct Departed {
    OwnerType owner = OwnerType::sme;
    std::uint8_t sector = 0;
    std::uint32_t generation = 0;
    std::uint32_t predecessor = Firm::no_predecessor;
    sim::Time left{};
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
    FirmLaw firm_law;
    sim::Store<Firm> firms;          ///< by place: a firm that closed is followed in its place by another
    std::vector<Departed> departed;  ///< firms that closed, in order
    std::vector<std::string> firm_names;  ///< of firms that the world names one by one; else empty
    sim::Store<Institute> institutes;
    sim::Store<Technology> technologies;
    sim::Store<Project> projects;
    sim::Store<Category> categories;
    sim::Store<Scenario> scenarios;
    sim::Store<Template> templates;
    sim::Store<Consortium> consortia;
    std::vector<Facility> review_desks;      ///< by agency
    std::vector<Facility> sandboxes;         ///< by macro-region
    std::vector<Facility> pilot_facilities;  ///< by macro-region
    std::vector<std::vector<ScenarioId>>
        locked;                            ///< scenarios that wait for a technology, by the one that binds
    sim::Network ties;                     ///< supply ties between firms, by index
    sim::AlignedVector<float> capability;  ///< firms then institutes × technologies, row by row, 0–1
    std::size_t capability_stride = 0;     ///< length of a row: a multiple of 8, 0 beyond the technologies
    std::vector<double> distance_km;       ///< regions × regions
    std::vector<double> proximity;         ///< regions × regions: exp(−distance / spill.length)
    std::vector<double> need_share;        ///< sectors × categories: where the needs of a sector lie
    std::vector<double> experience;  ///< families × regions: own experience, installations in real units
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
    std::vector<std::uint32_t>
        live;  ///< scenarios on their way from list to validation, regions × categories
    std::uint64_t rival_contracts = 0;  ///< held by teams that race beside another
    Ledger ledger;

    [[nodiscard]] std::size_t family_count() const { return families.size(); }
    [[nodiscard]] double thousand_firms() const { return firms.size() / 1000.0; }
    /// Modelled firms of each macro-region.
    [[nodiscard]] std::vector<double> firms_by_macro_region() const;
    [[nodiscard]] double distance(RegionId a, RegionId b) const {
        return distance_km[a.index * regions.size() + b.index];
    }
    [[nodiscard]] double near(RegionId a, RegionId b) const {
        return proximity[a.index * regions.size() + b.index];
    }
    [[nodiscard]] std::size_t family_cell(RegionId region, std::size_t family) const {
        return region.index * families.size() + family;
    }
    [[nodiscard]] std::size_t category_cell(RegionId region, CategoryId category) const {
        return region.index * categories.size() + category.index;
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
    /// "firm AH/123", "firm AH/123-2" for the second in its place, "institute BJ/7", "the government of Anhui".
    /// Of a place the firm that held it at `when` (up to and with its exit) is named.
    [[nodiscard]] std::string name_of(Party party, sim::Time when = sim::Time::max()) const;
    /// What sort of firm that was, "SME, machinery"; empty of an institute or a government.
    [[nodiscard]] std::string kind_of(Party party, sim::Time when = sim::Time::max()) const;
    /// Whether a party that an event scheduled as `event` concerns is a firm that has closed since.
    [[nodiscard]] bool gone(FirmId firm, sim::EventId event) const {
        return !firms[firm].active || event <= firms[firm].since;
    }
    [[nodiscard]] bool gone(Party party, sim::EventId event) const {
        return party.kind() == PartyKind::firm && gone(party.firm(), event);
    }
    /// Asks for the memory of a party's state and capabilities ahead of their use.
    void fetch_ahead(Party party) const;
    /// Books a cost (m_cny) that a party bears; of firms it goes into their accounts.
    void charge(Party party, double cost);

    /// Adds experience (real units) with a family in a region, and what of it reaches the others.
    void learn(std::size_t family, RegionId region, double units);
    /// The readiness that the scenario still misses in its worst technology (levels, 0 if none), and which it
    /// is.
    [[nodiscard]] double gap(const Scenario& scenario) const;
    [[nodiscard]] TechnologyId binding(const Scenario& scenario) const;
    /// Adds a technology that builds on two others; whoever masters both masters it as far as the lesser of the two.
    TechnologyId combine(Technology technology, TechnologyId first, TechnologyId second);
    /// A supplier holds one contract more, or one less.
    void take_contract(Party supplier);
    void leave_contract(Party supplier);
    /// The scenario goes from its state to another, and is counted there.
    void enter(Scenario& scenario, ScenarioState state);
    /// Counts a scenario at a stage, the first time that it gets there.
    void count(Stage stage, Scenario& scenario);
    /// Those who undertake a scenario give their contracts back; a consortium ends.
    void release(Scenario& scenario);
    /// The teams that race beside the supplier give theirs back; or one of them, if it is among them.
    void release_rivals(Scenario& scenario);
    bool release_rival(Scenario& scenario, Party rival);
    /// One of the rivals, if there are any, takes the place of the supplier, who leaves.
    bool promote_rival(Scenario& scenario);

    /// The conservation laws that do not hold, in words; empty when all do.
    [[nodiscard]] std::vector<std::string> check() const;
};

/// The world on its first day: agents drawn from the description under the run's seed.
[[nodiscard]] World found_world(const WorldDescription& description, std::uint64_t seed,
                                sim::DrawRecord* draws = nullptr);

}  // namespace cultivar
