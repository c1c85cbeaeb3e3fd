// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/adopters.hpp"

namespace cultivar {

namespace {

void count_firm(World& world, const Firm& firm, double change) {
    world.ledger.firms_by_owner[static_cast<std::size_t>(firm.owner)] += change;
    world.ledger.firms_by_size[size_class(firm.relative_size)] += change;
}

void count_families(World& world, const Firm& firm, FamilySet families, double change) {
    for (std::size_t f = 0; f < world.family_count(); ++f) {
        if ((families >> f & 1) == 0) continue;
        world.ledger.adopters_by_owner[f * owner_type_count + static_cast<std::size_t>(firm.owner)] += change;
        world.ledger.adopters_by_size[f * size_class_count + size_class(firm.relative_size)] += change;
    }
}

}  // namespace

void Adopters::begin(Context& context) {
    counted_.assign(context.world().firms.size(), 0);
    for (const Firm& firm : context.world().firms) count_firm(context.world(), firm, 1.0);
}

void Adopters::on_installed(const Installed& event, Context& context) {
    const Firm& firm = context.world().firms[event.firm];
    FamilySet& counted = counted_[event.firm.index];
    count_families(context.world(), firm, static_cast<FamilySet>(firm.installed & ~counted), 1.0);
    counted = static_cast<FamilySet>(counted | firm.installed);
}

void Adopters::on_firm_exited(const FirmExited& event, Context& context) {
    const Firm& firm = context.world().firms[event.firm];
    count_families(context.world(), firm, counted_[event.firm.index], -1.0);
    count_firm(context.world(), firm, -1.0);
    counted_[event.firm.index] = 0;
}

void Adopters::on_firm_entered(const FirmEntered& event, Context& context) {
    count_firm(context.world(), context.world().firms[event.firm], 1.0);
}

}  // namespace cultivar
