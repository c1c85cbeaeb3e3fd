// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/planning.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "sim/elementary.hpp"

namespace cultivar {

namespace {

constexpr std::array table{
    sim::Parameter{.name = "region.differentiation",
                   .unit = "share",
                   .value = 0.3,
                   .low = 0,
                   .high = 1,
                   .neutral = 1,
                   .meaning = "weight of local advantage against national fashion in a region's focus",
                   .source = "assumption"},
    sim::Parameter{.name = "region.focus",
                   .unit = "count",
                   .value = 5,
                   .low = 1,
                   .high = 22,
                   .meaning = "categories in a region's focus",
                   .source = "assumption",
                   .kind = sim::ParameterKind::whole},
    sim::Parameter{.name = "region.success_weight",
                   .unit = "-",
                   .value = 0.3,
                   .low = 0,
                   .high = 2,
                   .neutral = 0,
                   .meaning = "weight of a region's own past success",
                   .source = "assumption"},
    sim::Parameter{.name = "region.heat_half_life",
                   .unit = "day",
                   .value = 730,
                   .low = 90,
                   .high = 3000,
                   .meaning = "half-life of the smoothed national heat of a category",
                   .source = "assumption"},
    sim::Parameter{.name = "region.temperature",
                   .unit = "-",
                   .value = 0.3,
                   .low = 0,
                   .high = 2,
                   .neutral = 0,
                   .meaning = "Gumbel noise of the focus choice",
                   .source = "assumption"},
};

sim::Time next_plan(sim::Time now) {
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(now)};
    const int year = static_cast<int>(day.year());
    const sim::Time this_year = sim::date(year, 1, 31);
    return this_year > now ? this_year : sim::date(year + 1, 1, 31);
}

std::uint32_t year_of(sim::Time now) {
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(now)};
    return static_cast<std::uint32_t>(static_cast<int>(day.year()));
}

}  // namespace

std::vector<double> standardised(std::span<const double> values) {
    const auto count = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    double squares = 0.0;
    for (const double v : values) squares += (v - mean) * (v - mean);
    const double sd = std::sqrt(squares / count);
    std::vector<double> result;
    result.reserve(values.size());
    // Equal values may differ from their mean by rounding; that is no spread.
    const double least = 1e-12 * (1.0 + std::fabs(mean));
    for (const double v : values) result.push_back(sd > least ? (v - mean) / sd : 0.0);
    return result;
}

Planning::Planning(const sim::ParameterCatalogue& catalogue)
    : differentiation_(catalogue.id("region.differentiation")),
      focus_(catalogue.id("region.focus")),
      success_weight_(catalogue.id("region.success_weight")),
      heat_half_life_(catalogue.id("region.heat_half_life")),
      temperature_(catalogue.id("region.temperature")) {}

sim::ParameterTable Planning::parameters() {
    return {"planning", table};
}

void Planning::begin(Context& context) {
    for (std::uint32_t r = 0; r < context.world().regions.size(); ++r)
        context.at(next_plan(context.now()), RegionPlanned{RegionId{r}});
}

void Planning::on_month_started(const MonthStarted&, Context& context) {
    World& world = context.world();
    double live = 0.0;
    for (const Category& category : world.categories) live += category.live;
    if (live == 0.0) return;
    constexpr double month = sim::days_per_year / 12.0;
    const double kept = sim::exp2(-month / context.policy()[heat_half_life_]);
    for (Category& category : world.categories)
        category.heat = kept * category.heat + (1.0 - kept) * category.live / live;
}

std::vector<double> Planning::scores(RegionId region, Context& context, std::uint32_t year) const {
    const World& world = context.world();
    const Policy& policy = context.policy();
    std::vector<double> heat, success;
    double validated = 0.0;
    for (const Category& category : world.categories) {
        heat.push_back(category.heat);
        success.push_back(category.success[region.index]);
        validated += success.back();
    }
    if (validated > 0.0)
        for (double& s : success) s /= validated;
    const std::vector<double> z_heat = standardised(heat);
    const std::vector<double> z_advantage = standardised(world.regions[region].advantage);
    const std::vector<double> z_success = standardised(success);
    const double delta = policy[differentiation_];
    std::vector<double> result;
    for (std::uint32_t d = 0; d < world.categories.size(); ++d) {
        const sim::Key key =
            sim::child_key(world.regions[region].key, world.categories[CategoryId{d}].key.value);
        const double noise = context.chance(Purpose::plan_noise, key, year).gumbel(policy[temperature_]);
        result.push_back((1.0 - delta) * z_heat[d] + delta * z_advantage[d] +
                         policy[success_weight_] * z_success[d] + noise);
    }
    return result;
}

void Planning::on_region_planned(const RegionPlanned& event, Context& context) {
    World& world = context.world();
    const std::uint32_t year = year_of(context.now());
    const std::vector<double> score = scores(event.region, context, year);
    std::vector<std::pair<double, CategoryId>> ranking;
    std::vector<double> tie(score.size());
    for (std::uint32_t d = 0; d < score.size(); ++d) {
        tie[d] = context.chance(Purpose::plan_tie, world.categories[CategoryId{d}].key, year).uniform();
        ranking.emplace_back(score[d], CategoryId{d});
    }
    std::sort(ranking.begin(), ranking.end(), [&tie](const auto& a, const auto& b) {
        if (a.first != b.first) return a.first > b.first;
        return tie[a.second.index] > tie[b.second.index];
    });
    const auto wanted = static_cast<std::size_t>(context.policy()[focus_]);
    std::vector<CategoryId>& focus = world.regions[event.region].focus;
    focus.clear();
    for (std::size_t i = 0; i < std::min(wanted, ranking.size()); ++i) focus.push_back(ranking[i].second);
    context.at(next_plan(context.now()), event, sim::EventId{});
}

}  // namespace cultivar
