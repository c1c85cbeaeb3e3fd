// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/influence.hpp"
#include "sim/elementary.hpp"

namespace cultivar {

void Influence::join_users(FirmId firm, std::size_t family, sim::EventId installation, const World& world) {
    std::vector<FirmId>& users = users_[world.family_cell(world.firms[firm].region, family)];
    reach_[cell(firm, family)].place_of_user = static_cast<std::uint32_t>(users.size());
    reach_[cell(firm, family)].installation = installation;
    users.push_back(firm);
}

void Influence::leave_users(FirmId firm, std::size_t family, const World& world) {
    std::vector<FirmId>& users = users_[world.family_cell(world.firms[firm].region, family)];
    const std::uint32_t place = reach_[cell(firm, family)].place_of_user;
    users[place] = users.back();
    reach_[cell(users[place], family)].place_of_user = place;
    users.pop_back();
}

/// Anew from the numbers of users, so that no remainder of subtraction is left.
void Influence::measure_abroad(std::size_t family, const World& world) {
    for (std::uint32_t r = 0; r < regions_; ++r) {
        double sum = 0.0;
        for (std::uint32_t s = 0; s < regions_; ++s)
            sum += share_abroad_[r * regions_ + s] *
                   world.ledger.adopters[world.family_cell(RegionId{s}, family)];
        abroad_[family * regions_ + r] = sum;
    }
}

void Influence::on_firm_exited(const FirmExited& event, Context& context) {
    const World& world = context.world();
    ++weight_[event.firm.index].enrolment;
    for (std::size_t f = 0; f < families_; ++f) {
        if ((world.firms[event.firm].installed >> f & 1) == 0) continue;
        leave_users(event.firm, f, world);
        measure_abroad(f, world);
        refresh(f, context);
    }
}

void Influence::on_firm_entered(const FirmEntered& event, Context& context) {
    const World& world = context.world();
    const Firm& firm = world.firms[event.firm];
    const std::size_t side = tied(event.firm);
    const double now = sim::in_years(context.now() - world.start);
    weight_[event.firm.index].size_factor = sim::pow(firm.relative_size, context.policy()[size_slope_]);
    for (std::size_t f = 0; f < families_; ++f) {
        reach_[cell(event.firm, f)].passages = 0;
        const std::size_t at = place(f, firm.region, side);
        advance(clocks_[at], now);
        enrol(event.firm, f, context);
        refresh(f, firm.region, side, now, context);
        if (clocks_[at].passages.front().firm == event.firm) schedule(at, f, firm.region, context);
    }
    for (const std::uint32_t other : world.ties.neighbours(event.firm.index)) {
        const Firm& source = world.firms[FirmId{other}];
        for (std::size_t f = 0; f < families_; ++f)
            if (source.active && (source.installed >> f & 1) != 0)
                arm_tie(event.firm, FirmId{other}, f, 0, reach_[cell(FirmId{other}, f)].installation,
                        context);
    }
}

}  // namespace cultivar
