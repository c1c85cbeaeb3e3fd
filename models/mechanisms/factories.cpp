// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/factories.hpp"

#include <array>

namespace cultivar {

namespace {

constexpr std::array table{
    sim::Parameter{.name = "factory.build",
                   .unit = "day",
                   .value = 270,
                   .low = 90,
                   .high = 540,
                   .meaning = "median time to build a 5G factory (lognormal, sigma 0.3)",
                   .source = "MIIT building guide for 5G factories, 2022"},
};

void count(World& world, const Firm& firm, double factories) {
    const std::size_t owner = static_cast<std::size_t>(firm.owner);
    world.ledger.factories[firm.region.index * owner_type_count + owner] += factories;
    world.ledger.factory_sectors[firm.sector] += factories;
}

}  // namespace

sim::ParameterTable Factories::parameters() {
    return {"factories", table};
}

bool is_factory_5g(const World& world, TemplateId bundle, FamilySet families) {
    return bundle.valid() && (families & world.covered_families()) != 0;
}

void Factories::on_installed(const Installed& event, Context& context) {
    World& world = context.world();
    Firm& firm = world.firms[event.firm];
    if (firm.factory_5g || !firm.active) return;
    if (!is_factory_5g(world, event.bundle, static_cast<FamilySet>(event.families & firm.installed))) return;
    firm.factory_5g = true;
    count(world, firm, 1.0);
}

void Factories::on_firm_exited(const FirmExited& event, Context& context) {
    Firm& firm = context.world().firms[event.firm];
    if (!firm.factory_5g) return;
    firm.factory_5g = false;
    count(context.world(), firm, -1.0);
}

}  // namespace cultivar
