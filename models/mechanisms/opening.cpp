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
    clock_of_.assign(context.world().firms.size(), 0);
    clocks_.push_back({context.policy()[openness_], 0.0, context.now()});
}

void Opening::Clock::advance(sim::Time now) {
    integrated += rate * sim::in_years(now - since);
    since = now;
}

double Opening::rate_of(FirmId firm, Context& context) const {
    const Firm& of = context.world().firms[firm];
    return (context.policy()[openness_] + of.openness_bonus) * of.openness;
}

/// The clock must be advanced to now.
void Opening::wind(const Waiting& waiting, const Clock& clock, Context& context) const {
    Scenario& scenario = context.world().scenarios[waiting.scenario];
    if (clock.rate <= 0.0) {
        context.cancel(scenario.clock);
        scenario.clock = {};
        return;
    }
    const sim::Time due =
        context.now() + sim::years(std::max(0.0, waiting.threshold - clock.integrated) / clock.rate);
    if (context.pending(scenario.clock))
        context.reschedule(scenario.clock, due);
    else
        scenario.clock = context.at(due, OpeningReached{waiting.scenario}, scenario.last_event);
}

void Opening::wind_all(FirmId firm, Context& context) {
    for (const Waiting& waiting : waiting_[firm.index]) wind(waiting, clock_of(firm), context);
}

/// Gives a firm a clock of its own when its openness first departs from the nation's, and bends it to what its
/// openness now is.
void Opening::follow(FirmId firm, Context& context) {
    const double rate = rate_of(firm, context);
    if (!state_owned(context.world().firms[firm].owner) || rate == clock_of(firm).rate) return;
    if (clock_of_[firm.index] == 0) {
        clock_of_[firm.index] = static_cast<std::uint32_t>(clocks_.size());
        clocks_.push_back(Clock(clocks_.front()));
    }
    Clock& clock = clock_of(firm);
    clock.advance(context.now());
    clock.rate = rate;
    wind_all(firm, context);
}

void Opening::on_need_arose(const NeedArose& event, Context& context) {
    Scenario& scenario = context.world().scenarios[event.scenario];
    scenario.last_event = context.event();
    const bool firm = scenario.owner.kind() == PartyKind::firm;
    if (firm && state_owned(context.world().firms[scenario.owner.firm()].owner)) {
        Clock& clock = clock_of(scenario.owner.firm());
        clock.advance(context.now());
        const double threshold =
            clock.integrated + context.chance(Purpose::open_clock, scenario.key).exponential(1.0);
        std::vector<Waiting>& waiting = waiting_[scenario.owner.index()];
        waiting.push_back({event.scenario, threshold});
        wind(waiting.back(), clock, context);
        return;
    }
    const double probability =
        firm ? context.policy()[private_] * context.world().firms[scenario.owner.firm()].openness : 1.0;
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
    const FirmId owner = world.scenarios[event.scenario].owner.firm();
    clock_of(owner).advance(context.now());
    std::vector<Waiting>& waiting = waiting_[owner.index];
    const std::size_t chosen = choose(owner, context);
    const Waiting opened = waiting[chosen];
    if (opened.scenario != event.scenario) {
        const auto struck = std::find_if(waiting.begin(), waiting.end(),
                                         [&event](const Waiting& w) { return w.scenario == event.scenario; });
        struck->threshold = opened.threshold;
        context.cancel(world.scenarios[opened.scenario].clock);
        wind(*struck, clock_of(owner), context);
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
    if (scenario.owner.kind() != PartyKind::firm || !state_owned(world.firms[scenario.owner.firm()].owner))
        return;
    const std::size_t cell = World::tier_cell(scenario.region, scenario.tier);
    world.ledger.state_opened[cell] += 1.0;
    world.ledger.state_opened_value[cell] += scenario.value;
}

void Opening::on_year_started(const YearStarted&, Context& context) {
    for (std::uint32_t i = 0; i < clock_of_.size(); ++i) follow(FirmId{i}, context);
}

void Opening::on_audited(const Audited& event, Context& context) {
    const Party owner = context.world().scenarios[event.scenario].owner;
    if (owner.kind() == PartyKind::firm) follow(owner.firm(), context);
}

void Opening::on_sanction_ended(const SanctionEnded& event, Context& context) {
    follow(event.firm, context);
}

void Opening::on_firm_entered(const FirmEntered& event, Context& context) {
    follow(event.firm, context);
}

void Opening::on_policy_changed(const PolicyChanged&, Context& context) {
    if (context.policy()[openness_] == clocks_.front().rate) return;
    for (Clock& clock : clocks_) clock.advance(context.now());
    clocks_.front().rate = context.policy()[openness_];
    for (std::uint32_t i = 0; i < clock_of_.size(); ++i) {
        if (clock_of_[i] != 0) clock_of(FirmId{i}).rate = rate_of(FirmId{i}, context);
        wind_all(FirmId{i}, context);
    }
}

void Opening::on_firm_exited(const FirmExited& event, Context& context) {
    std::vector<Waiting>& waiting = waiting_[event.firm.index];
    for (const Waiting& need : waiting) context.cancel(context.world().scenarios[need.scenario].clock);
    waiting.clear();
    openings_[event.firm.index] = 0;
}

}  // namespace cultivar
