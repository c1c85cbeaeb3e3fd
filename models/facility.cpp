// SPDX-License-Identifier: Apache-2.0
#include "models/facility.hpp"

#include <algorithm>
#include <cmath>

namespace cultivar {

void Facility::set_places(std::uint64_t count) {
    places = count;
    closing = taken > places ? taken - places : 0;
}

std::optional<Case> Facility::admit() {
    if (line.empty() || taken >= places) return std::nullopt;
    ++taken;
    const Case first = line.front();
    line.pop_front();
    return first;
}

void Facility::release() {
    --taken;
    if (closing > 0) --closing;
}

std::uint64_t places_for(double per_thousand, double firms) {
    if (per_thousand <= 0.0) return 0;
    return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::round(per_thousand * firms / 1000.0)));
}

}  // namespace cultivar
