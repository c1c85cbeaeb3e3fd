// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "sim/aligned_vector.hpp"
#include "sim/event_node.hpp"

namespace cultivar::sim {

/// A 4-ary implicit heap of nodes that knows where each slot lies, so that any node can be removed at once.
///
/// The root stands at index 3 and the children of p at 4p - 8 to 4p - 5: four siblings fill one cache line.
/// The last group is filled up with nodes later than all. When the first node leaves, the smallest children
/// move up until a leaf is left open; the next push goes there and rises, which saves the usual event half of
/// its work.
class EventHeap {
  public:
    EventHeap() : nodes_(root + 1) {}

    [[nodiscard]] std::size_t size() const { return end_ - root - (open_ != none ? 1 : 0); }
    /// The first node, or one later than all.
    [[nodiscard]] EventNode first() const { return nodes_[root]; }
    /// Whether the slot lies here, given that it holds a pending event.
    [[nodiscard]] bool contains(std::uint32_t slot) const { return positions_[slot] != none; }
    [[nodiscard]] EventNode at_slot(std::uint32_t slot) const { return nodes_[positions_[slot]]; }

    /// Makes sure that one push of `slot` will not have to ask for memory.
    void make_room_for(std::uint32_t slot) {
        if (slot >= positions_.size()) {
            make_room(positions_, slot + 1 - positions_.size());
            positions_.resize(slot + 1);
        }
        if (end_ + 4 > nodes_.capacity()) make_room(nodes_, 4);
    }
    void make_room_for_nodes(std::size_t count) { make_room(nodes_, count + 4); }
    void note_elsewhere(std::uint32_t slot) { positions_[slot] = none; }

    void push(EventNode node) {
        if (open_ != none) {
            rise(std::exchange(open_, none), node);
        } else {
            if (end_ == nodes_.size()) nodes_.resize(end_ + 4);
            rise(end_++, node);
        }
    }
    /// Removes the first node; the heap must not be empty.
    void drop_first() {
        close();
        open_ = lift_children(root);
        nodes_[open_] = EventNode{};
    }
    void remove(std::uint32_t slot) {
        close();
        const std::size_t place = positions_[slot];
        positions_[slot] = none;
        const EventNode last = take_last();
        if (place < end_) put(place, last);
    }
    void move(std::uint32_t slot, EventNode node) {
        close();
        put(positions_[slot], node);
    }

    /// Hands each node to `visit`.
    template <class Visit>
    void visit(const Visit& visit) const {
        for (std::size_t place = root; place < end_; ++place)
            if (place != open_) visit(nodes_[place]);
    }
    /// Removes all nodes and keeps no more memory than so many will need.
    void clear_for(std::size_t count) {
        AlignedVector<EventNode> nodes;
        nodes.reserve(root + 1 + count + 4);
        nodes.resize(root + 1);
        visit([this](EventNode node) { positions_[node.slot()] = none; });
        nodes_.swap(nodes);
        end_ = root;
        open_ = none;
    }
    /// Hands the slots that may leave right after the first node to `visit`.
    template <class Visit>
    void visit_next(const Visit& visit) const {
        for (std::size_t place = children_of(root); place < std::min(end_, children_of(root) + 4); ++place)
            visit(nodes_[place].slot());
    }

    [[nodiscard]] std::size_t memory_bytes() const {
        return nodes_.capacity() * sizeof(EventNode) + positions_.capacity() * sizeof(std::uint32_t);
    }

  private:
    static constexpr std::uint32_t none = 0;
    static constexpr std::size_t root = 3;

    static std::size_t parent_of(std::size_t place) { return place / 4 + 2; }
    static std::size_t children_of(std::size_t place) { return 4 * place - 8; }

    /// The smallest of four siblings, without a branch that would have to be guessed.
    [[nodiscard]] std::size_t first_child_of(std::size_t place) const {
        const std::size_t child = children_of(place);
        const EventNode* nodes = nodes_.data() + child;
        const std::size_t left = nodes[1] < nodes[0];
        const std::size_t right = 2 + std::size_t{nodes[3] < nodes[2]};
        const std::size_t mask = std::size_t{0} - std::size_t{nodes[right] < nodes[left]};
        return child + (left ^ ((left ^ right) & mask));
    }
    void set(std::size_t place, EventNode node) {
        nodes_[place] = node;
        positions_[node.slot()] = static_cast<std::uint32_t>(place);
    }
    EventNode take_last() {
        const EventNode last = nodes_[--end_];
        nodes_[end_] = EventNode{};
        return last;
    }
    /// Fills the open leaf with the last node.
    void close() {
        if (open_ == none) return;
        const std::size_t place = std::exchange(open_, none);
        const EventNode last = take_last();
        if (place < end_) rise(place, last);
    }
    void put(std::size_t place, EventNode node) {
        if (place > root && node < nodes_[parent_of(place)])
            rise(place, node);
        else
            sink(place, node);
    }
    void rise(std::size_t place, EventNode node) {
        while (place > root) {
            const std::size_t parent = parent_of(place);
            if (!(node < nodes_[parent])) break;
            set(place, nodes_[parent]);
            place = parent;
        }
        set(place, node);
    }
    void sink(std::size_t place, EventNode node) {
        while (children_of(place) < end_) {
            const std::size_t first = first_child_of(place);
            if (!(nodes_[first] < node)) break;
            set(place, nodes_[first]);
            place = first;
        }
        set(place, node);
    }
    /// Moves the smallest child up, then its smallest child and so on; returns the leaf that is left over.
    std::size_t lift_children(std::size_t place) {
        for (std::size_t child = children_of(place); child < end_; child = children_of(place)) {
            prefetch_grandchildren(child);
            const std::size_t first = first_child_of(place);
            set(place, nodes_[first]);
            place = first;
        }
        return place;
    }
    void prefetch_grandchildren(std::size_t child) const {
        const EventNode* nodes = nodes_.data() + children_of(child);
        for (int line = 0; line < 4; ++line) __builtin_prefetch(nodes + 4 * line);
    }

    AlignedVector<EventNode> nodes_;
    std::size_t end_ = root;
    std::size_t open_ = none;
    AlignedVector<std::uint32_t> positions_;
};

}  // namespace cultivar::sim
