// SPDX-License-Identifier: Apache-2.0
#include "models/narrative.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "models/events.hpp"

namespace cultivar {

namespace {

std::string round_number(double value) {
    std::array<char, 40> text{};
    const int length = std::snprintf(text.data(), text.size(), "%.4g", value);
    return {text.data(), static_cast<std::size_t>(length)};
}

std::string family_names(FamilySet families, const World& world) {
    std::string text;
    for (std::size_t f = 0; f < world.family_count(); ++f) {
        if ((families >> f & 1) == 0) continue;
        if (!text.empty()) text += families >> f == 1 ? " and " : ", ";
        text += world.families[f].name;
    }
    return text;
}

/// A value as one would say it: "0.5", "30 days", "0.3 per year", "70 m_cny per 1,000 firms per year".
std::string spoken_value(double value, std::string_view unit) {
    const std::string number = round_number(value);
    if (unit == "-" || unit == "share" || unit == "count" || unit == "switch") return number;
    if (unit.starts_with("1/")) return number + " per " + std::string(unit.substr(2));
    const bool several = value != 1.0 && (unit == "day" || unit == "year");
    return number + ' ' + std::string(unit) + (several ? "s" : "");
}

/// Everything that a sentence about an event may need.
struct Teller {
    const TraceRow& row;
    const World& world;
    const Policy& policy;
    const sim::ParameterCatalogue& catalogue;

    [[nodiscard]] std::uint32_t word(std::size_t i) const { return row.entity[i]; }
    [[nodiscard]] std::string outcome() const {
        const std::string_view text = outcome_names[static_cast<std::size_t>(row.outcome)];
        return text.empty() ? "" : ": " + std::string(text);
    }
    [[nodiscard]] std::string scenario(std::uint32_t index) const {
        const Scenario& of = world.scenarios[ScenarioId{index}];
        return "scenario " + std::to_string(index) + " (" +
               std::string(tier_names[static_cast<std::size_t>(of.tier)]) + ", " +
               world.categories[of.category].name + ", " + world.regions[of.region].name + ")";
    }
    /// Whoever it was at the time.
    [[nodiscard]] std::string named(Party party) const { return world.name_of(party, row.time); }
    [[nodiscard]] std::string region(std::uint32_t index) const {
        return index == RegionId::nothing ? "the nation" : world.regions[RegionId{index}].name;
    }
    [[nodiscard]] std::string solution(TemplateId id) const {
        const Template& of = world.templates[id];
        return "the " + family_names(of.families, world) + " solution for " +
               world.categories[of.category].name;
    }

    std::string operator()(const PolicyChanged& e) const {
        const PolicyChange& change = policy.changes()[e.change];
        const sim::ParameterEntry& lever = catalogue[change.parameter];
        const std::string target =
            lever.row.choices.empty()
                ? spoken_value(change.target, lever.row.unit)
                : std::string(lever.row.choices[static_cast<std::size_t>(change.target)]);
        const std::string who = "policy (" + change.origin + ") ";
        if (change.ramp.count() == 0) return who + "set " + lever.name + " to " + target;
        return who + (e.step == 0 ? "began to move " : "moved ") + lever.name + " towards " + target;
    }
    std::string operator()(const YearStarted& e) const {
        return "the year " + std::to_string(e.year) + " began";
    }
    std::string operator()(const MonthStarted&) const { return "a month began"; }
    std::string operator()(const RegionPlanned& e) const {
        return region(e.region.index) + " chose its focus";
    }
    std::string operator()(const OwnerReviewed& e) const {
        return named(e.owner) + " took stock of its business";
    }
    std::string operator()(const NeedArose& e) const {
        return named(world.scenarios[e.scenario].owner) + " felt a need: " + scenario(e.scenario.index) +
               ", worth " + round_number(world.scenarios[e.scenario].value) + " million CNY";
    }
    std::string operator()(const OpeningReached& e) const {
        return named(world.scenarios[e.scenario].owner) + " looked for a need to open";
    }
    std::string operator()(const NeedOpened& e) const {
        return "its owner opened " + scenario(e.scenario.index);
    }
    std::string operator()(const ListReleased& e) const {
        return "a list of " + region(e.region.index) + " came out";
    }
    std::string operator()(const Listed& e) const { return scenario(e.scenario.index) + " was listed"; }
    std::string operator()(const DuplicateFound& e) const {
        return "the list refused " + scenario(e.scenario.index) + " as a duplicate";
    }
    std::string operator()(const Applied& e) const {
        return named(e.supplier) + " applied for " + scenario(e.scenario.index) + outcome();
    }
    std::string operator()(const MatchingHeld& e) const {
        return region(e.region.index) + " held a matching round";
    }
    std::string operator()(const Matched& e) const {
        return scenario(e.scenario.index) + " went to " + named(e.supplier);
    }
    std::string operator()(const Unmatched& e) const {
        return "nobody was chosen for " + scenario(e.scenario.index);
    }
    std::string operator()(const Contracted& e) const {
        return "the contract for " + scenario(e.scenario.index) + " was signed";
    }
    std::string operator()(const ConsortiumFormed& e) const {
        const Consortium& of = world.consortia[e.consortium];
        std::string text = "a consortium of " + std::to_string(of.members.size()) + " formed for " +
                           scenario(of.scenario.index) + ", led by " + named(of.members.front());
        return text + outcome();
    }
    std::string operator()(const MilestoneReached& e) const {
        return "the consortium for " + scenario(world.consortia[e.consortium].scenario.index) +
               " came to milestone " + std::to_string(e.number + 1) + outcome();
    }
    std::string operator()(const ReviewStarted& e) const {
        return "the review of " + scenario(e.scenario.index) + " began";
    }
    std::string operator()(const ApprovalGiven& e) const {
        const std::string by =
            world.agencies.empty() ? "an agency" : world.agencies[e.stage % world.agencies.size()].name;
        return by + " approved " + scenario(e.scenario.index) + " (approval " + std::to_string(e.stage + 1) +
               ")";
    }
    std::string operator()(const ReviewFinished& e) const {
        return "the review of " + scenario(e.scenario.index) + " ended";
    }
    std::string operator()(const RuleSettled& e) const {
        return "a ruling closed the rule gap of " + scenario(e.scenario.index);
    }
    std::string operator()(const SandboxEntered& e) const {
        return scenario(e.scenario.index) + " entered a sandbox";
    }
    std::string operator()(const SandboxLeft& e) const {
        return scenario(e.scenario.index) + " left the sandbox";
    }
    std::string operator()(const AccessGranted& e) const {
        return scenario(e.scenario.index) + " may be tried";
    }
    std::string operator()(const PilotEntered& e) const {
        return scenario(e.scenario.index) + " entered a pilot facility";
    }
    std::string operator()(const PilotVerified& e) const {
        return "a pilot facility verified " + scenario(e.scenario.index);
    }
    std::string operator()(const TrialStarted& e) const {
        return "a trial began in " + scenario(e.scenario.index);
    }
    std::string operator()(const TrialEnded& e) const {
        return "a trial ended in " + scenario(e.scenario.index) + outcome();
    }
    std::string operator()(const IncidentOccurred& e) const {
        return "the trial in " + scenario(e.scenario.index) + " had an incident";
    }
    std::string operator()(const Audited& e) const {
        return std::string("an audit looked into ") +
               (e.incident == 1 ? "the incident" : "the failed trial") + " in " + scenario(e.scenario.index) +
               outcome();
    }
    std::string operator()(const SanctionEnded& e) const {
        return "the sanction of " + named(Party(e.firm)) + " ended";
    }
    std::string operator()(const Redesigned& e) const {
        return scenario(e.scenario.index) + " was redesigned";
    }
    std::string operator()(const RaceEnded& e) const {
        return world.name_of(e.supplier) + " left the race on " + scenario(e.scenario.index) + outcome();
    }
    std::string operator()(const Validated& e) const { return scenario(e.scenario.index) + " was validated"; }
    std::string operator()(const FirstPurchased& e) const {
        return "the government of " + region(e.region.index) + " bought " + solution(e.bundle) +
               " as one of its first users";
    }
    std::string operator()(const StandardIssued& e) const {
        return "a standard for " + world.categories[e.category].name + " was issued";
    }
    std::string operator()(const ProgrammeCalled& e) const {
        return "research programme " + std::to_string(e.number + 1) + " was called";
    }
    std::string operator()(const AwardGiven& e) const {
        return named(world.projects[e.project].team) + " won an award to work on " +
               world.technologies[e.technology].name;
    }
    std::string operator()(const Recombined& e) const {
        return named(Party(e.institute)) + " tried a new combination of technologies" + outcome();
    }
    std::string operator()(const StageDeepened& e) const {
        return named(Party(e.firm)) + " took AI to stage " + std::to_string(e.stage) + " of its production" +
               outcome();
    }
    std::string operator()(const GradeRaised& e) const {
        return "the factory of " + named(Party(e.firm)) + " rose to grade " +
               std::string(grade_names[e.grade]) + outcome();
    }
    std::string operator()(const FamilySelected& e) const {
        return "the programme for " + world.families[e.family].name + " selected its benchmarks of " +
               std::to_string(e.year);
    }
    std::string operator()(const BenchmarkNamed& e) const {
        return named(Party(e.firm)) + " was named a benchmark for " + world.families[e.family].name;
    }
    std::string operator()(const Withdrawn& e) const {
        return "a firm that closed left " + scenario(e.scenario.index);
    }
    std::string operator()(const FirmExited& e) const {
        return named(Party(e.firm)) + " went out of business" + outcome();
    }
    std::string operator()(const FirmEntered& e) const {
        return "a new firm entered in " + region(world.firms[e.firm].region.index) + ": " +
               world.name_of(Party(e.firm), row.time + sim::Duration{1});
    }
    std::string operator()(const ReadinessStepped& e) const {
        const Project& project = world.projects[e.project];
        return named(project.team) + " ended a step on " + world.technologies[project.technology].name +
               outcome();
    }
    std::string operator()(const BreakthroughMade& e) const {
        return "breakthrough: " + world.technologies[e.technology].name + " became readier";
    }
    std::string operator()(const InfluenceReached& e) const {
        return "influence for " + world.families[e.family].name + " passed a threshold in " +
               region(e.region.index) + outcome();
    }
    std::string operator()(const AdoptionConsidered& e) const {
        const std::string moved = e.tie.valid() ? ", moved by its tie with " + named(Party(e.tie)) : "";
        return named(Party(e.firm)) + " considered " + world.families[e.family].name + moved + outcome();
    }
    std::string operator()(const Installed& e) const {
        std::string text = named(Party(e.firm)) + " put ";
        text +=
            e.families == 0 ? "the parts it had" : family_names(static_cast<FamilySet>(e.families), world);
        text += " to work";
        return e.bundle.valid() ? text + " as " + solution(e.bundle) : text;
    }
};

template <std::size_t Type = 0>
std::string sentence(const Teller& teller) {
    if constexpr (Type < Events::count) {
        if (teller.row.type != Type) return sentence<Type + 1>(teller);
        sim::Payload payload{};
        static_assert(sizeof(payload) == sizeof(teller.row.entity));
        std::copy_n(reinterpret_cast<const unsigned char*>(teller.row.entity.data()), sizeof(payload),
                    reinterpret_cast<unsigned char*>(payload.data()));
        return teller(sim::unpack<Events::type<Type>>(payload));
    } else {
        return "an unknown event";
    }
}

}  // namespace

std::string_view event_text(std::uint8_t type) {
#define CULTIVAR_TEXT(type, handler, text) std::string_view(text),
    static constexpr std::array texts{CULTIVAR_EVENTS(CULTIVAR_TEXT)};
#undef CULTIVAR_TEXT
    return texts[type];
}

std::string_view event_name(std::uint8_t type) {
    return Events::names[type];
}

std::string tell(const TraceRow& row, const World& world, const Policy& policy,
                 const sim::ParameterCatalogue& catalogue) {
    return sim::format_date(row.time) + "  " + sentence(Teller{row, world, policy, catalogue});
}

}  // namespace cultivar
