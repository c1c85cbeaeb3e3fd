// SPDX-License-Identifier: Apache-2.0
#include "sim/network.hpp"

#include <algorithm>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/depth_first_search.hpp>
#include <numeric>
#include <stdexcept>

namespace cultivar::sim {

namespace {

using Digraph = boost::compressed_sparse_row_graph<boost::directedS>;
using Vertex = boost::graph_traits<Digraph>::vertex_descriptor;
using Arc = boost::graph_traits<Digraph>::edge_descriptor;

void require(bool condition, const char* what) {
    if (!condition) throw std::invalid_argument(what);
}

void require_ends(std::uint32_t nodes, std::span<const NodePair> pairs) {
    for (const auto& [from, to] : pairs)
        require(from < nodes && to < nodes, "network: a tie ends at a node that does not exist");
}

Digraph digraph(std::uint32_t nodes, std::span<const NodePair> arcs) {
    require_ends(nodes, arcs);
    return Digraph(boost::edges_are_unsorted_multi_pass, arcs.begin(), arcs.end(), nodes);
}

/// Lists one behind the other: list `i` is items[starts[i]] … items[starts[i + 1] - 1].
struct Lists {
    std::vector<std::uint64_t> starts;
    std::vector<std::uint32_t> items;
};

/// For each node, all other ends of its ties, doubles included, in the order of `ties`.
Lists both_ways(std::uint32_t nodes, std::span<const NodePair> ties) {
    Lists lists{std::vector<std::uint64_t>(nodes + 1, 0), {}};
    for (const auto& [a, b] : ties) {
        if (a == b) continue;
        ++lists.starts[a + 1];
        ++lists.starts[b + 1];
    }
    std::partial_sum(lists.starts.begin(), lists.starts.end(), lists.starts.begin());
    lists.items.resize(lists.starts.back());
    std::vector<std::uint64_t> next(lists.starts.begin(), lists.starts.end() - 1);
    for (const auto& [a, b] : ties) {
        if (a == b) continue;
        lists.items[next[a]++] = b;
        lists.items[next[b]++] = a;
    }
    return lists;
}

/// Sorts every list of a symmetric relation in linear time: reading it column by column meets rows in order.
Lists sorted(const Lists& lists) {
    Lists result{lists.starts, std::vector<std::uint32_t>(lists.items.size())};
    std::vector<std::uint64_t> next(lists.starts.begin(), lists.starts.end() - 1);
    for (std::uint32_t node = 0; node < next.size(); ++node)
        for (std::uint64_t i = lists.starts[node]; i < lists.starts[node + 1]; ++i)
            result.items[next[lists.items[i]]++] = node;
    return result;
}

class NeedsVisitor : public boost::default_dfs_visitor {
  public:
    NeedsVisitor(Ordering& found, std::vector<Vertex>& reason) : found_(&found), reason_(&reason) {}

    void tree_edge(const Arc& arc, const Digraph& graph) {
        (*reason_)[target(arc, graph)] = source(arc, graph);
    }
    void back_edge(const Arc& arc, const Digraph& graph) {
        if (!found_->cycle.empty()) return;
        const Vertex first = target(arc, graph);
        for (Vertex node = source(arc, graph); node != first; node = (*reason_)[node])
            found_->cycle.push_back(static_cast<std::uint32_t>(node));
        found_->cycle.push_back(static_cast<std::uint32_t>(first));
        std::reverse(found_->cycle.begin(), found_->cycle.end());
    }
    void finish_vertex(Vertex node, const Digraph&) {
        found_->order.push_back(static_cast<std::uint32_t>(node));
    }

  private:
    Ordering* found_;
    std::vector<Vertex>* reason_;
};

}  // namespace

Network::Network(std::uint32_t nodes, std::span<const NodePair> ties) {
    require_ends(nodes, ties);
    const Lists lists = sorted(both_ways(nodes, ties));
    starts_.reserve(nodes + 1);
    neighbours_.reserve(lists.items.size());
    for (std::uint32_t node = 0; node < nodes; ++node) {
        const auto begin = lists.items.begin() + static_cast<std::ptrdiff_t>(lists.starts[node]);
        const auto end = lists.items.begin() + static_cast<std::ptrdiff_t>(lists.starts[node + 1]);
        std::unique_copy(begin, end, std::back_inserter(neighbours_));
        starts_.push_back(neighbours_.size());
    }
}

std::vector<std::uint32_t> components(const Network& network) {
    const std::uint32_t nodes = network.nodes();
    std::vector<std::uint32_t> result(nodes, nodes), waiting;
    std::uint32_t count = 0;
    for (std::uint32_t first = 0; first < nodes; ++first) {
        if (result[first] != nodes) continue;
        result[first] = count;
        waiting.assign(1, first);
        while (!waiting.empty()) {
            const std::uint32_t node = waiting.back();
            waiting.pop_back();
            for (const std::uint32_t other : network.neighbours(node)) {
                if (result[other] != nodes) continue;
                result[other] = count;
                waiting.push_back(other);
            }
        }
        ++count;
    }
    return result;
}

Ordering topological_order(std::uint32_t nodes, std::span<const NodePair> needs) {
    const Digraph graph = digraph(nodes, needs);
    Ordering found;
    std::vector<Vertex> reason(nodes);
    std::vector<boost::default_color_type> colour(nodes, boost::white_color);
    boost::depth_first_search(graph, boost::visitor(NeedsVisitor(found, reason)).color_map(colour.data()));
    if (!found.cycle.empty()) found.order.clear();
    return found;
}

std::vector<bool> reachable(std::uint32_t nodes, std::span<const NodePair> arcs, std::uint32_t start) {
    const Digraph graph = digraph(nodes, arcs);
    require(start < nodes, "network: the start does not exist");
    std::vector<boost::default_color_type> colour(nodes, boost::white_color);
    boost::breadth_first_search(graph, start, boost::color_map(colour.data()));
    std::vector<bool> result(nodes);
    for (std::uint32_t node = 0; node < nodes; ++node) result[node] = colour[node] != boost::white_color;
    return result;
}

}  // namespace cultivar::sim
