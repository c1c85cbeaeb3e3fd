// SPDX-License-Identifier: Apache-2.0
#include "models/measures.hpp"

#include <algorithm>
#include <cmath>

#include "models/slices.hpp"

namespace cultivar::measures {

namespace {

double firms(const World& world, const Slice& slice) {
    double sum = 0.0;
    each_region(world, slice, [&](RegionId region) { sum += world.regions[region].in_business; });
    return sum;
}

double of_contracts(const World& world, double part) {
    return world.ledger.contracts > 0.0 ? part / world.ledger.contracts : 0.0;
}

/// Years until the values first reach `level`, between two records by straight line; the length of the record
/// where they never do.
double crossing(std::span<const double> years, std::span<const double> values, double level) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] < level) continue;
        if (i == 0) return years[0];
        const double part = (level - values[i - 1]) / (values[i] - values[i - 1]);
        return years[i - 1] + part * (years[i] - years[i - 1]);
    }
    return years.empty() ? 0.0 : years.back();
}

}  // namespace

double adopters(const World& world, const Slice& slice) {
    if (slice.family >= 0)
        return weighted(world, sum_cells(world, slice, world.ledger.adopters, slice.family));
    double sum = 0.0;
    each_region(world, slice, [&](RegionId region) { sum += world.ledger.installed_any[region.index]; });
    return weighted(world, sum);
}

double adoption_share(const World& world, const Slice& slice) {
    const double all = firms(world, slice);
    return all > 0.0 ? adopters(world, slice) * world.scale / all : 0.0;
}

double considered(const World& world, const Slice& slice) {
    return weighted(world, sum_cells(world, slice, world.ledger.considered, slice.family));
}

double reached(const World& world, const Slice& slice, Stage stage) {
    const std::size_t cells = world.regions.size() * tier_count;
    const std::span<const double> all(world.ledger.reached);
    return weighted(
        world,
        sum_cells(world, slice, all.subspan(static_cast<std::size_t>(stage) * cells, cells), slice.tier));
}

double value_realised(const World& world, const Slice& slice) {
    return weighted(world, sum_cells(world, slice, world.ledger.value_validated, slice.tier));
}

double public_spend(const World& world, const Slice& slice) {
    return weighted(world, sum_cells(world, slice, world.ledger.public_spend, slice.tier));
}

double value_locked(const World& world, const Slice& slice) {
    return weighted(world, sum_cells(world, slice, world.ledger.value_locked, slice.tier));
}

double success_share(const World& world, const Slice&) {
    double trials = 0.0, successes = 0.0;
    for (std::size_t k = 0; k < world.ledger.trials_by_number.size(); ++k) {
        trials += world.ledger.trials_by_number[k];
        successes += world.ledger.successes_by_number[k];
    }
    return trials > 0.0 ? successes / trials : 0.0;
}

double first_trial_success(const World& world, const Slice&) {
    const double trials = world.ledger.trials_by_number[0];
    return trials > 0.0 ? world.ledger.successes_by_number[0] / trials : 0.0;
}

double sme_share(const World& world, const Slice&) {
    return of_contracts(world, world.ledger.contracts_to_small);
}

double nonstate_share(const World& world, const Slice&) {
    return of_contracts(world, world.ledger.contracts_to_nonstate);
}

double home_share(const World& world, const Slice&) {
    return of_contracts(world, world.ledger.contracts_at_home);
}

double applications(const World& world, const Slice&) {
    return weighted(world, world.ledger.applications);
}

double breakthroughs(const World& world, const Slice&) {
    return world.ledger.breakthroughs;
}

double unlocked(const World& world, const Slice&) {
    return weighted(world, world.ledger.unlocked);
}

double synergy_premium(const World& world, const Slice&) {
    const Ledger& ledger = world.ledger;
    return ledger.bundle_adoptions > 0.0 ? ledger.bundle_premiums / ledger.bundle_adoptions : 0.0;
}

double readiness(const World& world, const Slice& slice) {
    double sum = 0.0, count = 0.0;
    for (const Technology& technology : world.technologies) {
        if (slice.family >= 0 && slice.family != technology.family) continue;
        sum += technology.readiness;
        count += 1.0;
    }
    return count > 0.0 ? sum / count : 0.0;
}

double coverage(const World& world, const Slice& slice) {
    double sum = 0.0;
    each_region(world, slice, [&](RegionId region) {
        sum += world.regions[region].coverage * world.regions[region].in_business;
    });
    const double all = firms(world, slice);
    return all > 0.0 ? sum / all : 0.0;
}

double base_stations(const World& world, const Slice&) {
    return world.base_stations;
}

double east_share(const World& world, const Slice&) {
    const auto east = std::find(world.macro_regions.begin(), world.macro_regions.end(), "east");
    const double all = sum_cells(world, {}, world.ledger.adopters, -1);
    if (east == world.macro_regions.end() || all == 0.0) return 0.0;
    const Slice slice{.macro_region = static_cast<int>(east - world.macro_regions.begin())};
    return sum_cells(world, slice, world.ledger.adopters, slice.family) / all;
}

/// Mean cosine of the category shares of every two regions that have a focus.
double plan_similarity(const World& world, const Slice&) {
    double sum = 0.0, pairs = 0.0;
    for (std::uint32_t a = 0; a < world.regions.size(); ++a) {
        for (std::uint32_t b = a + 1; b < world.regions.size(); ++b) {
            const auto& first = world.regions[RegionId{a}].focus;
            const auto& second = world.regions[RegionId{b}].focus;
            if (first.empty() || second.empty()) continue;
            const auto shared = std::count_if(first.begin(), first.end(), [&second](CategoryId d) {
                return std::find(second.begin(), second.end(), d) != second.end();
            });
            sum += static_cast<double>(shared) /
                   std::sqrt(static_cast<double>(first.size()) * static_cast<double>(second.size()));
            pairs += 1.0;
        }
    }
    return pairs > 0.0 ? sum / pairs : 0.0;
}

double lead_listing_contract(const World& world, const Slice&) {
    return world.ledger.days_listing_contract.quantile(0.5);
}

double lead_contract_trial(const World& world, const Slice&) {
    return world.ledger.days_contract_trial.quantile(0.5);
}

double lead_trial_validated(const World& world, const Slice&) {
    return world.ledger.days_trial_validated.quantile(0.5);
}

double to_10(std::span<const double> years, std::span<const double> values) {
    return crossing(years, values, 0.1);
}

double to_50(std::span<const double> years, std::span<const double> values) {
    return crossing(years, values, 0.5);
}

double to_90(std::span<const double> years, std::span<const double> values) {
    return crossing(years, values, 0.9);
}

}  // namespace cultivar::measures
