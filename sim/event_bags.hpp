// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "sim/aligned_vector.hpp"
#include "sim/event_node.hpp"

namespace cultivar::sim {

/// Unordered bags of nodes that share one pool, in chunks of two cache lines. A place is good until its bag
/// gives a node back.
class EventBags {
  public:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::uint32_t chunk = 8;

    struct Bag {
        std::uint32_t last = none;  ///< its last chunk
        std::uint32_t size = 0;
        [[nodiscard]] bool empty() const { return size == 0; }
    };

    /// Makes sure that one more node needs no memory.
    void make_room_for_one() {
        if (first_free_ != none) return;
        make_room(nodes_, chunk);
        make_room(before_, 1);
    }
    /// Makes sure that so many chunks in all need no memory.
    void reserve_chunks(std::size_t chunks) {
        nodes_.reserve(chunks * chunk);
        before_.reserve(chunks);
    }
    /// Adds a node; its place.
    std::uint32_t add(Bag& bag, EventNode node) {
        const std::uint32_t filled = bag.size++ % chunk;
        if (filled == 0) bag.last = take_chunk(bag.last);
        const std::uint32_t place = bag.last * chunk + filled;
        nodes_[place] = node;
        return place;
    }
    [[nodiscard]] EventNode operator[](std::uint32_t place) const { return nodes_[place]; }
    /// Removes the node at a place of this bag; the node that lies there from now on, or one later than all.
    EventNode remove(Bag& bag, std::uint32_t place) {
        const std::uint32_t last = bag.last * chunk + --bag.size % chunk;
        const EventNode moved = place == last ? EventNode{} : nodes_[last];
        nodes_[place] = moved;
        if (bag.size % chunk == 0) bag.last = give_chunk(bag.last);
        return moved;
    }
    /// Hands each node of a bag to `visit`, the last chunk first.
    template <class Visit>
    void visit(const Bag& bag, const Visit& visit) const {
        std::uint32_t left = bag.size;
        for (std::uint32_t at = bag.last; left > 0; at = before_[at])
            for (std::uint32_t i = (left - 1) % chunk + 1; i > 0; --i, --left)
                visit(nodes_[at * chunk + i - 1]);
    }
    void empty(Bag& bag) {
        while (bag.last != none) bag.last = give_chunk(bag.last);
        bag.size = 0;
    }
    [[nodiscard]] std::size_t memory_bytes() const {
        return nodes_.capacity() * sizeof(EventNode) + before_.capacity() * sizeof(std::uint32_t);
    }

  private:
    std::uint32_t take_chunk(std::uint32_t before) {
        if (first_free_ == none) {
            make_room_for_one();
            nodes_.resize(nodes_.size() + chunk);
            before_.push_back(before);
            return static_cast<std::uint32_t>(before_.size() - 1);
        }
        return std::exchange(first_free_, std::exchange(before_[first_free_], before));
    }
    /// The chunk before the one that is given back.
    std::uint32_t give_chunk(std::uint32_t index) {
        return std::exchange(before_[index], std::exchange(first_free_, index));
    }

    AlignedVector<EventNode> nodes_;
    AlignedVector<std::uint32_t> before_;  ///< by chunk: the one before it in its bag, or the next free one
    std::uint32_t first_free_ = none;
};

}  // namespace cultivar::sim
