// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/audit.hpp"

#include <algorithm>
#include <array>

namespace cultivar {

namespace {

constexpr std::array table{
    sim::Parameter{.name = "tolerance",
                   .unit = "share",
                   .value = 0.3,
                   .low = 0,
                   .high = 1,
                   .neutral = 1,
                   .meaning = "share of failures in good faith that are not sanctioned",
                   .source = "lever; assumption"},
    sim::Parameter{.name = "sanction.cut",
                   .unit = "share",
                   .value = 0.4,
                   .low = 0,
                   .high = 0.9,
                   .neutral = 0,
                   .meaning = "share of an owner's openness that a sanction takes away",
                   .source = "assumption"},
    sim::Parameter{.name = "sanction.time",
                   .unit = "day",
                   .value = 730,
                   .low = 90,
                   .high = 1500,
                   .meaning = "length of a sanction",
                   .source = "assumption"},
};

}  // namespace

Audit::Audit(const sim::ParameterCatalogue& catalogue)
    : tolerance_(catalogue.id("tolerance")),
      cut_(catalogue.id("sanction.cut")),
      time_(catalogue.id("sanction.time")) {}

sim::ParameterTable Audit::parameters() {
    return {"audit", table};
}

void Audit::begin(Context& context) {
    sanctions_.resize(context.world().firms.size());
}

void Audit::apply(FirmId firm, Context& context) const {
    double openness = 1.0;
    for (const Sanction& sanction : sanctions_[firm.index]) openness *= sanction.factor;
    context.world().firms[firm].openness = openness;
}

void Audit::on_audited(const Audited& event, Context& context) {
    World& world = context.world();
    const Scenario& scenario = world.scenarios[event.scenario];
    const FirmId owner = scenario.owner.firm();
    if (world.firms[owner].generation != event.generation || !world.firms[owner].active) {
        context.conclude(Outcome::closed);
        return;
    }
    const Policy& policy = context.policy();
    if (event.incident == 0 &&
        context.chance(Purpose::audit_outcome, scenario.key, event.trial).bernoulli(policy[tolerance_])) {
        context.conclude(Outcome::waived);
        world.ledger.waivers += 1.0;
        return;
    }
    context.conclude(Outcome::sanctioned);
    world.ledger.sanctions += 1.0;
    const sim::Time end = context.now() + sim::days(policy[time_]);
    sanctions_[owner.index].push_back({1.0 - policy[cut_], end});
    apply(owner, context);
    context.at(end, SanctionEnded{owner, event.generation});
}

void Audit::on_sanction_ended(const SanctionEnded& event, Context& context) {
    if (context.world().firms[event.firm].generation != event.generation) return;
    std::vector<Sanction>& in_force = sanctions_[event.firm.index];
    const auto over = std::find_if(in_force.begin(), in_force.end(),
                                   [&context](const Sanction& s) { return s.end == context.now(); });
    if (over != in_force.end()) in_force.erase(over);
    apply(event.firm, context);
}

void Audit::on_firm_entered(const FirmEntered& event, Context& context) {
    sanctions_[event.firm.index].clear();
    apply(event.firm, context);
}

}  // namespace cultivar
