// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace cultivar::sim {

/// The bytes of any event, zero beyond its size.
using Payload = std::array<std::uint64_t, 2>;

/// An event is data: at most 16 trivially copyable bytes without padding or floating point (so that equal
/// events have equal bytes), a name, and a priority 0 … 15; of equal times the lower priority leaves first.
template <class E>
concept Event = std::is_trivially_copyable_v<E> && sizeof(E) <= sizeof(Payload) && alignof(E) <= 8 &&
                (std::is_empty_v<E> || std::has_unique_object_representations_v<E>)&&requires {
    { E::priority } -> std::convertible_to<std::uint8_t>;
    { E::name } -> std::convertible_to<std::string_view>;
}
&&E::priority < 16;

template <Event E>
[[nodiscard]] Payload pack(const E& event) {
    Payload payload{};
    if constexpr (!std::is_empty_v<E>) std::memcpy(payload.data(), &event, sizeof(E));
    return payload;
}

template <Event E>
[[nodiscard]] E unpack(const Payload& payload) {
    std::array<unsigned char, sizeof(E)> bytes{};
    if constexpr (!std::is_empty_v<E>) std::memcpy(bytes.data(), payload.data(), sizeof(E));
    return __builtin_bit_cast(E, bytes);
}

/// The closed list of the kinds of event that a queue holds; a kind is known by its place in the list.
template <Event... Es>
struct EventTypes {
    static constexpr std::size_t count = sizeof...(Es);
    static constexpr std::array<std::string_view, count> names{Es::name...};
    static constexpr std::array<std::uint8_t, count> priorities{Es::priority...};
    static_assert(count > 0 && count <= 256);

    template <class E>
    static constexpr bool contains = (std::same_as<E, Es> || ...);

    template <std::size_t Index>
    using type = std::tuple_element_t<Index, std::tuple<Es...>>;

    /// The place of E in the list; an event that is not listed does not compile.
    template <class E>
    requires(contains<E>) static constexpr std::uint8_t index = [] {
        std::size_t place = 0;
        (void)((std::same_as<E, Es> || (++place, false)) || ...);
        return static_cast<std::uint8_t>(place);
    }();
};

/// An event of the list.
template <class E, class Types>
concept EventOf = Event<E> && Types::template contains<E>;

}  // namespace cultivar::sim
