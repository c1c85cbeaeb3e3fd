// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "sim/aligned_vector.hpp"
#include "sim/event_bags.hpp"
#include "sim/event_heap.hpp"
#include "sim/event_node.hpp"

namespace cultivar::sim {

/// Pending nodes in order, whatever their number: a heap for those that leave soon, and for the rest a
/// calendar whose days are unordered bags (after Brown 1988; Tang, Goh & Thng 2005). A day goes into the heap
/// as a whole once the heap is empty, so the heap stays small enough for the cache. Days are so long that half
/// of all nodes lie in the first quarter of them; when the days are over, they are laid out anew. Fewer nodes
/// than `worth` are kept in the heap alone. The order of leaving is that of the heap: total and exact.
class EventCalendar {
  public:
    [[nodiscard]] std::size_t size() const { return near_.size() + far_; }
    /// The first node, or one later than all.
    [[nodiscard]] EventNode first() const { return near_.first(); }
    /// Whether the slot lies here, given that it holds a pending event.
    [[nodiscard]] bool contains(std::uint32_t slot) const { return is_far(slot) || near_.contains(slot); }
    [[nodiscard]] EventNode at_slot(std::uint32_t slot) const {
        return is_far(slot) ? bags_[places_[slot]] : near_.at_slot(slot);
    }

    /// Makes sure that one push of `slot` will not have to ask for memory.
    void make_room_for(std::uint32_t slot) {
        if (near_.size() >= crowded_) [[unlikely]]
            lay_out();
        near_.make_room_for(slot);
        if (days_.empty()) return;
        bags_.make_room_for_one();
        if (slot >= places_.size()) {
            make_room(places_, slot + 1 - places_.size());
            places_.resize(slot + 1, none);
        }
    }
    void note_elsewhere(std::uint32_t slot) { near_.note_elsewhere(slot); }

    void push(EventNode node) {
        place(node);
        keep_near();
    }
    /// Removes the first node; there must be one.
    void drop_first() {
        near_.drop_first();
        keep_near();
    }
    void remove(std::uint32_t slot) {
        if (is_far(slot))
            take_far(slot);
        else
            near_.remove(slot);
        keep_near();
    }
    void move(std::uint32_t slot, EventNode node) {
        if (!is_far(slot) && day_of(node) <= today_) return near_.move(slot, node);
        if (is_far(slot))
            take_far(slot);
        else
            near_.remove(slot);
        push(node);
    }

    /// Hands the slots that may leave right after the first node to `visit`.
    template <class Visit>
    void visit_next(const Visit& visit) const {
        near_.visit_next(visit);
    }
    [[nodiscard]] std::size_t memory_bytes() const {
        return near_.memory_bytes() + bags_.memory_bytes() + places_.capacity() * sizeof(std::uint32_t) +
               days_.capacity() * sizeof(EventBags::Bag);
    }

  private:
    static constexpr std::uint32_t none = EventBags::none;
    static constexpr std::size_t worth = std::size_t{1} << 15;
    static constexpr std::size_t day_count = 1024;

    /// How time is cut into days; at first all of it is one.
    struct Layout {
        unsigned shift = 0;  ///< a day has 2^shift ticks
        std::uint64_t first =
            std::numeric_limits<std::uint64_t>::max();  ///< goes into the heap with all before

        [[nodiscard]] static Layout of(const std::vector<EventNode>& nodes);
        [[nodiscard]] std::uint64_t day(EventNode node) const { return node.time_key() >> shift; }
        /// The bag of a day after the first: the last one holds all that is later than the calendar.
        [[nodiscard]] std::size_t bag(std::uint64_t day) const {
            return static_cast<std::size_t>(std::min<std::uint64_t>(day - first, day_count));
        }
    };

    [[nodiscard]] std::uint64_t day_of(EventNode node) const { return layout_.day(node); }
    [[nodiscard]] bool is_far(std::uint32_t slot) const {
        return slot < places_.size() && places_[slot] != none;
    }

    void place(EventNode node) {
        const std::uint64_t day = day_of(node);
        if (day <= today_)
            near_.push(node);
        else
            put_far(day, node);
    }
    /// The first of all nodes is always in the heap.
    void keep_near() {
        if (near_.size() == 0 && far_ > 0) [[unlikely]]
            begin_day();
    }
    void put_far(std::uint64_t day, EventNode node) {
        const std::size_t bag = layout_.bag(day);
        places_[node.slot()] = bags_.add(days_[bag], node);
        filled_[bag / 64] |= std::uint64_t{1} << bag % 64;
        ++far_;
    }
    void take_far(std::uint32_t slot) {
        const std::uint32_t place = places_[slot];
        const std::size_t bag = layout_.bag(day_of(bags_[place]));
        const EventNode moved = bags_.remove(days_[bag], place);
        if (moved != EventNode{}) places_[moved.slot()] = place;
        if (days_[bag].empty()) filled_[bag / 64] &= ~(std::uint64_t{1} << bag % 64);
        places_[slot] = none;
        --far_;
    }

    /// The heap is empty: the next day that has nodes goes into it.
    void begin_day() {
        const std::size_t bag = next_filled(static_cast<std::size_t>(today_ - layout_.first) + 1);
        if (bag == day_count) return lay_out();
        EventBags::Bag& day = days_[bag];
        near_.make_room_for_nodes(day.size);
        bags_.visit(day, [this](EventNode node) {
            places_[node.slot()] = none;
            near_.push(node);
        });
        far_ -= day.size;
        bags_.empty(day);
        filled_[bag / 64] &= ~(std::uint64_t{1} << bag % 64);
        today_ = layout_.first + bag;
    }
    [[nodiscard]] std::size_t next_filled(std::size_t bag) const {
        std::size_t word = bag / 64;
        std::uint64_t bits = filled_[word] & (~std::uint64_t{0} << bag % 64);
        while (bits == 0) bits = filled_[++word];
        return word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
    }

    /// Chooses the days anew from the nodes that are pending now.
    void lay_out() {
        std::vector<EventNode> nodes;
        nodes.reserve(size());
        const auto keep = [&nodes](EventNode node) { nodes.push_back(node); };
        near_.visit(keep);
        for (const EventBags::Bag& day : days_) bags_.visit(day, keep);
        const Layout layout = nodes.size() >= worth / 4 ? Layout::of(nodes) : Layout{};
        near_.clear_for(make_room_for(layout, nodes));
        for (EventBags::Bag& day : days_) bags_.empty(day);
        for (const EventNode node : nodes) places_[node.slot()] = none;
        filled_ = {};
        far_ = 0;
        layout_ = layout;
        today_ = layout.first;
        for (const EventNode node : nodes) place(node);
        crowded_ = std::max(worth, 2 * near_.size());
    }
    /// Room for the days; how many nodes go into the heap at once.
    [[nodiscard]] std::size_t make_room_for(const Layout& layout, const std::vector<EventNode>& nodes) {
        days_.resize(day_count + 1);
        std::size_t near = 0, slots = places_.size();
        std::vector<std::size_t> far(day_count + 1);
        for (const EventNode node : nodes) {
            const std::uint64_t day = layout.day(node);
            ++(day <= layout.first ? near : far[layout.bag(day)]);
            slots = std::max(slots, std::size_t{node.slot()} + 1);
        }
        places_.resize(slots, none);
        std::size_t chunks = 0;
        for (const std::size_t count : far) chunks += (count + EventBags::chunk - 1) / EventBags::chunk;
        bags_.reserve_chunks(chunks);
        return near;
    }

    EventHeap near_;
    EventBags bags_;
    AlignedVector<std::uint32_t> places_;  ///< by slot: its place in the bags; none in the heap and elsewhere
    std::vector<EventBags::Bag> days_;     ///< by day from the first, then all later ones
    std::array<std::uint64_t, day_count / 64 + 1> filled_{};  ///< a bit for each day that has nodes
    std::size_t far_ = 0;
    std::size_t crowded_ = worth;  ///< so many nodes in the heap are too many
    Layout layout_;
    std::uint64_t today_ = layout_.first;  ///< this day and all before are in the heap
};

/// Half of the nodes lie in the first quarter of the days, as far as a sample can tell.
inline EventCalendar::Layout EventCalendar::Layout::of(const std::vector<EventNode>& nodes) {
    std::vector<std::uint64_t> sample;
    for (std::size_t i = 0; i < nodes.size(); i += nodes.size() / 256) sample.push_back(nodes[i].time_key());
    const auto middle = sample.begin() + static_cast<std::ptrdiff_t>(sample.size() / 2);
    std::nth_element(sample.begin(), middle, sample.end());
    const std::uint64_t first = std::min_element(nodes.begin(), nodes.end())->time_key();
    const auto shift = static_cast<unsigned>(std::bit_width((*middle - first) / (day_count / 4)));
    return {shift, first >> shift};
}

}  // namespace cultivar::sim
