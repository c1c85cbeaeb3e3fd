// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <utility>

#include "sim/aligned_vector.hpp"

namespace cultivar::sim {

/// The place of a T in its Store: an index that fits no other kind. A default-made id names nothing.
template <class T>
struct Id {
    static constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();

    std::uint32_t index = nothing;

    [[nodiscard]] constexpr bool valid() const { return index != nothing; }
    friend constexpr auto operator<=>(Id, Id) = default;
};

/// The vector that Id<T> indexes. Elements are only added, so an id stays good for the life of the store.
template <class T>
class Store {
  public:
    Id<T> add(const T& value) {
        items_.push_back(value);
        return Id<T>{size() - 1};
    }
    Id<T> add(T&& value) {
        items_.push_back(std::move(value));
        return Id<T>{size() - 1};
    }
    void reserve(std::size_t count) { items_.reserve(count); }

    [[nodiscard]] T& operator[](Id<T> id) { return items_[id.index]; }
    [[nodiscard]] const T& operator[](Id<T> id) const { return items_[id.index]; }
    /// Asks for the memory of an element, up to its second cache line, ahead of its use.
    void fetch_ahead(Id<T> id) const {
        const char* bytes = reinterpret_cast<const char*>(items_.data() + id.index);
        __builtin_prefetch(bytes);
        if constexpr (sizeof(T) > 64) __builtin_prefetch(bytes + 64);
    }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(items_.size()); }
    [[nodiscard]] bool empty() const { return items_.empty(); }

    [[nodiscard]] auto begin() { return items_.begin(); }
    [[nodiscard]] auto end() { return items_.end(); }
    [[nodiscard]] auto begin() const { return items_.begin(); }
    [[nodiscard]] auto end() const { return items_.end(); }

  private:
    AlignedVector<T> items_;
};

}  // namespace cultivar::sim
