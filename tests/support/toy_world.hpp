// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "models/entities.hpp"
#include "models/purposes.hpp"
#include "sim/random.hpp"

namespace cultivar::test::toy {

/// The checker's own picture of a toy world, kept apart from the model's: plain lists, places as indices.
struct Technology {
    sim::Key key;
    std::size_t family = 0;
    bool core = false, bottleneck = false;
    std::vector<std::size_t> needs;
    double readiness = 0.0;
    double signal = 0.0;
    sim::Time signal_at{};
    std::uint32_t teams_drawn = 0, projects_begun = 0;
};

struct Agent {
    sim::Key key;
    std::size_t region = 0;
    double relative_size = 1.0;
    double research = 0.0;  ///< R&D of a firm, funds of an institute, a year
    std::vector<float> capability;
    std::uint32_t contracts = 0;
};

struct Firm : Agent {
    std::size_t sector = 0;
    OwnerType owner = OwnerType::sme;
    bool supplier = false;
    double value_added = 0.0;
    FamilySet installed = 0, ordered = 0;
    double premium = 0.0;
    std::map<std::size_t, sim::Time> weighed;  ///< by family: when it last decided
};

struct Project {
    sim::Key key;
    std::size_t technology = 0;
    Party team;
    double readiness = 0.0, effort = 0.0;
    std::uint32_t steps = 0;
    bool active = true;
};

struct Scenario {
    sim::Key key;
    Party owner;
    std::size_t region = 0, category = 0, tier = 0;
    std::vector<std::size_t> required;
    std::vector<double> needed;
    double value = 0.0;
    ScenarioState state = ScenarioState::need;
    std::uint32_t trials = 0, listings = 0, approvals_missing = 0;
    Party supplier;
    double fit = 0.0, public_spend = 0.0;
    sim::Time listed{};
    sim::EventId last;  ///< the event that brought it where it stands
};

struct Template {
    sim::Key key;
    std::size_t category = 0;
    FamilySet families = 0;
    std::vector<double> cases, exposure;     ///< by region
    std::vector<sim::EventId> validated_in;  ///< by region
    double users = 0.0;
};

struct Region {
    sim::Key key;
    std::vector<double> advantage, success;  ///< by category
    std::set<std::size_t> focus;
    std::vector<std::uint32_t> firms;
    std::vector<Party> suppliers;  ///< firms, then institutes
    std::uint32_t supplier_firms = 0;
    double coverage = 0.0, credit = 0.0;
    std::vector<double> experience;                   ///< by family, its own
    std::vector<std::vector<sim::EventId>> installed; ///< by family, in order
};

struct World {
    std::vector<Region> regions;
    std::vector<Firm> firms;
    std::vector<Agent> institutes;
    std::vector<Technology> technologies;
    std::vector<std::size_t> cores;
    std::vector<sim::Key> families, categories;
    std::vector<double> heat;                       ///< by category
    std::vector<std::vector<double>> proximity;     ///< region by region
    std::vector<std::vector<double>> need_share;    ///< sector by category
    std::vector<std::vector<std::uint32_t>> ties;   ///< by firm
    std::vector<Project> projects;
    std::vector<Scenario> scenarios;
    std::vector<Template> templates;
    double median_size = 0.0, real_firms = 0.0, national_credit = 0.0;

    [[nodiscard]] const Agent& agent(Party party) const {
        if (party.kind() == PartyKind::firm) return firms[party.index()];
        return institutes[party.index()];
    }
    [[nodiscard]] Agent& agent(Party party) {
        if (party.kind() == PartyKind::firm) return firms[party.index()];
        return institutes[party.index()];
    }
    [[nodiscard]] std::size_t region_of(Party party) const {
        return party.kind() == PartyKind::government ? party.index() : agent(party).region;
    }
    [[nodiscard]] sim::Key key_of(Party party) const {
        if (party.kind() == PartyKind::government)
            return sim::child_key(regions[party.index()].key, "government");
        return agent(party).key;
    }
    [[nodiscard]] double relative_size(Party party) const {
        return party.kind() == PartyKind::government ? 1.0 : agent(party).relative_size;
    }
    [[nodiscard]] bool state_owned(Party party) const {
        return party.kind() == PartyKind::firm && (firms[party.index()].owner == OwnerType::central_soe ||
                                                   firms[party.index()].owner == OwnerType::local_soe);
    }
    /// How far a scenario's technologies fall short at worst, and which falls shortest.
    [[nodiscard]] std::pair<double, std::size_t> shortfall(const Scenario& scenario) const {
        std::pair<double, std::size_t> worst{-100.0, 0};
        for (std::size_t i = 0; i < scenario.required.size(); ++i) {
            const double missing = scenario.needed[i] - technologies[scenario.required[i]].readiness;
            if (missing > worst.first) worst = {missing, scenario.required[i]};
        }
        return {worst.first > 0.0 ? worst.first : 0.0, worst.second};
    }
    [[nodiscard]] FamilySet families_of(const Scenario& scenario) const {
        unsigned set = 0;
        for (const std::size_t t : scenario.required) set |= 1U << technologies[t].family;
        return static_cast<FamilySet>(set);
    }
};

[[nodiscard]] inline bool holds(FamilySet set, std::size_t family) {
    return (set >> family & 1) != 0;
}

}  // namespace cultivar::test::toy
