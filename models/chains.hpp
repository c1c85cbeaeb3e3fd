// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace cultivar {

/// A short list of items for each of many numbers, all in one block of memory; what is taken is used again.
template <class Item>
class Chains {
  public:
    void add(std::uint32_t number, Item item) {
        if (number >= latest_.size()) latest_.resize(number + 1, end);
        std::uint32_t place = free_;
        if (place == end) {
            place = static_cast<std::uint32_t>(entries_.size());
            entries_.emplace_back();
        } else {
            free_ = entries_[place].before;
        }
        entries_[place] = {item, latest_[number]};
        latest_[number] = place;
    }
    /// Empties the list of a number and gives what was in it, the latest first.
    std::vector<Item> take(std::uint32_t number) {
        std::vector<Item> taken;
        if (number >= latest_.size()) return taken;
        std::uint32_t next = std::exchange(latest_[number], end);
        while (next != end) {
            taken.push_back(entries_[next].item);
            const std::uint32_t before = entries_[next].before;
            entries_[next].before = std::exchange(free_, next);
            next = before;
        }
        return taken;
    }

    /// How many items there was room for at most.
    [[nodiscard]] std::size_t room() const { return entries_.size(); }

  private:
    static constexpr std::uint32_t end = std::numeric_limits<std::uint32_t>::max();
    struct Entry {
        Item item;
        std::uint32_t before = end;  ///< in its list, or among those not in use
    };
    std::vector<std::uint32_t> latest_;
    std::vector<Entry> entries_;
    std::uint32_t free_ = end;
};

}  // namespace cultivar
