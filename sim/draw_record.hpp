// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace cultivar::sim {

/// One draw: the event in which it was made (0: before the first), what it was for, whose it was, which time the
/// entity drew for that purpose, and what came out of its law at standard scale (see Stream).
struct Draw {
    std::uint64_t event = 0;
    std::uint64_t entity = 0;
    double value = 0.0;
    std::uint32_t occurrence = 0;
    std::uint16_t purpose = 0;

    friend bool operator==(const Draw&, const Draw&) = default;
};

/// The draws of a run in the order in which they were made; whoever handles events sets the present one.
struct DrawRecord {
    std::uint64_t event = 0;
    std::vector<Draw> draws;
};

}  // namespace cultivar::sim
