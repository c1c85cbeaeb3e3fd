// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "sim/network.hpp"

namespace cultivar::sim {

namespace {

void require(bool condition, const char* what) {
    if (!condition) throw std::invalid_argument(what);
}

std::uint32_t count_groups(const TieRule& rule) {
    require(rule.keys.size() == rule.groups.size(), "network: each node needs one key and one group");
    const auto count = static_cast<std::uint32_t>(std::lround(std::sqrt(rule.affinity.size())));
    require(std::size_t{count} * count == rule.affinity.size(), "network: the affinity matrix is not square");
    for (const double affinity : rule.affinity)
        require(std::isfinite(affinity) && affinity >= 0, "network: an affinity is not finite and >= 0");
    for (const std::uint32_t group : rule.groups)
        require(group < count, "network: a group is not in the affinity matrix");
    require(rule.mean_degree >= 0 && rule.mean_degree <= 1e6,
            "network: the mean degree is not from 0 to 1e6");
    return count;
}

/// Nodes by group and, within it, by key.
struct Members {
    explicit Members(const TieRule& rule, std::uint32_t groups)
        : starts(groups + 1, 0), nodes(rule.keys.size()), places(rule.keys.size()) {
        for (const std::uint32_t group : rule.groups) ++starts[group + 1];
        std::partial_sum(starts.begin(), starts.end(), starts.begin());
        std::vector<std::uint32_t> next(starts.begin(), starts.end() - 1);
        for (std::uint32_t node = 0; node < nodes.size(); ++node) nodes[next[rule.groups[node]]++] = node;
        for (std::uint32_t group = 0; group < groups; ++group)
            std::sort(nodes.begin() + starts[group], nodes.begin() + starts[group + 1],
                      [&](auto a, auto b) { return rule.keys[a].value < rule.keys[b].value; });
        for (std::uint32_t i = 0; i < nodes.size(); ++i) places[nodes[i]] = i;
    }

    [[nodiscard]] std::uint32_t size(std::uint32_t group) const { return starts[group + 1] - starts[group]; }

    std::vector<std::uint32_t> starts;  // of each group in `nodes`
    std::vector<std::uint32_t> nodes;
    std::vector<std::uint32_t> places;  // of each node in `nodes`
};

/// Running totals over the groups of the weight that a node of each group gives them, itself left out.
std::vector<double> running_totals(const TieRule& rule, const Members& members, std::uint32_t groups) {
    std::vector<double> totals(rule.affinity.size());
    for (std::uint32_t from = 0; from < groups; ++from) {
        double total = 0.0;
        for (std::uint32_t to = 0; to < groups; ++to) {
            const std::uint32_t size = members.size(to);
            const std::uint32_t others = from == to && size > 0 ? size - 1 : size;
            total += rule.affinity[std::size_t{from} * groups + to] * others;
            totals[std::size_t{from} * groups + to] = total;
        }
        require(std::isfinite(total), "network: the affinities of a group sum to infinity");
    }
    return totals;
}

std::uint32_t draw_partner(Stream& stream, const Members& members, std::uint32_t node, std::uint32_t own,
                           std::uint32_t group) {
    const std::uint32_t start = members.starts[group];
    if (group != own) return members.nodes[start + stream.integer(members.size(group))];
    const std::uint32_t place = start + stream.integer(members.size(group) - 1);
    return members.nodes[place < members.places[node] ? place : place + 1];
}

}  // namespace

Network configuration_graph(const TieRule& rule, std::uint64_t seed, std::uint16_t purpose,
                            DrawRecord* record) {
    const std::uint32_t groups = count_groups(rule);
    const Members members(rule, groups);
    const std::vector<double> totals = running_totals(rule, members, groups);
    const auto nodes = static_cast<std::uint32_t>(rule.keys.size());

    std::vector<NodePair> ties;
    ties.reserve(static_cast<std::size_t>(nodes * rule.mean_degree * 0.5 * 1.1));
    for (std::uint32_t node = 0; node < nodes; ++node) {
        const std::uint32_t own = rule.groups[node];
        const std::span row(totals.data() + std::size_t{own} * groups, groups);
        if (!(row.back() > 0)) continue;
        Stream stream(seed, purpose, rule.keys[node], 0, record);
        for (std::uint64_t left = stream.poisson(rule.mean_degree / 2); left > 0; --left) {
            const auto group = static_cast<std::uint32_t>(stream.cumulative(row));
            ties.emplace_back(node, draw_partner(stream, members, node, own, group));
        }
    }
    return Network(nodes, ties);
}

}  // namespace cultivar::sim
