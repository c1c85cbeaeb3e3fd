// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/survival.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "models/firm_ages.hpp"
#include "models/firm_law.hpp"

namespace cultivar {

namespace {

/// Year-ends in a row that a firm may be short of money before it closes.
constexpr std::uint8_t patience = 2;
/// Probability that credit is granted for a year; assumption.
constexpr double credit_chance = 0.5;

constexpr std::array table{
    sim::Parameter{.name = "firm.exit_scale",
                   .unit = "-",
                   .value = 1,
                   .low = 0,
                   .high = 2,
                   .neutral = 0,
                   .meaning = "multiple of the published exit hazard by age; 0 also rules out bankruptcy",
                   .source = "SAIC survival report 2013",
                   .fixed = true},
    sim::Parameter{.name = "firm.entry_rate",
                   .unit = "-",
                   .value = 1,
                   .low = 0,
                   .high = 1.3,
                   .neutral = 1,
                   .meaning = "entries for each exit",
                   .source = "assumption: a stationary population"},
    sim::Parameter{.name = "firm.credit_limit",
                   .unit = "-",
                   .value = 0.5,
                   .low = 0,
                   .high = 2,
                   .meaning = "credit in multiples of yearly revenue",
                   .source = "assumption"},
    sim::Parameter{.name = "sandbox.finance",
                   .unit = "-",
                   .value = 1.5,
                   .low = 1,
                   .high = 2,
                   .neutral = 1,
                   .meaning = "multiple of the probability that credit is granted after a sandbox",
                   .source = "Cornelli et al. 2020: +50 % odds of raising capital"},
};

}  // namespace

Survival::Survival(const sim::ParameterCatalogue& catalogue)
    : exit_scale_(catalogue.id("firm.exit_scale")),
      entry_rate_(catalogue.id("firm.entry_rate")),
      credit_limit_(catalogue.id("firm.credit_limit")),
      sandbox_finance_(catalogue.id("sandbox.finance")),
      share_cap_(catalogue.id("research.share_cap")) {}

sim::ParameterTable Survival::parameters() {
    return {"survival", table};
}

void Survival::begin(Context& context) {
    if (context.policy()[exit_scale_] <= 0.0) return;
    const World& world = context.world();
    clocks_.resize(world.firms.size());
    short_years_.assign(world.firms.size(), 0);
    sandboxed_.assign(world.firms.size(), false);
    vacant_.resize(world.regions.size());
    for (std::uint32_t i = 0; i < world.firms.size(); ++i) wind(FirmId{i}, context);
}

void Survival::wind(FirmId id, Context& context) {
    const Firm& firm = context.world().firms[id];
    const double draw = context.chance(Purpose::exit_clock, firm.key).exponential(1.0);
    const double lived = exit_hazard_until(sim::in_years(context.now() - firm.founded));
    const double age = age_at_hazard(lived + draw / context.policy()[exit_scale_]);
    const sim::Time due = std::max(context.now(), firm.founded + sim::years(age));
    clocks_[id.index] = {};
    if (due < context.world().end) clocks_[id.index] = context.at(due, FirmExited{id, firm.generation});
}

bool Survival::short_of_money(FirmId id, int year, Context& context) const {
    const Firm& firm = context.world().firms[id];
    if (!firm.active || firm.cash >= 0.0) return false;
    if (firm.cash < -context.policy()[credit_limit_] * firm.size) return true;
    const double odds = credit_chance * (sandboxed_[id.index] ? context.policy()[sandbox_finance_] : 1.0);
    return !context.chance(Purpose::credit, firm.key, static_cast<std::uint32_t>(year)).bernoulli(odds);
}

void Survival::on_year_started(const YearStarted& event, Context& context) {
    World& world = context.world();
    for (std::uint32_t i = 0; i < short_years_.size(); ++i) {
        if (!short_of_money(FirmId{i}, event.year, context)) {
            short_years_[i] = 0;
            continue;
        }
        Firm& firm = world.firms[FirmId{i}];
        firm.research = std::min(firm.research, context.policy()[share_cap_] * firm.size);
        if (++short_years_[i] < patience) continue;
        context.cancel(clocks_[i]);
        clocks_[i] = context.after(sim::Duration{0}, FirmExited{FirmId{i}, firm.generation});
    }
}

void Survival::on_sandbox_left(const SandboxLeft& event, Context& context) {
    if (sandboxed_.empty()) return;
    const Scenario& scenario = context.world().scenarios[event.scenario];
    for (const Party party : {scenario.owner, scenario.supplier})
        if (party.kind() == PartyKind::firm) sandboxed_[party.index()] = true;
}

void Survival::on_firm_exited(const FirmExited& event, Context& context) {
    World& world = context.world();
    Firm& firm = world.firms[event.firm];
    const bool bankrupt = short_years_[event.firm.index] >= patience;
    context.conclude(bankrupt ? Outcome::bankrupt : Outcome::closed);
    clocks_[event.firm.index] = {};
    firm.active = false;
    firm.since = context.last_scheduled();
    --world.regions[firm.region].in_business;
    book_exit(firm, bankrupt, context);
    world.departed.push_back({firm.owner, firm.sector, firm.generation, firm.predecessor, context.now()});
    firm.predecessor = static_cast<std::uint32_t>(world.departed.size() - 1);
    call_entrants(event.firm, context);
}

void Survival::book_exit(const Firm& firm, bool bankrupt, Context& context) const {
    Ledger& ledger = context.world().ledger;
    const auto age = static_cast<std::size_t>(sim::in_years(context.now() - firm.founded));
    ledger.exits[firm.region.index] += 1.0;
    if (bankrupt) ledger.bankruptcies[firm.region.index] += 1.0;
    ledger.exits_by_age[std::min(age, ledger.exits_by_age.size() - 1)] += 1.0;
}

void Survival::call_entrants(FirmId place, Context& context) {
    const World& world = context.world();
    const Firm& leaver = world.firms[place];
    const double rate = context.policy()[entry_rate_];
    double entrants = std::floor(rate);
    if (rate > entrants && context.chance(Purpose::entry_choice, leaver.key).bernoulli(rate - entrants))
        entrants += 1.0;
    std::vector<FirmId>& vacant = vacant_[leaver.region.index];
    vacant.push_back(place);
    for (; entrants >= 1.0 && !vacant.empty(); entrants -= 1.0) {
        const FirmId taken = vacant.back();
        vacant.pop_back();
        context.after(sim::Duration{0}, FirmEntered{taken, world.firms[taken].generation + 1});
    }
}

void Survival::on_firm_entered(const FirmEntered& event, Context& context) {
    World& world = context.world();
    const Firm& before = world.firms[event.firm];
    const RegionId region = before.region;
    Firm firm =
        draw_firm(world.firm_law, world.regions[region], region, sim::child_key(before.key, "successor"),
                  [&context](Purpose purpose, sim::Key key) { return context.chance(purpose, key); });
    firm.research *= world.regions[region].research_factor;
    firm.supplier = before.supplier;
    firm.generation = event.generation;
    firm.predecessor = before.predecessor;
    firm.founded = context.now();
    firm.since = context.last_scheduled();
    world.firms[event.firm] = firm;
    draw_capabilities(event.firm, context);
    ++world.regions[region].in_business;
    world.ledger.entries[region.index] += 1.0;
    short_years_[event.firm.index] = 0;
    sandboxed_[event.firm.index] = false;
    wind(event.firm, context);
}

void Survival::draw_capabilities(FirmId id, Context& context) const {
    World& world = context.world();
    const Firm& firm = world.firms[id];
    const FamilySet own = world.sectors[firm.sector].families;
    const std::span<float> capability = world.capability_of(Party(id));
    for (std::uint32_t t = 0; t < world.technologies.size(); ++t)
        capability[t] = draw_capability(
            world.firm_law, firm, own, world.technologies[TechnologyId{t}],
            [&context](Purpose purpose, sim::Key key) { return context.chance(purpose, key); });
}

}  // namespace cultivar
