// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "models/description.hpp"
#include "models/party.hpp"
#include "sim/event_id.hpp"
#include "sim/event_queue.hpp"
#include "sim/id.hpp"
#include "sim/random.hpp"
#include "sim/time.hpp"

namespace cultivar {

/// How large a scenario is meant to be.
enum class Tier : std::uint8_t { major, integrated, small };
inline constexpr std::array<std::string_view, 3> tier_names{"major", "integrated", "small"};
inline constexpr std::size_t tier_count = tier_names.size();

/// Where a scenario stands; always exactly one of these.
enum class ScenarioState : std::uint8_t {
    need,
    identified,
    locked,
    listed,
    matched,
    contracted,
    in_review,
    in_sandbox,
    in_pilot,
    in_trial,
    redesign,
    succeeded,
    validated,
    scaled,
    unmatched,
    duplicate,
    stopped,
    owner_exit
};
inline constexpr std::array<std::string_view, 18> scenario_state_names{
    "need",       "identified",        "locked",   "listed",    "matched",   "contracted", "in review",
    "in sandbox", "in pilot facility", "in trial", "redesign",  "succeeded", "validated",  "scaled",
    "unmatched",  "duplicate",         "stopped",  "owner exit"};
inline constexpr std::size_t scenario_state_count = scenario_state_names.size();

/// Smart-factory grades.
inline constexpr std::array<std::string_view, 5> grade_names{"none", "basic", "advanced", "excellence",
                                                             "pioneer"};
inline constexpr std::size_t grade_count = grade_names.size() - 1;  ///< without "none"

/// Size classes of firms: below the median of the size law, up to four times that (about the 400 m_cny a year
/// from which NBS 2017 counts an industrial firm as large), above.
inline constexpr std::array<std::string_view, 3> size_class_names{"small", "medium", "large"};
inline constexpr std::size_t size_class_count = size_class_names.size();
[[nodiscard]] constexpr std::size_t size_class(double relative_size) {
    return relative_size < 1.0 ? 0 : relative_size < 4.0 ? 1 : 2;
}
inline constexpr std::size_t owner_type_count = owner_type_names.size();

/// A region now. Shares and coverage run from 0 to 1, money is in m_cny, firms are modelled firms.
struct Region {
    sim::Key key;
    std::string code;
    std::string name;
    std::uint32_t macro_region = 0;
    bool coastal = false;
    double gdp = 0.0;
    std::uint32_t real_firms = 0;
    double research_government = 0.0;
    std::vector<double> advantage;  ///< log advantage by category
    double coverage = 0.0;          ///< of 5G
    double credit = 0.0;            ///< what the government may still spend on scenarios this year
    std::vector<CategoryId> focus;
    std::vector<FirmId> firms;       ///< its places for firms, empty ones included
    std::uint32_t in_business = 0;   ///< places that a firm holds
    std::vector<double> sector_mix;  ///< expected share of each sector among its firms
    double hightech_share = 0.0;     ///< expected share of high-technology manufacturers
    double research_factor = 1.0;    ///< brings the R&D of entrants to the published mean
    std::vector<Party> suppliers;    ///< firms that offer solutions, then the institutes
    std::uint32_t supplier_firms = 0;
    double data_readiness = 0.0;   ///< 0–1
    double purchase_credit = 0.0;  ///< what is set aside for first purchases and not yet promised
};

/// A firm: one real firm of weight 1/scale in national totals. Money in m_cny, size in m_cny a year. What most
/// events ask for comes first and fills one cache line.
struct alignas(64) Firm {
    sim::Key key;
    sim::EventId since;  ///< events scheduled up to this one concern whoever held the place before
    RegionId region;
    TemplateId bundle;                           ///< the template whose premium it enjoys, if any
    std::uint32_t generation = 0;                ///< how many firms held this place before
    std::uint32_t predecessor = no_predecessor;  ///< who closed here last: a place in World::departed
    std::uint16_t contracts = 0;
    std::uint8_t sector = 0;
    OwnerType owner = OwnerType::sme;
    bool active = true;  ///< in business
    bool supplier = false;
    bool high_technology = false;
    bool researching = false;    ///< has a research project
    FamilySet installed = 0;     ///< families in use
    FamilySet ordered = 0;       ///< families decided for, installation under way
    FamilySet benchmark = 0;     ///< families it was named a benchmark for
    std::uint8_t ai_stage = 0;   ///< stages of production that AI has reached
    std::uint8_t grade = 0;      ///< 0 none, then basic, advanced, excellence, pioneer
    bool factory_5g = false;     ///< runs a 5G factory: 5G as part of a validated template
    double relative_size = 1.0;  ///< size over the median of the size law
    double value_added = 0.0;
    double size = 0.0;
    double premium = 0.0;   ///< gain of its bundle beyond the technologies one by one, share of value added
    double openness = 1.0;  ///< factor of its readiness to open needs; below 1 while sanctioned
    double openness_bonus = 0.0;  ///< what assessments added to its openness, a year
    double research = 0.0;        ///< R&D spending a year
    double research_stock = 0.0;  ///< depreciated R&D, m_cny
    double cash = 0.0;            ///< m_cny, negative on credit
    double costs = 0.0;           ///< of trials and installations since its last accounts, net of grants
    sim::Time founded{};          ///< when it went into business

    static constexpr std::uint32_t no_predecessor = std::numeric_limits<std::uint32_t>::max();
};

/// A research institute and its funds a year (m_cny).
struct Institute {
    sim::Key key;
    RegionId region;
    double funds = 0.0;
    std::uint16_t contracts = 0;
    std::uint16_t projects = 0;
};

/// A technology: the core or a component of its family. Readiness is the best that any team has reached.
struct Technology {
    sim::Key key;
    std::string name;
    std::uint8_t family = 0;
    bool core = false;
    bool bottleneck = false;
    std::vector<TechnologyId> prerequisites;
    double readiness = 1.0;        ///< 1–9
    double first_readiness = 1.0;  ///< when it came into the world
    double signal = 0.0;           ///< demand felt for it, per 1,000 firms, as of `signal_at`
    sim::Time signal_at{};
    double demand = 0.0;        ///< all signals ever sent for it, per 1,000 firms
    std::uint32_t draws = 0;    ///< draws of a team made for it so far
    std::uint32_t begun = 0;    ///< projects begun on it so far
    std::uint32_t working = 0;  ///< teams at work on it of their own accord
    std::uint32_t awards = 0;   ///< teams that programmes have at work on it
};

/// A team at work on a technology, from the readiness it started with.
struct Project {
    sim::Key key;
    TechnologyId technology;
    Party team;
    double readiness = 1.0;
    double effort = 0.0;  ///< m_cny a year
    std::uint32_t steps = 0;
    sim::Time since{};  ///< start of the present step
    bool active = true;
    bool awarded = false;  ///< begun by a programme
};

/// One of the kinds of scenario.
struct Category {
    sim::Key key;
    std::string id;
    std::string name;
    FamilySet families = 0;
    bool governmental = false;
    double heat = 0.0;            ///< smoothed share of the nation's live scenarios
    std::uint32_t live = 0;       ///< scenarios of the nation on their way from list to validation
    std::vector<double> success;  ///< validations by region
    bool rule_gap = false;        ///< no rule covers it yet
    bool standard = false;        ///< a standard was issued
};

/// At most this many technologies are required by one scenario.
inline constexpr std::size_t most_required = 5;

/// A supplier at work on a scenario: how well it fits and what it asks, as a share of value.
struct Team {
    Party supplier;
    double fit = 0.0;
    double price = 0.0;
};
/// At most this many teams race on one scenario.
inline constexpr std::size_t most_teams = 3;

/// An application scenario from need to use. Value and spend in m_cny. What most events ask for comes first and
/// fills one cache line.
struct alignas(64) Scenario {
    sim::Key key;
    sim::EventId cut;         ///< events scheduled up to this one belong to a course that a closure cut off
    sim::EventId last_event;  ///< what brought it to its present state
    sim::Handle clock;  ///< the pending event of its owner's decision to open, later of its trial or redesign
    sim::Time listed{};
    Party owner;
    RegionId region;
    CategoryId category;
    Party supplier;
    ScenarioState state = ScenarioState::need;
    Tier tier = Tier::small;
    std::uint8_t trials = 0;
    std::uint8_t listings = 0;
    std::uint8_t required_count = 0;
    std::uint8_t rival_count = 0;  ///< teams that race beside `supplier`
    std::uint8_t awaited = 0;      ///< index of the technology on whose list it waits, if it is locked
    bool raced = false;            ///< several teams were contracted, of which only the first is paid
    std::array<std::uint8_t, most_required> required{};  ///< indices of technologies
    bool sandboxed = false;                              ///< went through a sandbox
    bool piloted = false;                                ///< verified by a pilot facility
    bool redundant = false;     ///< beyond what its surroundings need when it was first listed
    std::uint16_t counted = 0;  ///< stages it was counted in, a bit for each
    std::uint16_t reached = 0;  ///< bit k is set once it was counted at stage k
    std::array<double, most_required> needed{};  ///< readiness each of them must have
    double value = 0.0;
    double fit = 0.0;
    double price = 0.0;         ///< share of value
    double spend = 0.0;         ///< on its trials
    double public_spend = 0.0;  ///< the part paid by government
    sim::Time arose{};
    sim::Time contracted{};
    sim::Time access{};  ///< start of the first trial
    TemplateId template_id;
    ConsortiumId consortium;                    ///< valid while several undertake it
    std::array<Team, most_teams - 1> rivals{};  ///< the first `rival_count` of them count
};

/// A validated solution: a category and a set of families, with the places where it was validated.
struct Template {
    sim::Key key;
    CategoryId category;
    FamilySet families = 0;
    double premium = 0.0;  ///< gain beyond its families one by one, share of value added
    std::uint32_t validations = 0;
    std::vector<sim::EventId> validated_in;  ///< first validation in each region
    std::vector<double> cases;               ///< validations as seen from each region, weighted by proximity
    std::vector<double>
        exposure;           ///< integrated awareness hazard in each region: −ln P(a firm does not know it)
    double adopters = 0.0;  ///< modelled firms that chose it
    std::vector<ScenarioId> scenarios;
};

/// Several suppliers that undertake one scenario together: the leader first.
struct Consortium {
    sim::Key key;
    ScenarioId scenario;
    std::vector<Party> members;
    std::vector<float> capability;  ///< element-wise maximum over the members
    std::uint32_t milestones = 0;   ///< so far
    std::uint32_t missed = 0;
    bool active = true;
};

}  // namespace cultivar
