// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "models/measures.hpp"
#include "models/slices.hpp"
#include "sim/elementary.hpp"

namespace cultivar::measures {

namespace {

/// Families in use per firm among the members (owner types, size classes) of a breakdown.
double use_per_firm(const Slice& slice, std::span<const double> adopters, std::span<const double> firms,
                    int member) {
    const std::size_t members = firms.size();
    double used = 0.0, all = 0.0;
    for (std::size_t m = 0; m < members; ++m) {
        if (member >= 0 && member != static_cast<int>(m)) continue;
        all += firms[m];
        for (std::size_t f = 0; f < adopters.size() / members; ++f)
            if (slice.family < 0 || slice.family == static_cast<int>(f)) used += adopters[f * members + m];
    }
    return all > 0.0 ? used / all : 0.0;
}

struct Inequality {
    double between = 0.0;
    double within = 0.0;
};

double term(double share, double relative) {
    return relative > 0.0 ? share * relative * sim::log(relative) : 0.0;
}

/// Theil's index of installations per firm over regions, weighted by firms, split by macro-regions.
Inequality theil(const World& world, const Slice& slice) {
    const auto uses = [&](const Slice& part) {
        return sum_cells(world, part, world.ledger.adopters, slice.family);
    };
    const auto firms = [&](const Slice& part) {
        double sum = 0.0;
        each_region(world, part,
                    [&](RegionId r) { sum += static_cast<double>(world.regions[r].firms.size()); });
        return sum;
    };
    const double all_firms = firms({}), all_uses = uses({});
    if (all_firms == 0.0 || all_uses == 0.0) return {};
    const auto part_of = [&](const Slice& part) {
        const double own = firms(part);
        return own == 0.0 ? 0.0 : term(own / all_firms, uses(part) / own * all_firms / all_uses);
    };
    double whole = 0.0;
    Inequality split;
    for (int r = 0; r < static_cast<int>(world.regions.size()); ++r) whole += part_of({.region = r});
    for (int m = 0; m < static_cast<int>(world.macro_regions.size()); ++m)
        split.between += part_of({.macro_region = m});
    split.within = whole - split.between;
    return split;
}

}  // namespace

double adoption_by_owner(const World& world, const Slice& slice) {
    return use_per_firm(slice, world.ledger.adopters_by_owner, world.ledger.firms_by_owner, slice.owner);
}

double adoption_by_size(const World& world, const Slice& slice) {
    return use_per_firm(slice, world.ledger.adopters_by_size, world.ledger.firms_by_size, slice.size_class);
}

double theil_between(const World& world, const Slice& slice) {
    return theil(world, slice).between;
}

double theil_within(const World& world, const Slice& slice) {
    return theil(world, slice).within;
}

double factories_5g(const World& world, const Slice& slice) {
    return weighted(world, sum_cells(world, slice, world.ledger.factories, slice.owner));
}

double factory_sectors(const World& world, const Slice&) {
    const std::vector<double>& sectors = world.ledger.factory_sectors;
    return static_cast<double>(
        std::count_if(sectors.begin(), sectors.end(), [](double n) { return n > 0.0; }));
}

double ai_stage(const World& world, const Slice& slice) {
    const std::optional<std::size_t> ai = world.family_named("ai");
    if (!ai) return 0.0;
    const double users = sum_cells(world, slice, world.ledger.adopters, static_cast<int>(*ai));
    return users > 0.0 ? sum_cells(world, slice, world.ledger.ai_stages, -1) / users : 0.0;
}

double compute_price(const World& world, const Slice&) {
    return world.compute_price;
}

double grades(const World& world, const Slice& slice) {
    return weighted(world, sum_cells(world, slice, world.ledger.grades, slice.grade));
}

double benchmarks(const World& world, const Slice& slice) {
    return weighted(world, sum_cells(world, slice, world.ledger.benchmarks, slice.family));
}

double programme_spend(const World& world, const Slice& slice) {
    return weighted(world, sum_cells(world, slice, world.ledger.programme_spend, slice.family));
}

double first_uses(const World& world, const Slice& slice) {
    return weighted(world, sum_cells(world, slice, world.ledger.first_uses, -1));
}

double first_use_spend(const World& world, const Slice& slice) {
    return weighted(world, sum_cells(world, slice, world.ledger.first_use_spend, -1));
}

double cost_index(const World& world, const Slice& slice) {
    double sum = 0.0, weight = 0.0;
    each_region(world, slice, [&](RegionId region) {
        const double firms = static_cast<double>(world.regions[region].firms.size());
        for (std::size_t f = 0; f < world.family_count(); ++f) {
            if (slice.family >= 0 && slice.family != static_cast<int>(f)) continue;
            sum += firms * world.cost_index[f * world.regions.size() + region.index];
            weight += firms;
        }
    });
    return weight > 0.0 ? sum / weight : 0.0;
}

double learning_rate(const World& world, const Slice& slice) {
    double sum = 0.0, count = 0.0;
    for (std::size_t f = 0; f < world.family_count(); ++f) {
        if (slice.family >= 0 && slice.family != static_cast<int>(f)) continue;
        sum += world.ledger.learning[f].rate();
        count += 1.0;
    }
    return count > 0.0 ? sum / count : 0.0;
}

}  // namespace cultivar::measures
