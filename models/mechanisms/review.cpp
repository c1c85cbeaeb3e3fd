// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/review.hpp"

#include <algorithm>
#include <array>

namespace cultivar {

namespace {

constexpr std::size_t least_desks = 4;
/// Stages from which a draw of an approval's time belongs to its repetition.
constexpr std::uint32_t repetition = 64;
constexpr double stuck_days = 365.0;

constexpr std::array table{
    sim::Parameter{.name = "review.stages",
                   .unit = "count",
                   .value = 4,
                   .low = 0,
                   .high = 8,
                   .neutral = 0,
                   .meaning = "approvals that a scenario needs",
                   .source = "assumption",
                   .kind = sim::ParameterKind::whole},
    sim::Parameter{.name = "review.mean",
                   .unit = "day",
                   .value = 45,
                   .low = 10,
                   .high = 120,
                   .meaning = "mean time of one approval",
                   .source = "assumption"},
    sim::Parameter{.name = "review.parallel",
                   .unit = "share",
                   .value = 0.3,
                   .low = 0,
                   .high = 1,
                   .meaning = "probability that an approval need not wait for the one before",
                   .source = "lever; assumption"},
    sim::Parameter{.name = "review.conflict",
                   .unit = "share",
                   .value = 0.1,
                   .low = 0,
                   .high = 0.5,
                   .neutral = 0,
                   .meaning = "probability that the approvals conflict and the last step is repeated",
                   .source = "assumption"},
    sim::Parameter{.name = "review.cohesion",
                   .unit = "share",
                   .value = 0.3,
                   .low = 0,
                   .high = 1,
                   .neutral = 1,
                   .meaning = "share of conflicts that agencies avoid by coordination",
                   .source = "lever; assumption"},
    sim::Parameter{.name = "review.servers",
                   .unit = "per 1,000 firms",
                   .value = 30,
                   .low = 1,
                   .high = 100,
                   .meaning = "reviewers of an agency, per 1,000 firms of the nation",
                   .source = "assumption"},
};

}  // namespace

Review::Review(const sim::ParameterCatalogue& catalogue)
    : stages_(catalogue.id("review.stages")),
      mean_(catalogue.id("review.mean")),
      parallel_(catalogue.id("review.parallel")),
      conflict_(catalogue.id("review.conflict")),
      cohesion_(catalogue.id("review.cohesion")),
      servers_(catalogue.id("review.servers")),
      speed_(catalogue.id("policy.speed")) {}

sim::ParameterTable Review::parameters() {
    return {"review", table};
}

void Review::begin(Context& context) {
    World& world = context.world();
    world.review_desks.resize(std::max(least_desks, world.agencies.size()));
    open_desks(context);
}

void Review::open_desks(Context& context) const {
    World& world = context.world();
    for (Facility& desk : world.review_desks)
        desk.set_places(places_for(context.policy()[servers_], world.firms.size()));
}

void Review::on_policy_changed(const PolicyChanged&, Context& context) {
    open_desks(context);
    for (Facility& desk : context.world().review_desks) serve(desk, context);
}

void Review::on_contracted(const Contracted& event, Context& context) {
    context.after(sim::Duration{0}, ReviewStarted{event.scenario});
}

void Review::on_review_started(const ReviewStarted& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    scenario.last_event = context.event();
    world.enter(scenario, ScenarioState::in_review);
    const auto stages = static_cast<std::uint32_t>(context.policy()[stages_]);
    if (stages == 0) {
        context.after(sim::Duration{0}, ReviewFinished{event.scenario});
        return;
    }
    progress_.resize(std::max<std::size_t>(progress_.size(), world.scenarios.size()));
    Progress& progress = progress_[event.scenario.index];
    progress = {.missing = static_cast<std::uint8_t>(stages)};
    for (std::uint32_t stage = 1; stage < stages; ++stage)
        if (!context.chance(Purpose::review_overlap, scenario.key, stage)
                 .bernoulli(context.policy()[parallel_]))
            progress.follows |= 1U << stage;
    for (std::uint32_t stage = 0; stage < stages; ++stage)
        if ((progress.follows >> stage & 1U) == 0) submit(event.scenario, stage, context);
}

void Review::submit(ScenarioId id, std::uint32_t stage, Context& context) {
    World& world = context.world();
    Facility& desk = world.review_desks[stage % world.review_desks.size()];
    desk.line.push_back({id, world.scenarios[id].listings, stage, context.now(), context.event()});
    serve(desk, context);
}

void Review::serve(Facility& desk, Context& context) {
    while (const std::optional<Case> next = desk.admit()) {
        const Scenario& scenario = context.world().scenarios[next->scenario];
        if (!still(scenario, ScenarioState::in_review, next->listing)) {
            desk.release();
            continue;
        }
        const std::uint32_t draw = next->stage + (progress_[next->scenario.index].repeated ? repetition : 0);
        const double time = context.chance(Purpose::review_time, scenario.key, draw)
                                .exponential(context.policy()[mean_] / context.policy()[speed_]);
        context.after(sim::days(time), ApprovalGiven{next->scenario, next->stage, next->listing},
                      next->cause);
    }
}

bool Review::conflicts(const Scenario& scenario, Context& context) const {
    const double probability = context.policy()[conflict_] * (1.0 - context.policy()[cohesion_]);
    return probability > 0.0 && context.chance(Purpose::review_conflict, scenario.key).bernoulli(probability);
}

void Review::on_approval_given(const ApprovalGiven& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    Facility& desk = world.review_desks[event.stage % world.review_desks.size()];
    desk.release();
    if (still(scenario, ScenarioState::in_review, event.listing)) {
        scenario.last_event = context.event();
        Progress& progress = progress_[event.scenario.index];
        if (--progress.missing > 0) {
            if ((progress.follows >> (event.stage + 1) & 1U) != 0)
                submit(event.scenario, event.stage + 1, context);
        } else if (!progress.repeated && conflicts(scenario, context)) {
            progress.repeated = true;
            progress.missing = 1;
            submit(event.scenario, event.stage, context);
        } else {
            context.after(sim::Duration{0}, ReviewFinished{event.scenario});
        }
    }
    serve(desk, context);
}

void Review::on_review_finished(const ReviewFinished& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    scenario.last_event = context.event();
    world.ledger.reviews.add(context.now() - scenario.contracted);
    if (!world.categories[scenario.category].rule_gap)
        context.after(sim::Duration{0}, AccessGranted{event.scenario});
}

void Review::on_access_granted(const AccessGranted& event, Context& context) {
    World& world = context.world();
    const Scenario& scenario = world.scenarios[event.scenario];
    const sim::Duration span = context.now() - scenario.contracted;
    world.ledger.accesses.add(span);
    if (sim::in_days(span) > stuck_days) world.ledger.stuck += 1.0;
    if (scenario.sandboxed) world.ledger.sandboxed += 1.0;
}

}  // namespace cultivar
