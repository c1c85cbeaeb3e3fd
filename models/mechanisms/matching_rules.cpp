// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>
#include <utility>

#include "models/mechanisms/matching.hpp"
#include "models/mechanisms/opening.hpp"
#include "sim/auction.hpp"
#include "sim/elementary.hpp"

namespace cultivar {

double Matching::asked_price(double fit, Context& context) const {
    return (1.0 + context.policy()[margin_]) * (1.0 - 0.5 * fit);
}

double Matching::owner_utility(const Scenario& scenario, const Application& application, double equal_access,
                               bool size_counts, Context& context) const {
    const World& world = context.world();
    const Policy& policy = context.policy();
    const Party supplier = application.supplier;
    const bool home = world.region_of(supplier) == scenario.region;
    const bool state =
        supplier.kind() == PartyKind::institute || state_owned(world.firms[supplier.firm()].owner);
    const double bias = (home ? policy[home_bias_] : 0.0) + (state ? policy[state_bias_] : 0.0) +
                        (size_counts ? policy[size_bias_] * sim::log(world.relative_size(supplier)) : 0.0);
    const double price = asked_price(application.fit, context);
    return application.fit + (1.0 - equal_access) * bias - policy[price_weight_] * price;
}

double Matching::supplier_utility(const Scenario& scenario, const Application& application,
                                  Context& context) const {
    const World& world = context.world();
    const double distance = world.distance(world.region_of(application.supplier), scenario.region);
    return context.policy()[margin_] + application.fit - context.policy()[distance_] * distance / 1000.0;
}

/// The order in which a rule that serves offers in turn comes to them.
std::vector<std::uint32_t> Matching::served_in_turn(const Round& round, Context& context) const {
    if (round.rule == Rule::challenge) return sim::offers_by_owner_score(round.market);
    std::vector<double> rank;
    for (const Application& application : round.offers) {
        const Scenario& scenario = context.world().scenarios[application.scenario];
        if (round.rule == Rule::administrative) {
            rank.push_back(-owner_utility(scenario, application, 0.0, true, context));
        } else if (round.rule == Rule::first_come) {
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
    return order;
}

/// What the rule gives to whom, by scenario, the owner's favourite first.
std::vector<Matching::Award> Matching::allocate(const Round& round, Context& context) const {
    const std::vector<sim::Offer>& offers = round.market.offers;
    std::vector<std::pair<sim::Pair, std::uint32_t>> places;
    for (std::uint32_t i = 0; i < offers.size(); ++i)
        places.push_back({{offers[i].supplier, offers[i].scenario}, i});
    std::sort(places.begin(), places.end());
    const auto place_of = [&places](sim::Pair pair) {
        return std::lower_bound(places.begin(), places.end(), std::pair(pair, 0U))->second;
    };
    std::vector<Award> awards;
    if (round.rule == Rule::auction) {
        std::vector<double> bids;
        for (const Application& application : round.offers)
            bids.push_back(-asked_price(application.fit, context));
        const double reserve = -asked_price(context.policy()[reservation_], context);
        for (const sim::Sale& sale : sim::second_price_auction(round.market, bids, reserve))
            awards.push_back({place_of(sale.pair), -sale.price});
    } else {
        const std::vector<sim::Pair> pairs =
            round.rule == Rule::deferred_acceptance
                ? sim::deferred_acceptance(round.market)
                : sim::serial_order(round.market, served_in_turn(round, context));
        for (const sim::Pair& pair : pairs) {
            const std::uint32_t place = place_of(pair);
            awards.push_back({place, asked_price(round.offers[place].fit, context)});
        }
    }
    std::stable_sort(awards.begin(), awards.end(), [&offers](const Award& a, const Award& b) {
        const sim::Offer& x = offers[a.offer];
        const sim::Offer& y = offers[b.offer];
        return x.scenario != y.scenario ? x.scenario < y.scenario : x.owner_score > y.owner_score;
    });
    return awards;
}

/// Books how fair and how stable the round was, and tells each application what became of it.
void Matching::record(const Round& round, std::span<const Award> awards, Context& context) const {
    const std::vector<sim::Offer>& offers = round.market.offers;
    Ledger& ledger = context.world().ledger;
    std::vector<sim::Pair> pairs;
    std::vector<bool> chosen(offers.size(), false);
    std::vector<std::uint32_t> taken(round.scenarios.size(), 0);
    std::vector<double> least_liked(round.scenarios.size(), 0.0);
    for (const Award& award : awards) {
        const sim::Offer& offer = offers[award.offer];
        pairs.push_back({offer.supplier, offer.scenario});
        chosen[award.offer] = true;
        ++taken[offer.scenario];
        least_liked[offer.scenario] = offer.owner_score;
        ledger.fits += round.offers[award.offer].fit;
        ledger.matches += 1.0;
    }
    for (std::uint32_t i = 0; i < offers.size(); ++i) {
        const sim::Offer& offer = offers[i];
        const bool full = taken[offer.scenario] == round.market.scenario_capacity[offer.scenario];
        context.conclude(round.offers[i].place, chosen[i]           ? Outcome::chosen
                                                : !offer.acceptable ? Outcome::unfit
                                                : full              ? Outcome::outranked
                                                                    : Outcome::no_capacity);
        if (chosen[i]) ledger.owner_ranks += 1.0;
        if (!chosen[i] && taken[offer.scenario] > 0 && offer.acceptable &&
            offer.owner_score > least_liked[offer.scenario])
            ledger.owner_ranks += 1.0;
    }
    std::vector<bool> envious(round.market.supplier_capacity.size(), false);
    for (const std::uint32_t blocking : sim::blocking_offers(round.market, pairs)) {
        ledger.blocking_pairs += 1.0;
        if (taken[offers[blocking].scenario] == round.market.scenario_capacity[offers[blocking].scenario])
            envious[offers[blocking].supplier] = true;
    }
    ledger.round_suppliers += static_cast<double>(envious.size());
    ledger.envious += static_cast<double>(std::count(envious.begin(), envious.end(), true));
}

}  // namespace cultivar
