// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/spillover.hpp"

#include <algorithm>
#include <array>

#include "sim/elementary.hpp"

namespace cultivar {

namespace {

constexpr std::array table{
    sim::Parameter{.name = "spill.rate",
                   .unit = "1/year",
                   .value = 0.05,
                   .low = 0,
                   .high = 0.3,
                   .neutral = 0,
                   .meaning = "share of a capability gap that closes in a year at absorptive capacity 1",
                   .source = "assumption"},
    sim::Parameter{.name = "absorb.ceiling",
                   .unit = "-",
                   .value = 0.8,
                   .low = 0,
                   .high = 1,
                   .neutral = 0,
                   .meaning = "absorptive capacity at endless R&D",
                   .source = "assumption; form of Cohen & Levinthal 1989"},
    sim::Parameter{.name = "absorb.half",
                   .unit = "-",
                   .value = 1,
                   .low = 0.2,
                   .high = 5,
                   .meaning = "R&D stock at half the ceiling, in multiples of the median",
                   .source = "assumption"},
    sim::Parameter{.name = "absorb.depreciation",
                   .unit = "1/year",
                   .value = 0.15,
                   .low = 0.05,
                   .high = 0.3,
                   .meaning = "depreciation of the R&D stock",
                   .source = "customary rate of the perpetual-inventory method"},
};

/// Months from one round of learning to the next.
constexpr std::uint32_t months_between = 3;
/// Columns that are worked on together; rows are a multiple of it long.
constexpr std::size_t block = 8;

/// The squared distance of a row from what draws it, summed over technologies.
float squared_gap(const float* row, const float* towards, float shrink, std::size_t length) {
    std::array<float, block> lanes{};
    for (std::size_t t = 0; t < length; t += block)
        for (std::size_t i = 0; i < block; ++i) {
            const float gap = towards[t + i] - shrink * row[t + i];
            lanes[i] += gap * gap;
        }
    return ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]));
}

void learn(float* row, const float* towards, float shrink, float part, std::size_t length) {
    for (std::size_t t = 0; t < length; t += block)
        for (std::size_t i = 0; i < block; ++i)
            row[t + i] += part * std::max(0.0F, towards[t + i] - shrink * row[t + i]);
}

/// Visits every firm in business and every institute with its region and its row.
template <class Rows, class Visit>
void each_party(const World& world, Rows* row, Visit&& visit) {
    for (std::uint32_t i = 0; i < world.firms.size(); ++i, row += world.capability_stride)
        if (world.firms[FirmId{i}].active) visit(Party(FirmId{i}), world.firms[FirmId{i}].region, row);
    for (std::uint32_t i = 0; i < world.institutes.size(); ++i, row += world.capability_stride)
        visit(Party(InstituteId{i}), world.institutes[InstituteId{i}].region, row);
}

}  // namespace

Spillover::Spillover(const sim::ParameterCatalogue& catalogue)
    : rate_(catalogue.id("spill.rate")),
      depreciation_(catalogue.id("absorb.depreciation")),
      home_share_(catalogue.id("spill.home_share")),
      sigma_(catalogue.id("cognition.sigma")),
      absorption_(catalogue) {}

sim::ParameterTable Spillover::parameters() {
    return {"spillover", table};
}

void Spillover::gather(const World& world) {
    const std::size_t length = world.capability_stride;
    sums_.assign(world.regions.size() * length, 0.0);
    counts_.assign(world.regions.size(), 0.0);
    each_party(world, world.capability.data(), [&](Party, RegionId region, const float* row) {
        double* sum = sums_.data() + region.index * length;
        for (std::size_t t = 0; t < length; ++t) sum[t] += static_cast<double>(row[t]);
        counts_[region.index] += 1.0;
    });
}

Spillover::Pull Spillover::pull_on(const World& world, RegionId region, double home_share) const {
    const std::size_t length = world.capability_stride;
    std::vector<double> elsewhere(length, 0.0);
    double weight = 0.0;
    for (std::uint32_t s = 0; s < world.regions.size(); ++s) {
        if (s == region.index) continue;
        const double near = world.near(region, RegionId{s});
        weight += near * counts_[s];
        for (std::size_t t = 0; t < length; ++t) elsewhere[t] += near * sums_[s * length + t];
    }
    const double others = counts_[region.index] - 1.0;
    Pull pull;
    pull.any = others > 0.0 || weight > 0.0;
    if (!pull.any) return pull;
    const double home = weight <= 0.0 ? 1.0 : others <= 0.0 ? 0.0 : home_share;
    const double each_at_home = home > 0.0 ? home / others : 0.0;
    const double each_elsewhere = weight > 0.0 ? (1.0 - home) / weight : 0.0;
    pull.shrink = static_cast<float>(1.0 + each_at_home);
    for (std::size_t t = 0; t < length; ++t)
        pull.towards.push_back(static_cast<float>(each_at_home * sums_[region.index * length + t] +
                                                  each_elsewhere * elsewhere[t]));
    return pull;
}

void Spillover::on_month_started(const MonthStarted& event, Context& context) {
    const Policy& policy = context.policy();
    if (policy[rate_] <= 0.0 || event.month % months_between != 0) return;
    World& world = context.world();
    gather(world);
    std::vector<Pull> pulls;
    for (std::uint32_t r = 0; r < world.regions.size(); ++r)
        pulls.push_back(pull_on(world, RegionId{r}, policy[home_share_]));
    const std::size_t length = world.capability_stride;
    const double rate = policy[rate_] * months_between / 12.0;
    const double narrow =
        -0.5 / (policy[sigma_] * policy[sigma_] * static_cast<double>(world.technologies.size()));
    each_party(world, world.capability.data(), [&](Party party, RegionId region, float* row) {
        const Pull& pull = pulls[region.index];
        if (!pull.any) return;
        const float* towards = pull.towards.data();
        const double squares = squared_gap(row, towards, pull.shrink, length);
        const double part = rate * absorption_(world, policy, party) * sim::exp(squares * narrow);
        learn(row, towards, pull.shrink, static_cast<float>(part), length);
    });
}

void Spillover::on_year_started(const YearStarted&, Context& context) {
    if (context.now() == context.world().start) return;
    const double kept = 1.0 - context.policy()[depreciation_];
    for (Firm& firm : context.world().firms) firm.research_stock = kept * firm.research_stock + firm.research;
}

void Spillover::on_firm_entered(const FirmEntered& event, Context& context) {
    Firm& firm = context.world().firms[event.firm];
    firm.research_stock = firm.research / context.policy()[depreciation_];
}

}  // namespace cultivar
