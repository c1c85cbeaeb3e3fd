// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/adoption.hpp"

#include <algorithm>
#include <bit>

#include "models/mechanisms/factories.hpp"
#include "models/mechanisms/programmes.hpp"
#include "models/mechanisms/validation.hpp"
#include "sim/elementary.hpp"

namespace cultivar {

namespace {

constexpr double install_sigma = 0.5;
constexpr double build_sigma = 0.3;
constexpr double least_need_share = 0.03;  ///< of a sector's needs, for a category's templates to concern it

constexpr auto sizes = [] {
    std::array<std::uint8_t, 256> table{};
    for (unsigned set = 0; set < table.size(); ++set)
        table[set] = static_cast<std::uint8_t>(std::popcount(set));
    return table;
}();

std::size_t size_of(FamilySet families) {
    return sizes[families];
}

}  // namespace

double single_gain(double v, std::size_t n, double overlap) {
    return n == 0 ? 0.0 : v * sim::pow(static_cast<double>(n), overlap);
}

double bundle_premium(double v, std::size_t n, double overlap, double overlap_integrated, double pair,
                      double gate) {
    if (n < 2) return 0.0;
    const auto count = static_cast<double>(n);
    return single_gain(v, n, overlap_integrated) - single_gain(v, n, overlap) +
           pair * v * count * (count - 1.0) / 2.0 + gate * count * v;
}

void Adoption::refresh(const Policy& policy) {
    for (std::size_t n = 0; n <= most_families; ++n) {
        single_[n] = single_gain(policy[productivity_], n, policy[overlap_]);
        premium_[n] = bundle_premium(policy[productivity_], n, policy[overlap_], policy[overlap_integrated_],
                                     policy[pair_], policy[gate_]);
    }
    annuity_ = annuity(policy[horizon_], policy[discount_]);
    price_list_.refresh(policy);
}

void Adoption::begin(Context& context) {
    const World& world = context.world();
    paused_until_.assign(std::size_t{world.firms.size()} * world.family_count(), world.start);
    relevant_.resize(2 * world.sectors.size() << world.family_count());
    refresh(context.policy());
}

void Adoption::on_policy_changed(const PolicyChanged&, Context& context) {
    refresh(context.policy());
}

void Adoption::sort_in(const World& world) {
    const std::size_t categories = world.categories.size();
    for (; sorted_ < world.templates.size(); ++sorted_) {
        const Template& solution = world.templates[TemplateId{sorted_}];
        for (std::size_t s = 0; s < world.sectors.size(); ++s)
            if (world.need_share[s * categories + solution.category.index] >= least_need_share)
                relevant(world, world.categories[solution.category].standard, s, solution.families)
                    .push_back(TemplateId{sorted_});
    }
}

std::vector<TemplateId>& Adoption::relevant(const World& world, bool standard, std::size_t sector,
                                            FamilySet families) {
    const std::size_t row = (standard ? world.sectors.size() : 0) + sector;
    return relevant_[(row << world.family_count()) + families];
}

void Adoption::on_standard_issued(const StandardIssued& event, Context& context) {
    const World& world = context.world();
    const std::size_t half = relevant_.size() / 2;
    for (std::size_t cell = 0; cell < half; ++cell) {
        std::vector<TemplateId>& plain = relevant_[cell];
        const auto moved = std::stable_partition(plain.begin(), plain.end(), [&](TemplateId id) {
            return world.templates[id].category != event.category;
        });
        relevant_[half + cell].insert(relevant_[half + cell].end(), moved, plain.end());
        plain.erase(moved, plain.end());
    }
}

bool Adoption::covered(const World& world, const Policy& policy, FamilySet families, RegionId region) const {
    if (world.regions[region].coverage >= policy[threshold_]) return true;
    for (std::size_t f = 0; f < world.family_count(); ++f)
        if ((families >> f & 1) != 0 && world.families[f].needs_coverage) return false;
    return true;
}

Prices Adoption::prices(const Firm& firm, Context& context) const {
    const World& world = context.world();
    const Policy& policy = context.policy();
    Prices result = price_list_.at(world, policy, firm.region, firm.relative_size);
    for (std::size_t f = 0; f < world.family_count(); ++f)
        result.support[f] = support_offered(world, f, policy[subsidy_] * result.cost[f]);
    return result;
}

Adoption::Choice Adoption::alone(const Firm& firm, std::size_t family, const Prices& prices) const {
    const auto held = static_cast<FamilySet>(firm.installed | firm.ordered);
    Choice choice;
    if ((held >> family & 1) != 0) return choice;
    const std::size_t n = size_of(held);
    choice.families = static_cast<FamilySet>(1U << family);
    choice.benefit = (single_[n + 1] - single_[n]) * firm.value_added * annuity_;
    choice.cost = prices.of(choice.families);
    return choice;
}

Adoption::Choice Adoption::together(const Firm& firm, FamilySet families, bool standard,
                                    const Prices& prices) const {
    const auto held = static_cast<FamilySet>(firm.installed | firm.ordered);
    const auto after = static_cast<FamilySet>(held | families);
    Choice choice;
    choice.families = static_cast<FamilySet>(families & ~held);
    const double more = std::max(0.0, premium_[size_of(families)] - firm.premium);
    const double gain = single_[size_of(after)] - single_[size_of(held)] + more;
    choice.benefit = gain * firm.value_added * annuity_;
    choice.cost = prices.of(choice.families) + prices.integrating(families, standard);
    return choice;
}

Adoption::Choice Adoption::best(FirmId id, std::size_t family, const Prices& now, Context& context) {
    const World& world = context.world();
    const Firm& firm = world.firms[id];
    Choice choice = alone(firm, family, now);
    sort_in(world);
    // Templates of one set of families, with a standard or without, are worth the same: they are priced once
    // and then only asked for.
    for (std::size_t set = 1; set < std::size_t{1} << world.family_count(); ++set) {
        if ((set >> family & 1) == 0) continue;
        for (const bool standard : {true, false}) {
            const auto families = static_cast<FamilySet>(set);
            const std::vector<TemplateId>& candidates = relevant(world, standard, firm.sector, families);
            if (candidates.empty()) continue;
            Choice other = together(firm, families, standard, now);
            if (other.benefit <= 0.0 || other.benefit - other.cost <= choice.benefit - choice.cost) continue;
            if (!covered(world, context.policy(), other.families, firm.region)) continue;
            const auto known = std::find_if(candidates.begin(), candidates.end(), [&](TemplateId candidate) {
                return knows(world, id, candidate, context);
            });
            if (known == candidates.end()) continue;
            other.bundle = *known;
            choice = other;
        }
    }
    return choice;
}

Outcome Adoption::obstacle(const AdoptionConsidered& event, Context& context) const {
    const World& world = context.world();
    const Firm& firm = world.firms[event.firm];
    if (context.now() < paused_until_[event.firm.index * world.family_count() + event.family])
        return Outcome::paused;
    if (world.technologies[world.cores[event.family]].readiness < context.policy()[readiness_])
        return Outcome::not_ready;
    if (!covered(world, context.policy(), static_cast<FamilySet>(1U << event.family), firm.region))
        return Outcome::no_coverage;
    if (event.tie.valid() && world.crowding[event.family] < 1.0) {
        const sim::Key pair = sim::child_key(firm.key, world.firms[event.tie].key.value);
        const sim::Key key = sim::child_key(pair, world.family_keys[event.family].value);
        if (!context.chance(Purpose::tie_thinning, key, event.number).bernoulli(world.crowding[event.family]))
            return Outcome::postponed;
    }
    return Outcome::none;
}

void Adoption::on_adoption_considered(const AdoptionConsidered& event, Context& context) {
    const Outcome stopped = obstacle(event, context);
    if (stopped != Outcome::none) {
        context.conclude(stopped);
        return;
    }
    World& world = context.world();
    const Policy& policy = context.policy();
    const Firm& firm = world.firms[event.firm];
    world.ledger.considered[world.family_cell(firm.region, event.family)] += 1.0;
    paused_until_[event.firm.index * world.family_count() + event.family] =
        context.now() + sim::days(policy[pause_]);
    const bool always = policy[decision_] == 1.0;
    const Prices now = always ? Prices{} : prices(firm, context);
    const Choice choice =
        always ? alone(firm, event.family, now) : best(event.firm, event.family, now, context);
    if (choice.families == 0 && !choice.bundle.valid()) {
        context.conclude(Outcome::held_already);
    } else if (always || choice.benefit >= (1.0 + policy[risk_aversion_]) * choice.cost) {
        context.conclude(Outcome::adopted);
        for (std::size_t f = 0; f < world.family_count(); ++f)
            if ((choice.families >> f & 1) != 0) take_support(world, f, firm.region, now.support[f]);
        order(event.firm, choice, event, context);
    } else {
        context.conclude(Outcome::not_worth_it);
    }
}

void Adoption::order(FirmId id, const Choice& choice, const AdoptionConsidered& event, Context& context) {
    World& world = context.world();
    Firm& firm = world.firms[id];
    firm.ordered = static_cast<FamilySet>(firm.ordered | choice.families);
    world.charge(Party(id), choice.cost);
    if (choice.bundle.valid()) {
        const Template& solution = world.templates[choice.bundle];
        const std::size_t n = size_of(solution.families);
        firm.bundle = choice.bundle;
        firm.premium = std::max(firm.premium, premium_[n]);
        world.ledger.bundle_premiums += premium_[n] / single_[n];
        world.ledger.bundle_adoptions += 1.0;
        context.rests_on(validation_known_in(world, solution, firm.region));
    }
    const sim::Key key = sim::child_key(firm.key, world.family_keys[event.family].value);
    const std::uint32_t number = 2 * event.number + (event.tie.valid() ? 1 : 0);
    const sim::Key own = event.tie.valid() ? sim::child_key(key, world.firms[event.tie].key.value) : key;
    const double wait = is_factory_5g(world, choice.bundle, choice.families)
                            ? context.chance(Purpose::factory_time, own, number)
                                  .lognormal(context.policy()[build_], build_sigma)
                            : context.chance(Purpose::install_time, own, number)
                                  .lognormal(context.policy()[install_], install_sigma);
    context.after(sim::days(wait), Installed{id, choice.bundle, choice.families, event.family});
}

void Adoption::on_installed(const Installed& event, Context& context) {
    World& world = context.world();
    Firm& firm = world.firms[event.firm];
    if (firm.installed == 0 && event.families != 0) world.ledger.installed_any[firm.region.index] += 1.0;
    firm.installed = static_cast<FamilySet>(firm.installed | event.families);
    firm.ordered = static_cast<FamilySet>(firm.ordered & ~event.families);
    for (std::size_t f = 0; f < world.family_count(); ++f) {
        if ((event.families >> f & 1) == 0) continue;
        world.ledger.adopters[world.family_cell(firm.region, f)] += 1.0;
        world.ledger.adoptions[world.family_cell(firm.region, f)] += 1.0;
        world.learn(f, firm.region, 1.0 / world.scale);
    }
    if (!event.bundle.valid()) return;
    const Template& solution = world.templates[event.bundle];
    world.templates[event.bundle].adopters += 1.0;
    context.rests_on(validation_known_in(world, solution, firm.region));
}

void Adoption::on_firm_exited(const FirmExited& event, Context& context) {
    World& world = context.world();
    const Firm& firm = world.firms[event.firm];
    if (firm.installed != 0) world.ledger.installed_any[firm.region.index] -= 1.0;
    for (std::size_t f = 0; f < world.family_count(); ++f)
        if ((firm.installed >> f & 1) != 0) world.ledger.adopters[world.family_cell(firm.region, f)] -= 1.0;
}

void Adoption::on_firm_entered(const FirmEntered& event, Context& context) {
    const std::size_t families = context.world().family_count();
    std::fill_n(paused_until_.begin() + static_cast<std::ptrdiff_t>(event.firm.index * families), families,
                context.world().start);
}

}  // namespace cultivar
