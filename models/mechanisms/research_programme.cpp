// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/research_programme.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "models/mechanisms/calendar.hpp"
#include "models/mechanisms/teams.hpp"

namespace cultivar {

namespace {

constexpr std::array table{
    sim::Parameter{.name = "most.budget",
                   .unit = "m_cny per 1,000 firms per year",
                   .value = 40,
                   .low = 0,
                   .high = 400,
                   .neutral = 0,
                   .meaning = "funds of research programmes",
                   .source = "assumption"},
    sim::Parameter{.name = "most.call_interval",
                   .unit = "day",
                   .value = 365,
                   .low = 120,
                   .high = 730,
                   .meaning = "time between programme calls",
                   .source = "assumption"},
    sim::Parameter{.name = "most.top",
                   .unit = "count",
                   .value = 3,
                   .low = 0,
                   .high = 10,
                   .neutral = 0,
                   .meaning = "bottlenecks that a call funds, those that block most value first",
                   .source = "assumption",
                   .kind = sim::ParameterKind::whole},
    sim::Parameter{.name = "most.boost",
                   .unit = "-",
                   .value = 2,
                   .low = 1,
                   .high = 5,
                   .neutral = 1,
                   .meaning = "multiple of an awarded team's own effort",
                   .source = "assumption; scale of Branstetter & Sakakibara 2002"},
};

}  // namespace

double blocked_value(const World& world, TechnologyId technology) {
    double sum = 0.0;
    for (const ScenarioId id : world.locked[technology.index])
        if (world.scenarios[id].state == ScenarioState::locked) sum += world.scenarios[id].value;
    return sum;
}

ResearchProgramme::ResearchProgramme(const sim::ParameterCatalogue& catalogue)
    : budget_(catalogue.id("most.budget")),
      interval_(catalogue.id("most.call_interval")),
      speed_(catalogue.id("policy.speed")),
      top_(catalogue.id("most.top")),
      boost_(catalogue.id("most.boost")),
      prerequisite_(catalogue.id("research.prerequisite")),
      project_slots_(catalogue.id("institute.project_slots")) {}

sim::ParameterTable ResearchProgramme::parameters() {
    return {"research_programme", table};
}

bool ResearchProgramme::funded(const Policy& policy) const {
    return policy[budget_] > 0.0 && policy[top_] >= 1.0;
}

void ResearchProgramme::begin(Context& context) {
    start_ = context.now();
    if (funded(context.policy())) schedule(context);
}

void ResearchProgramme::on_policy_changed(const PolicyChanged&, Context& context) {
    if (funded(context.policy()) && !context.pending(next_)) schedule(context);
}

void ResearchProgramme::schedule(Context& context) {
    const double phase =
        context.chance(Purpose::programme_phase, sim::key_of("research programme")).uniform();
    next_ = context.at(next_round(start_, context.now(), phase, interval(context.policy())),
                       ProgrammeCalled{calls_++}, sim::EventId{});
}

std::vector<TechnologyId> ResearchProgramme::ranked(std::uint32_t call, Context& context) const {
    const World& world = context.world();
    using Place = std::tuple<double, std::uint64_t, TechnologyId>;
    std::vector<Place> places;
    for (std::uint32_t t = 0; t < world.technologies.size(); ++t) {
        const TechnologyId id{t};
        const Technology& technology = world.technologies[id];
        if (!technology.bottleneck || !may_be_worked_on(world, id, context.policy()[prerequisite_])) continue;
        const sim::Key key = sim::child_key(technology.key, "call");
        places.emplace_back(-blocked_value(world, id),
                            context.chance(Purpose::award_choice, key, call).next64(), id);
    }
    std::sort(places.begin(), places.end());
    std::vector<TechnologyId> result;
    for (const Place& place : places) result.push_back(std::get<TechnologyId>(place));
    return result;
}

void ResearchProgramme::award(TechnologyId technology, double funds, std::uint32_t call,
                              Context& context) const {
    World& world = context.world();
    const double slots = context.policy()[project_slots_];
    ProjectId chosen;
    for (std::uint32_t p = 0; p < world.projects.size(); ++p) {
        const Project& project = world.projects[ProjectId{p}];
        if (project.active && project.awarded && project.technology == technology) chosen = ProjectId{p};
    }
    if (!chosen.valid()) {
        const Party team = draw_team(technology, slots, Purpose::award_choice, call, context);
        if (team.kind() == PartyKind::nobody) return;
        chosen = begin_project(world, technology, team, 0.0, true, context.now());
        context.after(sim::Duration{0}, AwardGiven{technology, chosen});
    }
    Project& project = world.projects[chosen];
    book_effort(world, project, context.now());
    project.effort = own_effort(world, project.team, slots) * context.policy()[boost_] + funds;
    world.ledger.award_spend +=
        funds * world.thousand_firms() * interval(context.policy()) / sim::days_per_year;
}

void ResearchProgramme::on_programme_called(const ProgrammeCalled& event, Context& context) {
    World& world = context.world();
    const Policy& policy = context.policy();
    for (Project& project : world.projects) {
        if (!project.active || !project.awarded) continue;
        book_effort(world, project, context.now());
        project.effort = own_effort(world, project.team, policy[project_slots_]);
    }
    if (!funded(policy)) return;
    schedule(context);
    world.ledger.award_credit +=
        policy[budget_] * world.thousand_firms() * interval(policy) / sim::days_per_year;
    std::vector<TechnologyId> best = ranked(event.number, context);
    best.resize(std::min(best.size(), static_cast<std::size_t>(policy[top_])));
    for (const TechnologyId technology : best)
        award(technology, policy[budget_] / policy[top_], event.number, context);
}

}  // namespace cultivar
