// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sim/random.hpp"

namespace cultivar::sim {

/// Two nodes by their numbers: the two ends of a tie, or an arc from the first to the second.
using NodePair = std::pair<std::uint32_t, std::uint32_t>;

/// An undirected network without loops or double ties: each node's neighbours in rising order, one list
/// behind the other. A value of two plain vectors; copying it copies two blocks of memory.
class Network {
  public:
    Network() = default;
    /// Ties given twice, either way round, count once and loops not at all. Throws std::invalid_argument if
    /// an end is not below `nodes`.
    Network(std::uint32_t nodes, std::span<const NodePair> ties);

    [[nodiscard]] std::uint32_t nodes() const { return static_cast<std::uint32_t>(starts_.size() - 1); }
    [[nodiscard]] std::uint64_t ties() const { return neighbours_.size() / 2; }
    [[nodiscard]] std::span<const std::uint32_t> neighbours(std::uint32_t node) const {
        return {neighbours_.data() + starts_[node], neighbours_.data() + starts_[node + 1]};
    }

    friend bool operator==(const Network&, const Network&) = default;

  private:
    std::vector<std::uint64_t> starts_ = {0};
    std::vector<std::uint32_t> neighbours_;
};

/// What a random network is made of. `affinity` is square, row by row: how much a node of the row's group
/// favours one node of the column's group over others (finite, >= 0).
struct TieRule {
    std::vector<Key> keys;              ///< of each node, all different
    std::vector<std::uint32_t> groups;  ///< of each node
    std::vector<double> affinity;
    double mean_degree = 0.0;
};

/// A configuration graph with group affinities, after the conditionally Poissonian graph of Norros & Reittu
/// (2006). Each node starts Poisson(mean_degree / 2) ties; each goes to a group in proportion to affinity
/// times its number of other nodes, and there to any node alike. With p(i, j) the chance that a tie started
/// by i goes to j, ties are independent and i ~ j with probability 1 - exp(-mean_degree / 2 · (p(i, j) + p(j,
/// i))): the mean degree falls short of the target by the merged doubles only, about mean_degree / (2 · group
/// size). A node without partners gets no tie.
///
/// Draws belong to the node's key and groups are read in order of keys, so the ties, as pairs of keys, do not
/// depend on the order of the nodes; a group to and from which all affinities are 0 changes no tie elsewhere.
/// A new node in a connected group does. Throws std::invalid_argument on lists of unlike length, a matrix
/// that is not square, holds a negative or infinite number or lacks a group, or a mean degree outside
/// 0 … 1e6. Adds its draws to a record, if one is given.
[[nodiscard]] Network configuration_graph(const TieRule& rule, std::uint64_t seed, std::uint16_t purpose,
                                          DrawRecord* record = nullptr);

/// The number of the connected component of each node; components are numbered by their lowest node.
[[nodiscard]] std::vector<std::uint32_t> components(const Network& network);

/// An order of nodes in which every node comes after all that it needs, or else one cycle of needs.
struct Ordering {
    std::vector<std::uint32_t> order;  ///< empty if there is a cycle
    std::vector<std::uint32_t>
        cycle;  ///< each needs the next, the last needs the first; empty if there is none
};

/// Orders nodes 0 … nodes - 1 by arcs (node, what it needs). Nodes keep their order where needs allow. Throws
/// std::invalid_argument if an end of an arc is not below `nodes`.
[[nodiscard]] Ordering topological_order(std::uint32_t nodes, std::span<const NodePair> needs);

/// For each node, whether it is `start` or can be reached from it along the arcs. Throws
/// std::invalid_argument if a number is not below `nodes`.
[[nodiscard]] std::vector<bool> reachable(std::uint32_t nodes, std::span<const NodePair> arcs,
                                          std::uint32_t start);

}  // namespace cultivar::sim
