// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "sim/event_node.hpp"

namespace cultivar::sim {

/// Events of the current instant that came in their final order: a queue that needs no sorting. A node that
/// left for another place is only counted as gone and skipped by the `alive` that callers hand in.
class EventRing {
  public:
    [[nodiscard]] bool empty() const { return head_ == nodes_.size(); }
    [[nodiscard]] std::size_t size() const { return nodes_.size() - head_ - gone_; }
    /// The first node, or one later than all.
    [[nodiscard]] EventNode first() const { return empty() ? EventNode{} : nodes_[head_]; }
    [[nodiscard]] bool takes(EventNode node) const { return empty() || nodes_.back() < node; }

    /// Adds a node that `takes` accepts; forgets what left once that is more than half.
    template <class Alive>
    void push(EventNode node, const Alive& alive) {
        if (head_ + gone_ > 64 && 2 * (head_ + gone_) > nodes_.size()) tidy(alive);
        nodes_.push_back(node);
    }
    template <class Alive>
    void take_first(const Alive& alive) {
        ++head_;
        skip(alive);
    }
    /// One node, already no longer `alive`, is gone.
    template <class Alive>
    void lose(const Alive& alive) {
        ++gone_;
        skip(alive);
    }
    [[nodiscard]] std::size_t memory_bytes() const { return nodes_.capacity() * sizeof(EventNode); }

  private:
    template <class Alive>
    void skip(const Alive& alive) {
        for (; gone_ > 0 && !alive(nodes_[head_]); --gone_) ++head_;
        if (!empty()) return;
        nodes_.clear();
        head_ = 0;
    }
    template <class Alive>
    void tidy(const Alive& alive) {
        std::size_t kept = 0;
        for (std::size_t i = head_; i < nodes_.size(); ++i)
            if (alive(nodes_[i])) nodes_[kept++] = nodes_[i];
        nodes_.resize(kept);
        head_ = gone_ = 0;
    }

    std::vector<EventNode> nodes_;
    std::size_t head_ = 0;
    std::size_t gone_ = 0;
};

}  // namespace cultivar::sim
