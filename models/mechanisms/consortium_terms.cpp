// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "models/mechanisms/consortium.hpp"
#include "sim/elementary.hpp"

namespace cultivar {

double coverage(const Scenario& scenario, std::span<const float> capability, double full_fit) {
    double sum = 0.0;
    for (std::size_t i = 0; i < scenario.required_count; ++i)
        sum += std::min(1.0, static_cast<double>(capability[scenario.required[i]]) / full_fit);
    return sum / static_cast<double>(scenario.required_count);
}

bool leaves_hole(const Scenario& scenario, std::span<const float> capability, double full_fit, double least) {
    return std::any_of(
        scenario.required.begin(), scenario.required.begin() + scenario.required_count,
        [&](std::uint8_t t) { return std::min(1.0, static_cast<double>(capability[t]) / full_fit) < least; });
}

double overlap(const World& world, Party a, Party b, double sigma) {
    const std::span<const float> first = world.capability_of(a), second = world.capability_of(b);
    double squares = 0.0;
    for (std::size_t t = 0; t < first.size(); ++t) {
        const double difference = static_cast<double>(first[t]) - static_cast<double>(second[t]);
        squares += difference * difference;
    }
    const double mind = sim::exp(-squares / static_cast<double>(first.size()) / (2.0 * sigma * sigma));
    const bool market = a.kind() == PartyKind::firm && b.kind() == PartyKind::firm &&
                        world.firms[a.firm()].sector == world.firms[b.firm()].sector;
    return 0.5 * (mind + (market ? 1.0 : 0.0));
}

std::size_t largest_consortium(const World& world, Party party) {
    const std::uint32_t held = party.kind() == PartyKind::firm
                                   ? world.firms[party.firm()].contracts
                                   : world.institutes[party.institute()].contracts;
    std::size_t largest = 1;
    if (held == 0) return largest;
    for (const Consortium& consortium : world.consortia) {
        if (!consortium.active || consortium.members.size() <= largest) continue;
        const auto& members = consortium.members;
        if (std::find(members.begin(), members.end(), party) != members.end()) largest = members.size();
    }
    return largest;
}

}  // namespace cultivar
