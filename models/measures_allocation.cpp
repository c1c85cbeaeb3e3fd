// SPDX-License-Identifier: Apache-2.0
#include "models/measures_allocation.hpp"

#include "models/slices.hpp"
#include "sim/shares.hpp"

namespace cultivar::measures {

namespace {

double ratio(double part, double whole) {
    return whole > 0.0 ? part / whole : 0.0;
}

/// The value of its contracts by supplier, those without any included. A race pays the first to be validated.
std::vector<double> contract_values(const World& world) {
    const std::size_t firms = world.firms.size();
    std::vector<double> by_party(firms + world.institutes.size(), 0.0);
    for (const Scenario& scenario : world.scenarios) {
        const bool paid =
            scenario.state == ScenarioState::validated || scenario.state == ScenarioState::scaled;
        if (scenario.contracted == sim::Time{} || (scenario.raced && !paid)) continue;
        const Party supplier = scenario.supplier;
        by_party[supplier.kind() == PartyKind::firm ? supplier.index() : firms + supplier.index()] +=
            scenario.price * scenario.value;
    }
    std::vector<double> values;
    for (std::uint32_t i = 0; i < firms; ++i)
        if (world.firms[FirmId{i}].supplier) values.push_back(by_party[i]);
    values.insert(values.end(), by_party.begin() + static_cast<std::ptrdiff_t>(firms), by_party.end());
    return values;
}

/// The scenarios that each region ever listed, by category, of those that listed any.
std::vector<std::span<const double>> structures(const World& world) {
    const std::size_t width = world.categories.size();
    std::vector<std::span<const double>> rows;
    for (std::size_t r = 0; r < world.regions.size(); ++r) {
        const auto row = std::span(world.ledger.listed_in).subspan(r * width, width);
        if (sim::herfindahl(row) > 0.0) rows.push_back(row);
    }
    return rows;
}

}  // namespace

double gini_contracts(const World& world, const Slice&) {
    return sim::gini(contract_values(world));
}

double jain_contracts(const World& world, const Slice&) {
    return sim::jain(contract_values(world));
}

double envy(const World& world, const Slice&) {
    return ratio(world.ledger.envious, world.ledger.round_suppliers);
}

double blocking_pairs(const World& world, const Slice&) {
    return weighted(world, world.ledger.blocking_pairs);
}

double owner_rank(const World& world, const Slice&) {
    return ratio(world.ledger.owner_ranks, world.ledger.matches);
}

double total_fit(const World& world, const Slice&) {
    return weighted(world, world.ledger.fits);
}

double similarity(const World& world, const Slice&) {
    const auto rows = structures(world);
    double sum = 0.0;
    for (std::size_t a = 0; a < rows.size(); ++a)
        for (std::size_t b = a + 1; b < rows.size(); ++b) sum += sim::cosine(rows[a], rows[b]);
    const auto count = static_cast<double>(rows.size());
    return ratio(sum, count * (count - 1.0) / 2.0);
}

double krugman(const World& world, const Slice&) {
    const auto rows = structures(world);
    std::vector<double> nation(world.categories.size(), 0.0);
    for (const auto& row : rows)
        for (std::size_t d = 0; d < row.size(); ++d) nation[d] += row[d];
    double sum = 0.0;
    for (const auto& row : rows) sum += sim::krugman(row, nation);
    return ratio(sum, static_cast<double>(rows.size()));
}

double hhi(const World& world, const Slice&) {
    const auto rows = structures(world);
    double sum = 0.0;
    for (const auto& row : rows) sum += sim::herfindahl(row);
    return ratio(sum, static_cast<double>(rows.size()));
}

double redundancy(const World& world, const Slice& slice) {
    double listed = 0.0, redundant = 0.0;
    each_region(world, slice, [&](RegionId region) {
        for (std::uint32_t d = 0; d < world.categories.size(); ++d)
            listed += world.ledger.listed_in[world.category_cell(region, CategoryId{d})];
        redundant += world.ledger.redundant[region.index];
    });
    return ratio(redundant, listed);
}

double wasted_spend(const World& world, const Slice& slice) {
    double sum = 0.0;
    for (const Scenario& scenario : world.scenarios) {
        if (!scenario.redundant || !holds(world, slice, scenario.region.index)) continue;
        if (slice.tier >= 0 && slice.tier != static_cast<int>(scenario.tier)) continue;
        const bool adopted =
            scenario.template_id.valid() && world.templates[scenario.template_id].adopters > 0.0;
        if (!adopted) sum += scenario.spend;
    }
    return weighted(world, sum);
}

double soe_opened(const World& world, const Slice& slice) {
    return weighted(world, sum_cells(world, slice, world.ledger.state_opened, slice.tier));
}

double soe_opened_value(const World& world, const Slice& slice) {
    return weighted(world, sum_cells(world, slice, world.ledger.state_opened_value, slice.tier));
}

double incidents(const World& world, const Slice&) {
    return weighted(world, world.ledger.incidents);
}

double sanctions(const World& world, const Slice&) {
    return weighted(world, world.ledger.sanctions);
}

double waivers(const World& world, const Slice&) {
    return weighted(world, world.ledger.waivers);
}

}  // namespace cultivar::measures
