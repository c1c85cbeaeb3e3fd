// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/needs.hpp"

#include <algorithm>

#include "sim/elementary.hpp"

namespace cultivar {

namespace {

constexpr double value_sigma = 0.6;  ///< spread of scenario values; assumption

bool in_focus(const Region& region, CategoryId category) {
    return std::find(region.focus.begin(), region.focus.end(), category) != region.focus.end();
}

}  // namespace

Needs::Rates Needs::rates(const Policy& policy) const {
    const double boost = 1.0 + policy[focus_boost_];
    return {policy[rate_] * boost, policy[government_rate_] * boost};
}

double Needs::rate_of(Party owner, const World& world, const Rates& rates) const {
    if (owner.kind() == PartyKind::government)
        return rates.government * static_cast<double>(world.regions[owner.government()].firms.size()) /
               1000.0;
    if (!world.firms[owner.firm()].active) return 0.0;
    return rates.firm * sim::pow(world.relative_size(owner), exponent_);
}

sim::Handle& Needs::clock_of(Party owner) {
    return owner.kind() == PartyKind::firm ? firm_clocks_[owner.index()] : government_clocks_[owner.index()];
}

void Needs::begin(Context& context) {
    const World& world = context.world();
    in_use_ = rates(context.policy());
    exponent_ = context.policy()[size_exponent_];
    firm_clocks_.resize(world.firms.size());
    government_clocks_.resize(world.regions.size());
    firm_numbers_.resize(world.firms.size());
    government_numbers_.resize(world.regions.size());
    double a_year = 0.0;
    const auto start = [&](Party owner) {
        a_year += rate_of(owner, world, in_use_);
        wind(owner, 0, context);
    };
    for (std::uint32_t i = 0; i < world.firms.size(); ++i) start(Party(FirmId{i}));
    for (std::uint32_t r = 0; r < world.regions.size(); ++r) start(Party(RegionId{r}));
    // At most as many scenarios as owners' reviews: room for them all spares copying as they come.
    context.world().scenarios.reserve(
        static_cast<std::size_t>(a_year * sim::in_years(world.end - world.start)));
}

void Needs::wind(Party owner, std::uint32_t number, Context& context) {
    const World& world = context.world();
    (owner.kind() == PartyKind::firm ? firm_numbers_ : government_numbers_)[owner.index()] = number;
    const double rate = rate_of(owner, world, in_use_);
    clock_of(owner) = {};
    if (rate <= 0.0) return;
    const double wait =
        context.chance(Purpose::need_clock, world.key_of(owner), number).exponential(1.0 / rate);
    clock_of(owner) = context.after(sim::years(wait), OwnerReviewed{owner, number}, sim::EventId{});
}

void Needs::adjust(Party owner, sim::Handle handle, const Rates& before, Context& context) {
    const std::uint32_t number =
        (owner.kind() == PartyKind::firm ? firm_numbers_ : government_numbers_)[owner.index()];
    const double now = rate_of(owner, context.world(), in_use_);
    if (!handle.valid() || !context.pending(handle)) {
        wind(owner, number + 1, context);
    } else if (now <= 0.0) {
        context.cancel(handle);
        clock_of(owner) = {};
    } else {
        const double left = sim::in_days(context.time_of(handle) - context.now());
        const double factor = rate_of(owner, context.world(), before) / now;
        context.reschedule(handle, context.now() + sim::days(left * factor));
    }
}

void Needs::on_policy_changed(const PolicyChanged&, Context& context) {
    const Rates before = in_use_;
    in_use_ = rates(context.policy());
    const World& world = context.world();
    if (before.firm != in_use_.firm)
        for (std::uint32_t i = 0; i < world.firms.size(); ++i)
            adjust(Party(FirmId{i}), firm_clocks_[i], before, context);
    if (before.government != in_use_.government)
        for (std::uint32_t r = 0; r < world.regions.size(); ++r)
            adjust(Party(RegionId{r}), government_clocks_[r], before, context);
}

void Needs::on_firm_exited(const FirmExited& event, Context& context) {
    context.cancel(firm_clocks_[event.firm.index]);
    firm_clocks_[event.firm.index] = {};
}

void Needs::on_firm_entered(const FirmEntered& event, Context& context) {
    wind(Party(event.firm), 0, context);
}

CategoryId Needs::draw_category(Party owner, sim::Key need, const World& world, Context& context) const {
    sim::Stream stream = context.chance(Purpose::need_category, need);
    const std::uint32_t count = world.categories.size();
    if (owner.kind() == PartyKind::firm) {
        const std::size_t row = std::size_t{world.firms[owner.firm()].sector} * count;
        return CategoryId{static_cast<std::uint32_t>(
            stream.categorical(std::span<const double>(world.need_share).subspan(row, count)))};
    }
    std::vector<double> weights;
    for (const Category& category : world.categories) weights.push_back(category.governmental ? 1.0 : 0.0);
    if (std::all_of(weights.begin(), weights.end(), [](double w) { return w == 0.0; })) return {};
    return CategoryId{static_cast<std::uint32_t>(stream.categorical(weights))};
}

void Needs::on_owner_reviewed(const OwnerReviewed& event, Context& context) {
    World& world = context.world();
    wind(event.owner, event.number + 1, context);
    const sim::Key key = sim::child_key(sim::child_key(world.key_of(event.owner), "need"), event.number);
    const CategoryId category = draw_category(event.owner, key, world, context);
    if (!category.valid()) return;
    const Region& region = world.regions[world.region_of(event.owner)];
    const double kept = in_focus(region, category) ? 1.0 : 1.0 / (1.0 + context.policy()[focus_boost_]);
    if (!context.chance(Purpose::need_focus, key).bernoulli(kept)) return;
    Scenario scenario = draw_scenario(event.owner, category, key, context);
    scenario.last_event = context.event();
    ++world.in_state[static_cast<std::size_t>(ScenarioState::need)];
    world.count(Stage::need, scenario);
    context.after(sim::Duration{0}, NeedArose{world.scenarios.add(scenario)});
}

Scenario Needs::draw_scenario(Party owner, CategoryId category, sim::Key key, Context& context) const {
    const World& world = context.world();
    const Policy& policy = context.policy();
    Scenario scenario;
    scenario.key = key;
    scenario.owner = owner;
    scenario.region = world.region_of(owner);
    scenario.category = category;
    scenario.arose = context.now();
    const double u = context.chance(Purpose::scenario_tier, key).uniform();
    const double major = policy[tier_major_];
    scenario.tier = u < major                              ? Tier::major
                    : u < major + policy[tier_integrated_] ? Tier::integrated
                                                           : Tier::small;
    const auto tier = static_cast<std::size_t>(scenario.tier);
    scenario.value =
        context.chance(Purpose::scenario_value, key).lognormal(policy[value_[tier]], value_sigma) *
        sim::pow(world.relative_size(owner), policy[value_size_exponent_]);
    draw_bundle(scenario, context);
    return scenario;
}

void Needs::draw_bundle(Scenario& scenario, Context& context) const {
    const World& world = context.world();
    const FamilySet families = world.categories[scenario.category].families;
    std::vector<std::uint8_t> candidates;
    for (std::uint32_t t = 0; t < world.technologies.size(); ++t)
        if ((families >> world.technologies[TechnologyId{t}].family & 1) != 0)
            candidates.push_back(static_cast<std::uint8_t>(t));
    sim::Stream choice = context.chance(Purpose::scenario_bundle, scenario.key);
    sim::Stream level = context.chance(Purpose::scenario_readiness, scenario.key);
    const auto wanted =
        static_cast<std::size_t>(context.policy()[bundle_[static_cast<std::size_t>(scenario.tier)]]);
    const std::size_t count = std::min({wanted, candidates.size(), most_required});
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t pick = i + choice.integer(static_cast<std::uint32_t>(candidates.size() - i));
        std::swap(candidates[i], candidates[pick]);
        scenario.required[i] = candidates[i];
        scenario.needed[i] = std::clamp(level.normal(context.policy()[readiness_], 1.0), 4.0, 9.0);
    }
    scenario.required_count = static_cast<std::uint8_t>(count);
}

}  // namespace cultivar
