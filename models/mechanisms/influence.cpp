// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/influence.hpp"

#include <algorithm>
#include <functional>

#include "sim/elementary.hpp"

namespace cultivar {

namespace {

/// Passages are scheduled this much above the present rate: early strikes against new schedules as rates
/// rise.
constexpr double headroom = 0.02;
/// Half of a tied firm's home weight goes to its ties.
constexpr double tie_half = 0.5;

double years_of(const Context& context, const World& world) {
    return sim::in_years(context.now() - world.start);
}

double national_share(const World& world, std::size_t family) {
    if (world.firms.empty()) return 0.0;
    double users = 0.0;
    for (std::uint32_t r = 0; r < world.regions.size(); ++r)
        users += world.ledger.adopters[world.family_cell(RegionId{r}, family)];
    return users / world.firms.size();
}

}  // namespace

std::size_t Influence::tied(FirmId firm) const {
    return weight_[firm.index].ties > 0 ? 1 : 0;
}

void Influence::begin(Context& context) {
    const World& world = context.world();
    const std::size_t families = world.family_count();
    regions_ = world.regions.size();
    families_ = families;
    clocks_.resize(families * regions_ * 2);
    reach_.assign(std::size_t{world.firms.size()} * families, {});
    abroad_.assign(families * regions_, 0.0);
    users_.resize(regions_ * families);
    context.world().crowding.assign(families, 1.0);
    past_share_.assign(families, {});
    for (std::uint32_t i = 0; i < world.firms.size(); ++i)
        weight_.push_back({sim::pow(world.firms[FirmId{i}].relative_size, context.policy()[size_slope_]),
                           static_cast<std::uint32_t>(world.ties.neighbours(i).size()), 0});
    for (const Region& region : world.regions) places_.push_back(static_cast<double>(region.firms.size()));
    share_abroad_.assign(regions_ * regions_, 0.0);
    for (std::uint32_t r = 0; r < regions_; ++r) {
        double sum = 0.0;
        for (std::uint32_t s = 0; s < regions_; ++s)
            if (s != r)
                sum += world.near(RegionId{r}, RegionId{s}) *
                       static_cast<double>(world.regions[RegionId{s}].firms.size());
        for (std::uint32_t s = 0; s < regions_ && sum > 0.0; ++s)
            if (s != r) share_abroad_[r * regions_ + s] = world.near(RegionId{r}, RegionId{s}) / sum;
        home_.push_back(sum > 0.0 ? context.policy()[home_share_] : 1.0);
    }
    for (std::size_t f = 0; f < families; ++f) {
        for (std::uint32_t i = 0; i < world.firms.size(); ++i) enrol(FirmId{i}, f, context);
        refresh(f, context);
    }
}

void Influence::advance(Clock& clock, double now) {
    clock.integrated += clock.rate * (now - clock.since);
    clock.since = now;
}

void Influence::enrol(FirmId firm, std::size_t family, Context& context) {
    const World& world = context.world();
    std::uint32_t& number = reach_[cell(firm, family)].passages;
    const sim::Key key = sim::child_key(world.firms[firm].key, world.family_keys[family].value);
    Clock& clock = clocks_[place(family, world.firms[firm].region, tied(firm))];
    const double wait = context.chance(Purpose::influence, key, number++).exponential(1.0);
    clock.passages.push_back(
        {clock.integrated + wait / weight_[firm.index].size_factor, firm, weight_[firm.index].enrolment});
    std::push_heap(clock.passages.begin(), clock.passages.end(), std::greater<>{});
}

void Influence::drop_lapsed(Clock& clock) const {
    std::vector<Passage>& passages = clock.passages;
    while (!passages.empty() &&
           passages.front().enrolment != weight_[passages.front().firm.index].enrolment) {
        std::pop_heap(passages.begin(), passages.end(), std::greater<>{});
        passages.pop_back();
    }
}

bool Influence::open(const World& world, const Policy& policy, std::size_t family, RegionId region) const {
    if (world.technologies[world.cores[family]].readiness < policy[readiness_]) return false;
    return !world.families[family].needs_coverage || world.regions[region].coverage >= policy[threshold_];
}

double Influence::regional(const World& world, std::size_t family, RegionId region,
                           std::size_t tied_firms) const {
    const double home = home_[region.index];
    const double users = world.ledger.adopters[world.family_cell(region, family)] / places_[region.index];
    return home * (tied_firms == 1 ? 1.0 - tie_half : 1.0) * users +
           (1.0 - home) * abroad_[family * regions_ + region.index];
}

void Influence::refresh(std::size_t family, Context& context) {
    const double now = years_of(context, context.world());
    for (std::uint32_t r = 0; r < regions_; ++r)
        for (std::size_t t = 0; t < 2; ++t) refresh(family, RegionId{r}, t, now, context);
}

void Influence::refresh(std::size_t family, RegionId region, std::size_t tied_firms, double now,
                        Context& context) {
    const std::size_t at = place(family, region, tied_firms);
    Clock& clock = clocks_[at];
    if (clock.passages.empty()) return;
    const World& world = context.world();
    const Policy& policy = context.policy();
    advance(clock, now);
    clock.rate =
        open(world, policy, family, region)
            ? (policy[p_[family]] + policy[q_[family]] * regional(world, family, region, tied_firms)) *
                  world.crowding[family]
            : 0.0;
    if (clock.rate > clock.bound || clock.rate == 0.0) schedule(at, family, region, context);
}

void Influence::schedule(std::size_t at, std::size_t family, RegionId region, Context& context) {
    Clock& clock = clocks_[at];
    drop_lapsed(clock);
    if (clock.rate <= 0.0 || clock.passages.empty()) {
        clock.bound = 0.0;
        context.cancel(clock.handle);
        clock.handle = {};
        return;
    }
    clock.bound = clock.close ? clock.rate : clock.rate * (1.0 + headroom);
    const double wait = std::max(0.0, clock.passages.front().threshold - clock.integrated) / clock.bound;
    const sim::Time due = context.now() + sim::years(wait) + sim::Duration{1};
    if (context.pending(clock.handle)) {
        context.reschedule(clock.handle, due);
    } else {
        clock.handle = context.at(
            due,
            InfluenceReached{region, static_cast<std::uint32_t>(family), static_cast<std::uint32_t>(at % 2)},
            sim::EventId{});
    }
}

void Influence::on_influence_reached(const InfluenceReached& event, Context& context) {
    const std::size_t at = place(event.family, event.region, event.clock);
    Clock& clock = clocks_[at];
    clock.handle = {};
    advance(clock, years_of(context, context.world()));
    context.conclude(Outcome::postponed);
    clock.close = true;
    for (drop_lapsed(clock); !clock.passages.empty() && clock.passages.front().threshold <= clock.integrated;
         drop_lapsed(clock)) {
        const FirmId firm = clock.passages.front().firm;
        std::pop_heap(clock.passages.begin(), clock.passages.end(), std::greater<>{});
        clock.passages.pop_back();
        const std::uint32_t number = reach_[cell(firm, event.family)].passages;
        enrol(firm, event.family, context);
        const AdoptionConsidered reached{firm, event.family, FirmId{}, number};
        clock.close = false;
        context.conclude(Outcome::none);
        context.after(sim::Duration{0}, reached, draw_cause(reached, event.clock, context));
    }
    schedule(at, event.family, event.region, context);
}

sim::EventId Influence::draw_cause(const AdoptionConsidered& reached, std::size_t tied_firms,
                                   Context& context) {
    const World& world = context.world();
    const std::size_t family = reached.family;
    const RegionId home = world.firms[reached.firm].region;
    const sim::Key key = sim::child_key(world.firms[reached.firm].key, world.family_keys[family].value);
    sim::Stream stream = context.chance(Purpose::influence_cause, key, reached.number);
    weights_.assign(regions_ + 1, 0.0);
    const double q = context.policy()[q_[family]];
    weights_[regions_] = context.policy()[p_[family]];
    for (std::uint32_t s = 0; s < regions_; ++s) {
        const double users = world.ledger.adopters[world.family_cell(RegionId{s}, family)];
        if (users == 0.0) continue;
        weights_[s] = s == home.index
                          ? q * home_[s] * (tied_firms == 1 ? 1.0 - tie_half : 1.0) * users / places_[s]
                          : q * (1.0 - home_[home.index]) * share_abroad_[home.index * regions_ + s] * users;
    }
    const std::size_t source = stream.categorical(weights_);
    if (source == regions_) return context.policy().in_force();
    const std::vector<FirmId>& users = users_[source * families_ + family];
    return reach_[cell(users[stream.integer(static_cast<std::uint32_t>(users.size()))], family)].installation;
}

void Influence::on_installed(const Installed& event, Context& context) {
    const World& world = context.world();
    const RegionId region = world.firms[event.firm].region;
    const double now = years_of(context, world);
    for (std::size_t f = 0; f < world.family_count(); ++f) {
        if ((event.families >> f & 1) == 0) continue;
        join_users(event.firm, f, context.event(), world);
        for (std::uint32_t r = 0; r < regions_; ++r) {
            abroad_[f * regions_ + r] += share_abroad_[r * regions_ + region.index];
            for (std::size_t t = 0; t < 2; ++t) refresh(f, RegionId{r}, t, now, context);
        }
        for (const std::uint32_t other : world.ties.neighbours(event.firm.index)) {
            world.firms.fetch_ahead(FirmId{other});
            __builtin_prefetch(&weight_[other]);
        }
        for (const std::uint32_t other : world.ties.neighbours(event.firm.index))
            arm_tie(FirmId{other}, event.firm, f, 0, context.event(), context);
    }
}

void Influence::arm_tie(FirmId firm, FirmId source, std::size_t family, std::uint32_t number,
                        sim::EventId cause, Context& context) {
    const World& world = context.world();
    if (!world.firms[firm].active) return;
    const double degree = weight_[firm.index].ties;
    const double rate = context.policy()[q_[family]] * home_[world.firms[firm].region.index] * tie_half /
                        degree * weight_[firm.index].size_factor;
    if (rate <= 0.0) return;
    const sim::Key pair = sim::child_key(world.firms[firm].key, world.firms[source].key.value);
    const sim::Key key = sim::child_key(pair, world.family_keys[family].value);
    const double wait = context.chance(Purpose::tie_influence, key, number).exponential(1.0 / rate);
    const sim::Time due = context.now() + sim::years(wait);
    if (due < world.end)
        context.at(due, AdoptionConsidered{firm, static_cast<std::uint32_t>(family), source, number}, cause);
}

void Influence::on_adoption_considered(const AdoptionConsidered& event, Context& context) {
    if (!event.tie.valid()) return;
    arm_tie(event.firm, event.tie, event.family, event.number + 1, context.cause(), context);
}

void Influence::refresh_crowding(Context& context) const {
    World& world = context.world();
    const Policy& policy = context.policy();
    for (std::size_t f = 0; f < world.family_count(); ++f) {
        const double share = national_share(world, f);
        const std::vector<double>& past = past_share_[f];
        const double growth = share - (past.size() < 12 ? 0.0 : past[past.size() - 12]);
        world.crowding[f] = sim::exp(policy[stock_] * share + policy[order_] * growth);
    }
}

void Influence::on_month_started(const MonthStarted&, Context& context) {
    const World& world = context.world();
    refresh_crowding(context);
    for (std::size_t f = 0; f < world.family_count(); ++f) past_share_[f].push_back(national_share(world, f));
    for (std::size_t f = 0; f < world.family_count(); ++f) refresh(f, context);
}

void Influence::on_readiness_stepped(const ReadinessStepped& event, Context& context) {
    const World& world = context.world();
    const Technology& technology = world.technologies[world.projects[event.project].technology];
    if (technology.core) refresh(technology.family, context);
}

void Influence::on_policy_changed(const PolicyChanged&, Context& context) {
    for (std::size_t f = 0; f < context.world().family_count(); ++f) refresh(f, context);
}

}  // namespace cultivar
