// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>
#include <string_view>

#include "models/world.hpp"

namespace cultivar {

namespace {

/// Who held a place for firms at a time.
Departed holder(const World& world, FirmId place, sim::Time when) {
    const Firm& firm = world.firms[place];
    Departed held{firm.owner, firm.sector, firm.generation, firm.predecessor, sim::Time::max()};
    while (held.predecessor != Firm::no_predecessor && when <= world.departed[held.predecessor].left)
        held = world.departed[held.predecessor];
    return held;
}

}  // namespace

std::string World::name_of(Party party, sim::Time when) const {
    const auto code = [this](RegionId region) { return regions[region].code; };
    switch (party.kind()) {
        case PartyKind::firm: {
            const std::uint32_t generation = holder(*this, party.firm(), when).generation;
            const std::string first =
                firm_names.empty() || generation > 0
                    ? "firm " + code(firms[party.firm()].region) + '/' + std::to_string(party.index())
                    : firm_names[party.index()];
            return generation > 0 ? first + '-' + std::to_string(generation + 1) : first;
        }
        case PartyKind::institute:
            return "institute " + code(institutes[party.institute()].region) + '/' +
                   std::to_string(party.index());
        case PartyKind::government:
            return "the government of " + regions[party.government()].name;
        case PartyKind::nobody:
            break;
    }
    return "nobody";
}

std::string World::kind_of(Party party, sim::Time when) const {
    static constexpr std::array<std::string_view, owner_type_count> owners{"central SOE", "local SOE",
                                                                           "large private", "SME", "foreign"};
    if (party.kind() != PartyKind::firm) return {};
    const Departed held = holder(*this, party.firm(), when);
    return std::string(owners[static_cast<std::size_t>(held.owner)]) + ", " + sectors[held.sector].name;
}

}  // namespace cultivar
