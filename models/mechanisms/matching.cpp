// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/matching.hpp"

#include <algorithm>
#include <utility>

#include "models/mechanisms/calendar.hpp"
#include "sim/elementary.hpp"

namespace cultivar {

namespace {

/// Things in the order of their draws, each once.
template <class Thing>
class Drawn {
  public:
    void add(std::uint64_t draw, Thing thing) { drawn_.emplace_back(draw, thing); }
    [[nodiscard]] std::vector<Thing> in_order() {
        const auto earlier = [](const auto& a, const auto& b) { return a.first < b.first; };
        const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
        std::stable_sort(drawn_.begin(), drawn_.end(), earlier);
        drawn_.erase(std::unique(drawn_.begin(), drawn_.end(), same), drawn_.end());
        std::vector<Thing> things;
        for (const auto& [draw, thing] : drawn_) things.push_back(thing);
        return things;
    }

  private:
    std::vector<std::pair<std::uint64_t, Thing>> drawn_;
};

/// Where in a list the thing of a number stands.
class Places {
  public:
    template <class Thing, class Number>
    Places(const std::vector<Thing>& things, const Number& number_of) {
        for (const Thing& thing : things)
            places_.emplace_back(number_of(thing), static_cast<std::uint32_t>(places_.size()));
        std::sort(places_.begin(), places_.end());
    }
    [[nodiscard]] bool contains(std::uint32_t number) const {
        const auto found = find(number);
        return found != places_.end() && found->first == number;
    }
    /// The number must be there.
    [[nodiscard]] std::uint32_t operator[](std::uint32_t number) const { return find(number)->second; }

  private:
    using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
    [[nodiscard]] Pairs::const_iterator find(std::uint32_t number) const {
        return std::lower_bound(places_.begin(), places_.end(), std::pair{number, std::uint32_t{0}});
    }
    Pairs places_;
};

}  // namespace

double fit(const World& world, const Scenario& scenario, Party supplier, double full_fit, double sigma) {
    return fit(world, scenario, world.capability_of(supplier), full_fit, sigma);
}

double fit(const World& world, const Scenario& scenario, std::span<const float> own, double full_fit,
           double sigma) {
    double mastery = 0.0;
    for (std::size_t i = 0; i < scenario.required_count; ++i)
        mastery += std::min(1.0, static_cast<double>(own[scenario.required[i]]) / full_fit);
    mastery /= static_cast<double>(scenario.required_count);
    if (scenario.owner.kind() != PartyKind::firm) return mastery;
    const std::span<const float> theirs = world.capability_of(scenario.owner);
    double squares = 0.0;
    for (std::size_t t = 0; t < own.size(); ++t) {
        const double difference = static_cast<double>(own[t]) - static_cast<double>(theirs[t]);
        squares += difference * difference;
    }
    return mastery * sim::exp(-squares / static_cast<double>(own.size()) / (2.0 * sigma * sigma));
}

void Matching::begin(Context& context) {
    start_ = context.now();
    listed_.resize(context.world().regions.size());
    rounds_.assign(context.world().regions.size(), 0);
    applications_.resize(context.world().regions.size());
    for (std::uint32_t r = 0; r < context.world().regions.size(); ++r) schedule(RegionId{r}, context);
}

void Matching::schedule(RegionId region, Context& context) const {
    const sim::Key key = sim::child_key(context.world().regions[region].key, "matching");
    const double phase = context.chance(Purpose::calendar_phase, key).uniform();
    context.at(next_round(start_, context.now(), phase, interval(context.policy())), MatchingHeld{region},
               sim::EventId{});
}

void Matching::on_listed(const Listed& event, Context& context) {
    listed_[context.world().scenarios[event.scenario].region.index].push_back(event.scenario);
}

void Matching::on_applied(const Applied& event, Context& context) {
    World& world = context.world();
    const Scenario& scenario = world.scenarios[event.scenario];
    if (scenario.state != ScenarioState::listed || scenario.listings != event.listing) {
        context.conclude(Outcome::too_late);
        return;
    }
    if (room_(world, context.policy(), event.supplier) < 1.0) {
        context.conclude(Outcome::no_capacity);
        return;
    }
    const double quality =
        fit(world, scenario, event.supplier, context.policy()[full_fit_], context.policy()[sigma_]);
    world.ledger.applications += 1.0;
    applications_[scenario.region.index].push_back(
        {event.scenario, event.supplier, quality, context.now(), context.event(), context.place()});
}

Matching::Round Matching::gather(RegionId region, Context& context) {
    const World& world = context.world();
    const Policy& policy = context.policy();
    const sim::Time before = context.now() - sim::days(interval(policy));
    Round round;
    round.rule = static_cast<Rule>(static_cast<int>(policy[rule_]));
    const bool challenge = round.rule == Rule::challenge;
    std::vector<ScenarioId> later, taking_part;
    for (const ScenarioId id : listed_[region.index]) world.scenarios.fetch_ahead(id);
    for (const ScenarioId id : listed_[region.index])
        if (world.scenarios[id].state == ScenarioState::listed)
            (world.scenarios[id].listed <= before ? taking_part : later).push_back(id);
    listed_[region.index] = std::move(later);
    // Numbers go by keyed draw, so that the lower number that breaks a tie favours nobody for ever.
    const sim::Key centre = world.regions[region].key;
    const std::uint32_t number = rounds_[region.index]++;
    const auto draw = [&](sim::Key key) {
        return context.chance(Purpose::match_tie, sim::child_key(centre, key.value), number).next64();
    };
    Drawn<ScenarioId> scenarios;
    for (const ScenarioId id : taking_part) scenarios.add(draw(world.scenarios[id].key), id);
    round.scenarios = scenarios.in_order();
    const Places place(round.scenarios, [](ScenarioId id) { return id.index; });

    for (const Application& application : applications_[region.index])
        if (application.supplier.kind() == PartyKind::firm)
            world.firms.fetch_ahead(application.supplier.firm());
    std::vector<Application> kept;
    Drawn<Party> suppliers;
    for (const Application& application : applications_[region.index]) {
        if (world.gone(application.supplier, application.event)) continue;
        if (!place.contains(application.scenario.index)) {
            kept.push_back(application);
        } else {
            round.offers.push_back(application);
            suppliers.add(draw(world.key_of(application.supplier)), application.supplier);
        }
    }
    applications_[region.index] = std::move(kept);
    const std::vector<Party> taking_offers = suppliers.in_order();
    const Places row(taking_offers, [](Party supplier) { return supplier.code(); });
    for (const Party supplier : taking_offers)
        round.market.supplier_capacity.push_back(
            static_cast<std::uint32_t>(std::max(0.0, room_(world, policy, supplier))));
    round.market.scenario_capacity.assign(round.scenarios.size(), challenge ? most_teams : 1);
    for (const Application& application : round.offers) {
        const Scenario& scenario = world.scenarios[application.scenario];
        round.market.offers.push_back(
            {row[application.supplier.code()], place[application.scenario.index],
             supplier_utility(scenario, application, context),
             owner_utility(scenario, application, policy[equal_access_], !challenge, context),
             challenge || application.fit >= policy[reservation_]});
    }
    return round;
}

void Matching::award(const Round& round, std::span<const Award> teams, Context& context) const {
    World& world = context.world();
    const Application& first = round.offers[teams.front().offer];
    Scenario& scenario = world.scenarios[first.scenario];
    scenario.supplier = first.supplier;
    scenario.fit = first.fit;
    scenario.price = teams.front().price;
    scenario.rival_count = 0;
    for (const Award& rival : teams.subspan(1)) {
        const Application& application = round.offers[rival.offer];
        scenario.rivals[scenario.rival_count++] = {application.supplier, application.fit, rival.price};
        world.take_contract(application.supplier);
        ++world.rival_contracts;
    }
    scenario.raced = teams.size() > 1;
    world.take_contract(first.supplier);
    world.enter(scenario, ScenarioState::matched);
    world.count(Stage::matched, scenario);
    context.after(sim::Duration{0}, Matched{first.scenario, first.supplier}, first.event);
}

void Matching::on_matching_held(const MatchingHeld& event, Context& context) {
    schedule(event.region, context);
    const Round round = gather(event.region, context);
    if (round.scenarios.empty()) return;
    const std::vector<Award> awards = allocate(round, context);
    record(round, awards, context);
    std::vector<bool> matched(round.scenarios.size(), false);
    for (std::size_t i = 0; i < awards.size();) {
        const std::uint32_t scenario = round.market.offers[awards[i].offer].scenario;
        const std::size_t first = i;
        while (i < awards.size() && round.market.offers[awards[i].offer].scenario == scenario) ++i;
        award(round, std::span(awards).subspan(first, i - first), context);
        matched[scenario] = true;
    }
    for (std::size_t i = 0; i < matched.size(); ++i)
        if (!matched[i])
            context.after(sim::Duration{0}, Unmatched{round.scenarios[i]},
                          context.world().scenarios[round.scenarios[i]].last_event);
}

}  // namespace cultivar
