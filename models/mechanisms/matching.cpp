// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/matching.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "models/mechanisms/calendar.hpp"
#include "models/mechanisms/opening.hpp"
#include "sim/elementary.hpp"

namespace cultivar {

/// One round: the scenarios that take part, their applications, and the market that these make.
struct Matching::Round {
    std::vector<ScenarioId> scenarios;
    std::vector<Application> offers;  ///< in the order of market.offers
    sim::Market market;
};

double fit(const World& world, const Scenario& scenario, Party supplier, double full_fit, double sigma) {
    const std::span<const float> own = world.capability_of(supplier);
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

double Matching::room(Party supplier, Context& context) const {
    const World& world = context.world();
    if (supplier.kind() == PartyKind::institute)
        return context.policy()[project_slots_] - world.institutes[supplier.institute()].contracts;
    return context.policy()[supply_capacity_] - world.firms[supplier.firm()].contracts;
}

bool Matching::has_room(Party supplier, Context& context) const {
    return room(supplier, context) >= 1.0;
}

void Matching::on_applied(const Applied& event, Context& context) {
    World& world = context.world();
    const Scenario& scenario = world.scenarios[event.scenario];
    if (scenario.state != ScenarioState::listed || scenario.listings != event.listing) {
        context.conclude(Outcome::too_late);
        return;
    }
    if (!has_room(event.supplier, context)) {
        context.conclude(Outcome::no_capacity);
        return;
    }
    const double quality =
        fit(world, scenario, event.supplier, context.policy()[full_fit_], context.policy()[sigma_]);
    world.ledger.applications += 1.0;
    applications_[scenario.region.index].push_back(
        {event.scenario, event.supplier, quality, context.now(), context.event()});
}

double Matching::owner_utility(const Scenario& scenario, const Application& application, double equal_access,
                               Context& context) const {
    const World& world = context.world();
    const Policy& policy = context.policy();
    const Party supplier = application.supplier;
    const bool home = world.region_of(supplier) == scenario.region;
    const bool state =
        supplier.kind() == PartyKind::institute || state_owned(world.firms[supplier.firm()].owner);
    const double bias = (home ? policy[home_bias_] : 0.0) + (state ? policy[state_bias_] : 0.0) +
                        policy[size_bias_] * sim::log(world.relative_size(supplier));
    const double price = (1.0 + policy[margin_]) * (1.0 - 0.5 * application.fit);
    return application.fit + (1.0 - equal_access) * bias - policy[price_weight_] * price;
}

double Matching::supplier_utility(const Scenario& scenario, const Application& application,
                                  Context& context) const {
    const World& world = context.world();
    const double distance = world.distance(world.region_of(application.supplier), scenario.region);
    return context.policy()[margin_] + application.fit - context.policy()[distance_] * distance / 1000.0;
}

Matching::Round Matching::gather(RegionId region, Context& context) {
    const World& world = context.world();
    const Policy& policy = context.policy();
    const sim::Time before = context.now() - sim::days(interval(policy));
    Round round;
    std::vector<ScenarioId> later, taking_part;
    for (const ScenarioId id : listed_[region.index])
        (world.scenarios[id].listed <= before ? taking_part : later).push_back(id);
    listed_[region.index] = std::move(later);
    // Numbers go by keyed draw, so that the lower number that breaks a tie favours nobody for ever.
    const sim::Key centre = world.regions[region].key;
    const std::uint32_t number = rounds_[region.index]++;
    const auto draw = [&](sim::Key key) {
        return context.chance(Purpose::match_tie, sim::child_key(centre, key.value), number).next64();
    };
    std::map<std::uint64_t, ScenarioId> scenarios;
    for (const ScenarioId id : taking_part) scenarios.emplace(draw(world.scenarios[id].key), id);
    std::map<std::uint32_t, std::uint32_t> place;
    for (const auto& [order, id] : scenarios) {
        place.emplace(id.index, static_cast<std::uint32_t>(place.size()));
        round.scenarios.push_back(id);
    }

    std::vector<Application> kept;
    std::map<std::uint64_t, Party> suppliers;
    for (const Application& application : applications_[region.index]) {
        if (!place.contains(application.scenario.index)) {
            kept.push_back(application);
        } else {
            round.offers.push_back(application);
            suppliers.emplace(draw(world.key_of(application.supplier)), application.supplier);
        }
    }
    applications_[region.index] = std::move(kept);
    std::map<std::uint32_t, std::uint32_t> row;
    for (const auto& [order, supplier] : suppliers) {
        row.emplace(supplier.code(), static_cast<std::uint32_t>(row.size()));
        round.market.supplier_capacity.push_back(
            static_cast<std::uint32_t>(std::max(0.0, room(supplier, context))));
    }
    round.market.scenario_capacity.assign(round.scenarios.size(), 1);
    for (const Application& application : round.offers) {
        const Scenario& scenario = world.scenarios[application.scenario];
        round.market.offers.push_back({row.at(application.supplier.code()),
                                       place.at(application.scenario.index),
                                       supplier_utility(scenario, application, context),
                                       owner_utility(scenario, application, policy[equal_access_], context),
                                       application.fit >= policy[reservation_]});
    }
    return round;
}

std::vector<sim::Pair> Matching::allocate(const Round& round, Context& context) const {
    enum class Rule : int { administrative, first_come, lottery, deferred_acceptance };
    const auto rule = static_cast<Rule>(static_cast<int>(context.policy()[rule_]));
    if (rule == Rule::deferred_acceptance) return sim::deferred_acceptance(round.market);
    std::vector<double> rank;
    for (const Application& application : round.offers) {
        const Scenario& scenario = context.world().scenarios[application.scenario];
        if (rule == Rule::administrative) {
            rank.push_back(-owner_utility(scenario, application, 0.0, context));
        } else if (rule == Rule::first_come) {
            rank.push_back(sim::in_days(application.at - start_));
        } else {
            const sim::Key key =
                sim::child_key(scenario.key, context.world().key_of(application.supplier).value);
            rank.push_back(context.chance(Purpose::match_lottery, key, scenario.listings).uniform());
        }
    }
    std::vector<std::uint32_t> order(round.offers.size());
    std::iota(order.begin(), order.end(), 0U);
    const std::vector<sim::Offer>& offers = round.market.offers;
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (rank[a] != rank[b]) return rank[a] < rank[b];
        return std::pair(offers[a].scenario, offers[a].supplier) <
               std::pair(offers[b].scenario, offers[b].supplier);
    });
    return sim::serial_order(round.market, order);
}

void Matching::award(const Application& application, Context& context) const {
    World& world = context.world();
    Scenario& scenario = world.scenarios[application.scenario];
    scenario.supplier = application.supplier;
    scenario.fit = application.fit;
    scenario.price = (1.0 + context.policy()[margin_]) * (1.0 - 0.5 * application.fit);
    world.take_contract(application.supplier);
    world.enter(scenario, ScenarioState::matched);
    world.count(Stage::matched, scenario);
    context.after(sim::Duration{0}, Matched{application.scenario, application.supplier}, application.event);
}

void Matching::on_matching_held(const MatchingHeld& event, Context& context) {
    schedule(event.region, context);
    const Round round = gather(event.region, context);
    if (round.scenarios.empty()) return;
    std::vector<bool> matched(round.scenarios.size(), false);
    for (const sim::Pair& pair : allocate(round, context)) {
        matched[pair.scenario] = true;
        const std::vector<sim::Offer>& offers = round.market.offers;
        const auto offer = std::find_if(offers.begin(), offers.end(), [&pair](const sim::Offer& o) {
            return o.supplier == pair.supplier && o.scenario == pair.scenario;
        });
        award(round.offers[static_cast<std::size_t>(offer - offers.begin())], context);
    }
    for (std::size_t i = 0; i < matched.size(); ++i)
        if (!matched[i])
            context.after(sim::Duration{0}, Unmatched{round.scenarios[i]},
                          context.world().scenarios[round.scenarios[i]].last_event);
}

}  // namespace cultivar
