// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/review.hpp"

#include <algorithm>
#include <array>

namespace cultivar {

namespace {

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
};

}  // namespace

Review::Review(const sim::ParameterCatalogue& catalogue)
    : stages_(catalogue.id("review.stages")),
      mean_(catalogue.id("review.mean")),
      parallel_(catalogue.id("review.parallel")) {}

sim::ParameterTable Review::parameters() {
    return {"review", table};
}

void Review::on_contracted(const Contracted& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    world.enter(scenario, ScenarioState::in_review);
    const auto stages = static_cast<std::uint32_t>(context.policy()[stages_]);
    if (stages == 0) {
        context.after(sim::Duration{0}, ReviewFinished{event.scenario});
        return;
    }
    missing_.resize(std::max<std::size_t>(missing_.size(), world.scenarios.size()));
    missing_[event.scenario.index] = static_cast<std::uint8_t>(stages);
    sim::Duration end{0};
    for (std::uint32_t stage = 0; stage < stages; ++stage) {
        const bool overlaps = context.chance(Purpose::review_overlap, scenario.key, stage)
                                  .bernoulli(context.policy()[parallel_]);
        const double time =
            context.chance(Purpose::review_time, scenario.key, stage).exponential(context.policy()[mean_]);
        end = (overlaps ? sim::Duration{0} : end) + sim::days(time);
        context.after(end, ApprovalGiven{event.scenario, stage});
    }
}

void Review::on_approval_given(const ApprovalGiven& event, Context& context) {
    context.world().scenarios[event.scenario].last_event = context.event();
    if (--missing_[event.scenario.index] == 0)
        context.after(sim::Duration{0}, ReviewFinished{event.scenario});
}

void Review::on_review_finished(const ReviewFinished& event, Context& context) {
    context.world().scenarios[event.scenario].last_event = context.event();
    context.after(sim::Duration{0}, AccessGranted{event.scenario});
}

}  // namespace cultivar
