// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/programmes.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>

#include "models/mechanisms/adoption.hpp"
#include "models/mechanisms/validation.hpp"
#include "sim/elementary.hpp"

namespace cultivar {

namespace {

constexpr std::array default_budgets{sim::MemberDefault{"5g", 20, "lever; assumption"},
                                     sim::MemberDefault{"ai", 20, "lever; assumption"},
                                     sim::MemberDefault{"robotics", 20, "lever; assumption"},
                                     sim::MemberDefault{"industrial_internet", 20, "lever; assumption"}};

constexpr std::array table{
    sim::Parameter{.name = "miit.budget",
                   .unit = "m_cny per 1,000 firms per year",
                   .value = 20,
                   .low = 0,
                   .high = 200,
                   .neutral = 0,
                   .meaning = "funds of the family's programme, which support installations",
                   .source = "lever; assumption",
                   .each_member = true,
                   .members = default_budgets},
    sim::Parameter{.name = "miit.selection",
                   .unit = "per 1,000 firms",
                   .value = 2,
                   .low = 0,
                   .high = 20,
                   .neutral = 0,
                   .meaning = "benchmarks that each family's programme selects a year",
                   .source = "MIIT directories of 5G factories 2023-2024: 300-560 a year on 146,691 firms"},
    sim::Parameter{.name = "benchmark.awareness",
                   .unit = "share",
                   .value = 0.1,
                   .low = 0,
                   .high = 1,
                   .neutral = 0,
                   .meaning = "share of the firms unaware of a template that one benchmark per 1,000 firms "
                              "around makes aware of it",
                   .source = "assumption"},
};

}  // namespace

Programmes::Programmes(const sim::ParameterCatalogue& catalogue)
    : budget_(catalogue.ids("miit.budget")),
      selection_(catalogue.id("miit.selection")),
      awareness_(catalogue.id("benchmark.awareness")),
      productivity_(catalogue.id("tech.productivity")),
      overlap_(catalogue.id("synergy.overlap")) {}

sim::ParameterTable Programmes::parameters() {
    return {"programmes", table};
}

void Programmes::begin(Context& context) {
    around_ = thousand_firms_around(context.world());
}

void Programmes::on_year_started(const YearStarted& event, Context& context) {
    World& world = context.world();
    const std::size_t families = world.family_count();
    for (std::size_t f = 0; f < families; ++f) {
        world.family_credit[f] = context.policy()[budget_[f]] * world.thousand_firms();
        world.ledger.programme_grants += world.family_credit[f];
    }
    if (context.policy()[selection_] <= 0.0) return;
    for (std::size_t i = 0; i < families; ++i) {
        const std::size_t f = (static_cast<std::size_t>(event.year) + i) % families;
        double users = 0.0;
        for (std::uint32_t r = 0; r < world.regions.size(); ++r)
            users += world.ledger.adopters[world.family_cell(RegionId{r}, f)];
        if (users > 0.0)
            context.after(sim::Duration{0}, FamilySelected{static_cast<std::uint32_t>(f), event.year});
    }
}

std::vector<Programmes::Candidate> Programmes::candidates(std::size_t family, Context& context) const {
    const World& world = context.world();
    const Policy& policy = context.policy();
    std::array<double, most_families + 1> share{};
    for (std::size_t n = 0; n <= most_families; ++n)
        share[n] = single_gain(policy[productivity_], n, policy[overlap_]);
    std::vector<Candidate> found;
    for (std::uint32_t i = 0; i < world.firms.size(); ++i) {
        const Firm& firm = world.firms[FirmId{i}];
        if ((firm.installed >> family & 1) == 0 || firm.benchmark != 0 || !firm.active) continue;
        const auto held = static_cast<std::size_t>(std::popcount(static_cast<unsigned>(firm.installed)));
        found.push_back({(share[held] + firm.premium) * firm.value_added, FirmId{i}});
    }
    return found;
}

void Programmes::on_family_selected(const FamilySelected& event, Context& context) {
    World& world = context.world();
    const double wanted = std::max(1.0, std::round(context.policy()[selection_] * world.thousand_firms()));
    const std::vector<Candidate> all = candidates(event.family, context);
    const std::size_t places = std::min(all.size(), static_cast<std::size_t>(wanted));
    if (places == 0) return;
    std::vector<double> gains;
    for (const Candidate& candidate : all) gains.push_back(candidate.gain);
    const auto last = gains.begin() + static_cast<std::ptrdiff_t>(places - 1);
    std::nth_element(gains.begin(), last, gains.end(), std::greater<>{});
    const double cut = *last;
    std::vector<FirmId> chosen;
    std::vector<std::pair<double, FirmId>> equal;
    for (const Candidate& candidate : all) {
        if (candidate.gain > cut) chosen.push_back(candidate.firm);
        if (candidate.gain == cut) equal.emplace_back(0.0, candidate.firm);
    }
    const std::size_t left = places - chosen.size();
    if (equal.size() > left) {
        for (auto& [draw, firm] : equal)
            draw = context
                       .chance(Purpose::benchmark_tie,
                               sim::child_key(world.firms[firm].key, world.family_keys[event.family].value),
                               static_cast<std::uint32_t>(event.year))
                       .uniform();
        std::sort(equal.begin(), equal.end());
    }
    for (std::size_t i = 0; i < left; ++i) chosen.push_back(equal[i].second);
    for (const FirmId firm : chosen) {
        world.firms[firm].benchmark = static_cast<FamilySet>(1U << event.family);
        context.after(sim::Duration{0}, BenchmarkNamed{firm, event.family});
    }
}

void Programmes::on_benchmark_named(const BenchmarkNamed& event, Context& context) {
    World& world = context.world();
    const Firm& firm = world.firms[event.firm];
    world.ledger.benchmarks[world.family_cell(firm.region, event.family)] += 1.0;
    if (!firm.bundle.valid()) return;
    Template& shown = world.templates[firm.bundle];
    if ((shown.families >> event.family & 1) == 0 || (shown.families & ~firm.installed) != 0) return;
    context.rests_on(validation_known_in(world, shown, firm.region));
    const double hazard = -sim::log1p(-context.policy()[awareness_]);
    for (std::uint32_t r = 0; r < world.regions.size(); ++r)
        if (around_[r] > 0.0) shown.exposure[r] += hazard * world.near(RegionId{r}, firm.region) / around_[r];
}

void Programmes::on_firm_exited(const FirmExited& event, Context& context) {
    context.world().firms[event.firm].benchmark = 0;
}

double support_offered(const World& world, std::size_t family, double wanted) {
    return std::min(wanted, world.family_credit[family]);
}

void take_support(World& world, std::size_t family, RegionId region, double amount) {
    world.family_credit[family] -= amount;
    world.ledger.programme_spend[world.family_cell(region, family)] += amount;
}

}  // namespace cultivar
