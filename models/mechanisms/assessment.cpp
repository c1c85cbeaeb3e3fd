// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/assessment.hpp"

#include <array>

#include "models/mechanisms/opening.hpp"
#include "sim/elementary.hpp"

namespace cultivar {

namespace {

constexpr std::array table{
    sim::Parameter{
        .name = "soe.assessment_step",
        .unit = "1/year",
        .value = 0.05,
        .low = 0,
        .high = 0.3,
        .neutral = 0,
        .meaning = "yearly rise of openness for a state-owned firm that opened less than its target",
        .source = "assumption"},
};

struct Record {
    double waited = 0.0;
    double opened = 0.0;
};

}  // namespace

Assessment::Assessment(const sim::ParameterCatalogue& catalogue)
    : openness_(catalogue.id("soe.openness")), step_(catalogue.id("soe.assessment_step")) {}

sim::ParameterTable Assessment::parameters() {
    return {"assessment", table};
}

void Assessment::on_need_arose(const NeedArose& event, Context& context) {
    const Party owner = context.world().scenarios[event.scenario].owner;
    if (owner.kind() == PartyKind::firm && state_owned(context.world().firms[owner.firm()].owner))
        arisen_.push_back(event.scenario);
}

void Assessment::on_year_started(const YearStarted&, Context& context) {
    World& world = context.world();
    const double step = context.policy()[step_];
    const double target = -sim::expm1(-context.policy()[openness_]);
    std::vector<Record> records(step > 0.0 ? world.firms.size() : 0);
    std::vector<ScenarioId> waiting;
    const auto keep = [&](ScenarioId id) {
        if (world.scenarios[id].state == ScenarioState::need) waiting.push_back(id);
    };
    for (const ScenarioId id : waited_) {
        keep(id);
        const Scenario& scenario = world.scenarios[id];
        if (records.empty() || scenario.state == ScenarioState::owner_exit) continue;
        Record& record = records[scenario.owner.index()];
        record.waited += 1.0;
        if (scenario.state != ScenarioState::need) record.opened += 1.0;
    }
    for (const ScenarioId id : arisen_) keep(id);
    waited_ = std::move(waiting);
    arisen_.clear();
    for (std::uint32_t i = 0; i < records.size(); ++i)
        if (records[i].opened < target * records[i].waited) world.firms[FirmId{i}].openness_bonus += step;
}

}  // namespace cultivar
