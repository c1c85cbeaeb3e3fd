// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/seeds.hpp"

#include <limits>
#include <set>
#include <string>

#include "experiments/plan/refusal.hpp"
#include "scenarios/reader/fields.hpp"

namespace cultivar {

namespace {

constexpr std::int64_t most_seeds = 1'000'000;
constexpr std::int64_t most_points = 1'000'000'000;
constexpr std::int64_t largest_seed = std::numeric_limits<std::int64_t>::max();

std::vector<std::uint64_t> seed_range(std::uint64_t first, std::uint64_t count) {
    std::vector<std::uint64_t> seeds(count);
    for (std::uint64_t i = 0; i < count; ++i) seeds[i] = first + i;
    return seeds;
}

std::vector<std::uint64_t> read_seed_list(const Node& list, Diagnostics& diagnostics) {
    std::vector<std::uint64_t> seeds;
    std::set<std::int64_t> known;
    for (const Node& item : read_items(list, diagnostics)) {
        const auto seed = read_whole(item, 0, largest_seed, diagnostics);
        if (!seed) continue;
        if (!known.insert(*seed).second)
            diagnostics.add("dup-seed", "seed " + std::to_string(*seed) + " twice; the runs would be copies",
                            item.place());
        seeds.push_back(static_cast<std::uint64_t>(*seed));
    }
    return seeds;
}

Replication read_replication(const Node& node, Diagnostics& diagnostics) {
    const Fields fields(node, "'replicated'", {"points", "count"}, diagnostics);
    const auto points = fields.require("points", read_whole, std::int64_t{2}, most_points);
    const auto count = fields.require("count", read_whole, std::int64_t{2}, most_seeds);
    return {static_cast<std::size_t>(points.value_or(0)), static_cast<std::uint64_t>(count.value_or(0)),
            node.place()};
}

}  // namespace

Seeds read_seeds(const Node& node, bool sampled, Diagnostics& diagnostics) {
    if (node.is_list()) return {read_seed_list(node, diagnostics), {}};
    if (!node.is_map()) {
        diagnostics.add("type",
                        "expected {first, count} or a list of seeds, found " + std::string(kind_name(node)),
                        node.place());
        return {};
    }
    std::vector<std::string> known{"first", "count"};
    if (sampled) known.emplace_back("replicated");
    const Fields fields(node, "the seeds", known, diagnostics);
    Seeds seeds;
    if (const Node* replicated = sampled ? fields.find("replicated") : nullptr)
        seeds.replicated = read_replication(*replicated, diagnostics);
    const auto first = fields.require("first", read_whole, std::int64_t{0}, largest_seed - most_seeds);
    const auto count = fields.require("count", read_whole, std::int64_t{1}, most_seeds);
    if (!first || !count) return {};
    seeds.shared = seed_range(static_cast<std::uint64_t>(*first), static_cast<std::uint64_t>(*count));
    if (seeds.replicated && seeds.replicated->seeds > 0 && seeds.replicated->seeds <= seeds.shared.size())
        diagnostics.add("range",
                        "replicated points get " + std::to_string(seeds.replicated->seeds) +
                            " seeds, and so does every point",
                        fields.find("replicated")->place(), "'count' is the number of seeds in all");
    return seeds;
}

void override_seeds(Seeds& all, const Overrides& overrides) {
    std::vector<std::uint64_t>& seeds = all.shared;
    if (seeds.empty()) return;
    const bool row = seeds.back() - seeds.front() == seeds.size() - 1;
    const std::uint64_t count = overrides.seeds.value_or(seeds.size());
    if (overrides.first_seed || (row && count != seeds.size()))
        seeds = seed_range(overrides.first_seed.value_or(seeds.front()), count);
    else if (count <= seeds.size())
        seeds.resize(count);
    else
        refuse_input("cli", "--seeds " + std::to_string(count) + ": the file lists " +
                                std::to_string(seeds.size()) + " seeds");
    if (all.replicated && all.replicated->seeds <= seeds.size())
        refuse_input("cli", "--seeds " + std::to_string(count) + ": replicated points get " +
                                std::to_string(all.replicated->seeds) + " seeds in all");
}

std::vector<std::uint64_t> more_seeds(const Seeds& seeds) {
    if (!seeds.replicated) return {};
    return seed_range(seeds.shared.back() + 1, seeds.replicated->seeds - seeds.shared.size());
}

}  // namespace cultivar
