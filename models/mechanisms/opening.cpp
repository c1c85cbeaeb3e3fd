// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/opening.hpp"

#include <algorithm>
#include <array>

namespace cultivar {

namespace {

constexpr std::array table{
    sim::Parameter{.name = "open.private",
                   .unit = "share",
                   .value = 0.5,
                   .low = 0,
                   .high = 1,
                   .meaning = "probability that an owner outside the state opens a need",
                   .source = "assumption"},
    sim::Parameter{.name = "open.delay",
                   .unit = "day",
                   .value = 60,
                   .low = 10,
                   .high = 180,
                   .meaning = "mean time from need to identified scenario (gamma, shape 2)",
                   .source = "assumption"},
    sim::Parameter{.name = "soe.openness",
                   .unit = "1/year",
                   .value = 0.10,
                   .low = 0,
                   .high = 1,
                   .neutral = 0,
                   .meaning = "hazard at which a state-owned firm opens a need that waits",
                   .source = "lever; SASAC 2025: AI scenarios of central firms 500 to 800 in seven months"},
    sim::Parameter{.name = "soe.high_value_share",
                   .unit = "share",
                   .value = 0.2,
                   .low = 0,
                   .high = 1,
                   .neutral = 0,
                   .meaning = "share of openings that take the most valuable need, not the oldest",
                   .source = "assumption"},
};

}  // namespace

Opening::Opening(const sim::ParameterCatalogue& catalogue)
    : private_(catalogue.id("open.private")),
      delay_(catalogue.id("open.delay")),
      openness_(catalogue.id("soe.openness")),
      high_value_(catalogue.id("soe.high_value_share")) {}

sim::ParameterTable Opening::parameters() {
    return {"opening", table};
}

void Opening::begin(Context& context) {
    waiting_.resize(context.world().firms.size());
    openings_.assign(context.world().firms.size(), 0);
    rate_ = context.policy()[openness_];
    since_ = context.now();
}

void Opening::advance(sim::Time now) {
    integrated_ += rate_ * sim::in_years(now - since_);
    since_ = now;
}

sim::Time Opening::due(const Waiting& waiting, sim::Time now) const {
    return now + sim::years(std::max(0.0, waiting.threshold - integrated_) / rate_);
}

void Opening::wind(const Waiting& waiting, Context& context) const {
    sim::Handle& clock = context.world().scenarios[waiting.scenario].clock;
    if (rate_ <= 0.0) {
        context.cancel(clock);
        clock = {};
    } else if (context.pending(clock)) {
        context.reschedule(clock, due(waiting, context.now()));
    } else {
        clock = context.at(due(waiting, context.now()), OpeningReached{waiting.scenario},
                           context.world().scenarios[waiting.scenario].last_event);
    }
}

void Opening::on_need_arose(const NeedArose& event, Context& context) {
    Scenario& scenario = context.world().scenarios[event.scenario];
    scenario.last_event = context.event();
    const bool firm = scenario.owner.kind() == PartyKind::firm;
    if (firm && state_owned(context.world().firms[scenario.owner.firm()].owner)) {
        advance(context.now());
        const double threshold =
            integrated_ + context.chance(Purpose::open_clock, scenario.key).exponential(1.0);
        std::vector<Waiting>& waiting = waiting_[scenario.owner.index()];
        waiting.push_back({event.scenario, threshold});
        wind(waiting.back(), context);
        return;
    }
    const double probability = firm ? context.policy()[private_] : 1.0;
    if (!context.chance(Purpose::open_choice, scenario.key).bernoulli(probability)) return;
    const double delay =
        context.chance(Purpose::open_delay, scenario.key).gamma(2.0, context.policy()[delay_]);
    context.after(sim::days(delay), NeedOpened{event.scenario});
}

std::size_t Opening::choose(FirmId owner, Context& context) {
    const World& world = context.world();
    const std::vector<Waiting>& waiting = waiting_[owner.index];
    const double by_value = context.policy()[high_value_];
    if (!context.chance(Purpose::open_kind, world.firms[owner].key, openings_[owner.index]++)
             .bernoulli(by_value))
        return 0;
    const auto best =
        std::max_element(waiting.begin(), waiting.end(), [&world](const Waiting& a, const Waiting& b) {
            return world.scenarios[a.scenario].value < world.scenarios[b.scenario].value;
        });
    return static_cast<std::size_t>(best - waiting.begin());
}

void Opening::on_opening_reached(const OpeningReached& event, Context& context) {
    World& world = context.world();
    advance(context.now());
    const FirmId owner = world.scenarios[event.scenario].owner.firm();
    std::vector<Waiting>& waiting = waiting_[owner.index];
    const std::size_t chosen = choose(owner, context);
    const Waiting opened = waiting[chosen];
    if (opened.scenario != event.scenario) {
        const auto struck = std::find_if(waiting.begin(), waiting.end(),
                                         [&event](const Waiting& w) { return w.scenario == event.scenario; });
        struck->threshold = opened.threshold;
        context.cancel(world.scenarios[opened.scenario].clock);
        wind(*struck, context);
    }
    waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(chosen));
    context.after(sim::Duration{0}, NeedOpened{opened.scenario}, world.scenarios[opened.scenario].last_event);
}

void Opening::on_need_opened(const NeedOpened& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    scenario.last_event = context.event();
    world.enter(scenario, ScenarioState::identified);
    world.count(Stage::identified, scenario);
}

void Opening::on_policy_changed(const PolicyChanged&, Context& context) {
    if (context.policy()[openness_] == rate_) return;
    advance(context.now());
    rate_ = context.policy()[openness_];
    for (const std::vector<Waiting>& of_firm : waiting_)
        for (const Waiting& waiting : of_firm) wind(waiting, context);
}

void Opening::on_firm_exited(const FirmExited& event, Context& context) {
    std::vector<Waiting>& waiting = waiting_[event.firm.index];
    for (const Waiting& need : waiting) context.cancel(context.world().scenarios[need.scenario].clock);
    waiting.clear();
    openings_[event.firm.index] = 0;
}

}  // namespace cultivar
