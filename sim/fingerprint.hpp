// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

#include "sim/event_types.hpp"
#include "sim/time.hpp"

namespace cultivar::sim {

/// A rolling 64-bit hash of what happened, in order: every event's time, kind and bytes, and every keyed
/// draw. Two runs with equal fingerprints went the same way but for a chance of about 2^-64.
class Fingerprint {
  public:
    explicit Fingerprint(std::uint64_t seed) : state_(mix(seed ^ odd, odd)) {}

    /// One event; `kind` is `kind_key` of its name.
    void add(Time time, std::uint64_t kind, const Payload& payload) {
        const auto ticks = static_cast<std::uint64_t>(time.time_since_epoch().count());
        fold(mix(ticks ^ kind, payload[0] ^ 0x9e3779b97f4a7c15U) ^ mix(payload[1] ^ kind, ticks ^ odd));
    }
    void add_draw(std::uint64_t key) { fold(key); }

    [[nodiscard]] std::uint64_t value() const { return mix(state_, odd); }

    /// A number for a kind of event that does not change when other kinds are added (FNV-1a).
    [[nodiscard]] static constexpr std::uint64_t kind_key(std::string_view name) {
        std::uint64_t key = 0xcbf29ce484222325U;
        for (const char letter : name) key = (key ^ static_cast<unsigned char>(letter)) * 0x100000001b3U;
        return key;
    }

  private:
    static constexpr std::uint64_t odd = 0xd6e8feb86659fd93U;

    /// Both halves of the product of 64-bit numbers, added without carry.
    static std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
        __extension__ typedef unsigned __int128 Wide;
        const Wide product = Wide{a} * b;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
    }
    void fold(std::uint64_t word) { state_ = (std::rotl(state_, 23) ^ word) * odd; }

    std::uint64_t state_;
};

}  // namespace cultivar::sim
