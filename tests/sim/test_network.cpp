// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <stdexcept>

#include "sim/network.hpp"

using namespace cultivar::sim;

namespace {

using Nodes = std::vector<std::uint32_t>;

constexpr std::uint64_t seed = 20251107;
constexpr std::uint16_t purpose = 1;

/// A rule with sizes[g] nodes in each group g, keyed by group and place in it.
TieRule rule_of(const Nodes& sizes, std::vector<double> affinity, double mean_degree) {
    TieRule rule;
    for (std::uint32_t group = 0; group < sizes.size(); ++group)
        for (std::uint32_t i = 0; i < sizes[group]; ++i) {
            rule.keys.push_back(child_key(key_of("group " + std::to_string(group)), i));
            rule.groups.push_back(group);
        }
    rule.affinity = std::move(affinity);
    rule.mean_degree = mean_degree;
    return rule;
}

std::set<std::pair<std::uint64_t, std::uint64_t>> ties_by_key(const TieRule& rule, const Network& network) {
    std::set<std::pair<std::uint64_t, std::uint64_t>> ties;
    for (std::uint32_t node = 0; node < network.nodes(); ++node)
        for (const std::uint32_t other : network.neighbours(node))
            ties.emplace(rule.keys[node].value, rule.keys[other].value);
    return ties;
}

Nodes listed(const Network& network, std::uint32_t node) {
    return {network.neighbours(node).begin(), network.neighbours(node).end()};
}

}  // namespace

TEST_CASE("network: ties given twice or to oneself leave one sorted list at both ends") {
    const std::vector<NodePair> ties = {{3, 0}, {0, 1}, {1, 0}, {2, 2}, {0, 1}, {3, 1}};
    const Network network(5, ties);
    CHECK(network.nodes() == 5);
    CHECK(network.ties() == 3);
    CHECK(listed(network, 0) == Nodes{1, 3});
    CHECK(listed(network, 1) == Nodes{0, 3});
    CHECK(listed(network, 2).empty());
    CHECK(listed(network, 3) == Nodes{0, 1});
    CHECK(Network().nodes() == 0);
    CHECK_THROWS_AS(Network(3, ties), std::invalid_argument);
}

TEST_CASE("network: a copy is equal and independent of its original") {
    const std::vector<NodePair> ties = {{0, 1}};
    Network original(2, ties);
    const Network copy = original;
    original = Network(3, ties);
    CHECK(copy == Network(2, ties));
    CHECK(copy != original);
}

TEST_CASE("configuration graph: every tie is seen from both ends, once, and never from a node to itself") {
    const Network network =
        configuration_graph(rule_of({40, 25, 7}, {1, .2, .1, .2, 1, .5, .1, .5, 1}, 8), seed, purpose);
    std::uint64_t degrees = 0;
    for (std::uint32_t node = 0; node < network.nodes(); ++node) {
        const Nodes others = listed(network, node);
        degrees += others.size();
        CHECK(std::adjacent_find(others.begin(), others.end(), std::greater_equal<>()) == others.end());
        for (const std::uint32_t other : others) {
            CHECK(other != node);
            const Nodes back = listed(network, other);
            CHECK(std::binary_search(back.begin(), back.end(), node));
        }
    }
    CHECK(degrees == 2 * network.ties());
}

// Ties are independent with the chances of the header, so the count between two groups is a sum of Bernoulli
// draws with known mean and variance. Seven normal bounds at 5.4 sd: false alarm below 5e-7. The total of
// about 24,000 ties has an sd of 0.65 %, so a mean degree 5 % off is seen.
TEST_CASE("configuration graph: ties within and between groups are as many as affinities and sizes ask for") {
    const Nodes sizes = {3000, 2000, 1000};
    const std::vector<double> affinity = {1.0, 0.3, 0.05, 0.3, 2.0, 0.0, 0.15, 0.0, 1.0};
    const double mean_degree = 8;
    const TieRule rule = rule_of(sizes, affinity, mean_degree);
    const Network network = configuration_graph(rule, seed, purpose);

    std::vector<double> seen(9, 0.0);
    for (std::uint32_t node = 0; node < network.nodes(); ++node)
        for (const std::uint32_t other : network.neighbours(node))
            seen[rule.groups[node] * 3 + rule.groups[other]] += node < other ? 1 : 0;

    const auto others = [&](std::uint32_t g, std::uint32_t h) { return sizes[h] - (g == h ? 1.0 : 0.0); };
    const auto chance = [&](std::uint32_t g, std::uint32_t h) {
        double total = 0;
        for (std::uint32_t k = 0; k < 3; ++k) total += affinity[g * 3 + k] * others(g, k);
        return affinity[g * 3 + h] / total;
    };
    double total = 0, mean = 0, variance = 0;
    for (std::uint32_t g = 0; g < 3; ++g)
        for (std::uint32_t h = g; h < 3; ++h) {
            const double tied = -std::expm1(-mean_degree / 2 * (chance(g, h) + chance(h, g)));
            const double pairs = sizes[g] * others(g, h) / (g == h ? 2 : 1);
            CAPTURE(g);
            CAPTURE(h);
            CHECK(std::abs(seen[g * 3 + h] - pairs * tied) <= 5.4 * std::sqrt(pairs * tied * (1 - tied)));
            total += seen[g * 3 + h];
            mean += pairs * tied;
            variance += pairs * tied * (1 - tied);
        }
    CHECK(std::abs(total - mean) <= 5.4 * std::sqrt(variance));
    CHECK(total == static_cast<double>(network.ties()));
    CHECK(mean == doctest::Approx(6000 * mean_degree / 2).epsilon(0.005));
}

// In a group of three each of the three ties has chance 1 - exp(-1/2) under one seed, so over seeds the
// counts are binomial. Three normal bounds at 5.4 sd: false alarm below 3e-7. A node that may choose itself
// in place of the last of its group changes one chance to 1 - exp(-1/4).
TEST_CASE("configuration graph: in a small group every other node is chosen alike") {
    const TieRule rule = rule_of({3}, {1}, 1);
    const double tied = -std::expm1(-0.5), seeds = 20'000;
    std::vector<double> seen(3, 0.0);
    for (std::uint64_t trial = 0; trial < 20'000; ++trial) {
        const Network network = configuration_graph(rule, seed + trial, purpose);
        for (std::uint32_t node = 0; node < 3; ++node) {
            const Nodes others = listed(network, node);
            seen[node] += std::binary_search(others.begin(), others.end(), (node + 1) % 3) ? 1 : 0;
        }
    }
    for (const double count : seen)
        CHECK(std::abs(count - seeds * tied) <= 5.4 * std::sqrt(seeds * tied * (1 - tied)));
}

TEST_CASE("configuration graph: ties belong to keys, whatever the order of the nodes") {
    const TieRule rule = rule_of({30, 20}, {1, .5, .5, 1}, 6);
    TieRule other = rule;
    std::reverse(other.keys.begin(), other.keys.end());
    std::reverse(other.groups.begin(), other.groups.end());
    CHECK(ties_by_key(rule, configuration_graph(rule, seed, purpose)) ==
          ties_by_key(other, configuration_graph(other, seed, purpose)));
    CHECK(ties_by_key(rule, configuration_graph(rule, seed, purpose)) !=
          ties_by_key(rule, configuration_graph(rule, seed + 1, purpose)));
}

TEST_CASE("configuration graph: an isolated group changes no tie elsewhere") {
    const TieRule before = rule_of({30, 20}, {1, .5, .5, 1}, 6);
    const TieRule after = rule_of({30, 20, 10}, {1, .5, 0, .5, 1, 0, 0, 0, 1}, 6);
    const auto ties = ties_by_key(before, configuration_graph(before, seed, purpose));
    auto later = ties_by_key(after, configuration_graph(after, seed, purpose));
    CHECK(std::includes(later.begin(), later.end(), ties.begin(), ties.end()));
    std::set<std::uint64_t> added;
    for (std::size_t node = 50; node < 60; ++node) added.insert(after.keys[node].value);
    std::erase_if(later, [&](const auto& tie) { return added.contains(tie.first); });
    CHECK(later == ties);
}

TEST_CASE("configuration graph: a node without partners stays alone, and small groups fill up") {
    const Network network =
        configuration_graph(rule_of({1, 4, 0}, {1, 0, 1, 0, 1, 1, 1, 1, 1}, 100), seed, purpose);
    CHECK(network.neighbours(0).empty());
    CHECK(network.ties() == 6);  // each of the six pairs is missed with chance exp(-100 / 3)
    CHECK(configuration_graph(rule_of({}, {}, 8), seed, purpose).nodes() == 0);
    CHECK(configuration_graph(rule_of({5}, {1}, 0), seed, purpose).ties() == 0);
}

TEST_CASE("configuration graph: rules that make no sense are refused") {
    const TieRule good = rule_of({3, 2}, {1, 1, 1, 1}, 2);
    const auto refused = [&](auto spoil) {
        TieRule rule = good;
        spoil(rule);
        CHECK_THROWS_AS((void)configuration_graph(rule, seed, purpose), std::invalid_argument);
    };
    refused([](TieRule& rule) { rule.keys.pop_back(); });
    refused([](TieRule& rule) { rule.groups[0] = 2; });
    refused([](TieRule& rule) { rule.affinity.pop_back(); });
    refused([](TieRule& rule) { rule.affinity[1] = -1; });
    refused([](TieRule& rule) { rule.affinity[1] = INFINITY; });
    refused([](TieRule& rule) { rule.affinity[1] = 1e308; });
    refused([](TieRule& rule) { rule.mean_degree = NAN; });
    refused([](TieRule& rule) { rule.mean_degree = -1; });
    refused([](TieRule& rule) { rule.mean_degree = 2e6; });
}

TEST_CASE("components: nodes share a number when a path joins them") {
    const std::vector<NodePair> ties = {{4, 1}, {1, 5}, {0, 3}};
    CHECK(components(Network(6, ties)) == Nodes{0, 1, 2, 0, 1, 1});
    CHECK(components(Network()).empty());
}

TEST_CASE("topological order: every node comes after what it needs, otherwise in order of numbers") {
    const std::vector<NodePair> needs = {{0, 3}, {3, 5}, {1, 3}, {4, 0}};
    const Ordering ordering = topological_order(6, needs);
    CHECK(ordering.order == Nodes{5, 3, 0, 1, 2, 4});
    CHECK(ordering.cycle.empty());
    CHECK(topological_order(3, {}).order == Nodes{0, 1, 2});
    CHECK(topological_order(0, {}).order.empty());
}

TEST_CASE("topological order: a cycle is named node by node") {
    const std::vector<NodePair> needs = {{0, 1}, {1, 2}, {2, 4}, {4, 3}, {3, 1}, {4, 5}};
    const Ordering ordering = topological_order(6, needs);
    CHECK(ordering.order.empty());
    CHECK(ordering.cycle == Nodes{1, 2, 4, 3});
    CHECK(topological_order(3, std::vector<NodePair>{{2, 2}}).cycle == Nodes{2});
    CHECK_THROWS_AS((void)topological_order(5, needs), std::invalid_argument);
}

TEST_CASE("topological order: a chain of a million needs does not exhaust the stack") {
    const std::uint32_t count = 1'000'000;
    std::vector<NodePair> needs;
    for (std::uint32_t node = 0; node + 1 < count; ++node) needs.emplace_back(node, node + 1);
    const Ordering ordering = topological_order(count, needs);
    REQUIRE(ordering.order.size() == count);
    CHECK(ordering.order.front() == count - 1);
    CHECK(std::is_sorted(ordering.order.rbegin(), ordering.order.rend()));
}

TEST_CASE("reachable: arcs are followed forwards only") {
    const std::vector<NodePair> arcs = {{0, 2}, {2, 4}, {3, 0}, {4, 2}};
    CHECK(reachable(5, arcs, 0) == std::vector<bool>{true, false, true, false, true});
    CHECK(reachable(5, arcs, 1) == std::vector<bool>{false, true, false, false, false});
    CHECK_THROWS_AS((void)reachable(5, arcs, 5), std::invalid_argument);
    CHECK_THROWS_AS((void)reachable(4, arcs, 0), std::invalid_argument);
}
