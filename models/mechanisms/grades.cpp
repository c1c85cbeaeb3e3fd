// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/grades.hpp"

#include <algorithm>
#include <bit>

namespace cultivar {

namespace {

constexpr double grade_shape = 2.0;

constexpr std::array table{
    sim::Parameter{.name = "grade.time",
                   .unit = "day",
                   .value = 365,
                   .low = 0,
                   .high = 1500,
                   .neutral = 0,
                   .meaning = "mean time to rise one smart-factory grade once its conditions hold (gamma, "
                              "shape 2); 0: nobody grades",
                   .source = "assumption",
                   .at_once = true},
    sim::Parameter{.name = "grade.ai_excellence",
                   .unit = "share",
                   .value = 0.2,
                   .low = 0,
                   .high = 1,
                   .meaning = "share of the AI stages that excellence grade needs",
                   .source = "MIIT, grading of smart factories, 2025"},
    sim::Parameter{.name = "grade.ai_pioneer",
                   .unit = "share",
                   .value = 0.6,
                   .low = 0,
                   .high = 1,
                   .meaning = "share of the AI stages that pioneer grade needs",
                   .source = "MIIT, grading of smart factories, 2025"},
};

void count(World& world, const Firm& firm, double change) {
    if (firm.grade > 0) world.ledger.grades[firm.region.index * grade_count + firm.grade - 1U] += change;
}

}  // namespace

Grades::Grades(const sim::ParameterCatalogue& catalogue)
    : time_(catalogue.id("grade.time")),
      excellence_(catalogue.id("grade.ai_excellence")),
      pioneer_(catalogue.id("grade.ai_pioneer")),
      stages_(catalogue.id("ai.stages")) {}

sim::ParameterTable Grades::parameters() {
    return {"grades", table};
}

Grades::Levers Grades::levers(const Policy& policy) const {
    return {policy[time_], policy[excellence_], policy[pioneer_], policy[stages_]};
}

void Grades::begin(Context& context) {
    const World& world = context.world();
    ai_ = world.family_named("ai");
    entry_ = world.covered_families();
    if (const auto internet = world.family_named("industrial_internet"))
        entry_ = static_cast<FamilySet>(entry_ | 1U << *internet);
    if (entry_ == 0) entry_ = static_cast<FamilySet>(~0U);
    under_way_.assign(world.firms.size(), 0);
    looked_ = levers(context.policy());
}

bool Grades::earned(const Firm& firm, std::size_t grade, const World& world, const Policy& policy) const {
    if (grade == 1) return (firm.installed & entry_) != 0;
    const auto held = static_cast<std::size_t>(std::popcount(static_cast<unsigned>(firm.installed)));
    if (held < std::min(grade, world.family_count())) return false;
    if (grade == 2 || !ai_) return true;
    const double stages = policy[stages_];
    return stages > 0.0 && firm.ai_stage >= policy[grade == 3 ? excellence_ : pioneer_] * stages;
}

void Grades::look_at(FirmId id, Context& context) {
    const Firm& firm = context.world().firms[id];
    const double mean = context.policy()[time_];
    if (mean <= 0.0 || under_way_[id.index] != 0 || !firm.active || firm.grade >= grade_count) return;
    const std::uint32_t next = firm.grade + 1U;
    if (!earned(firm, next, context.world(), context.policy())) return;
    under_way_[id.index] = 1;
    const double wait = context.chance(Purpose::grade_time, firm.key, next).gamma(grade_shape, mean);
    context.after(sim::days(wait), GradeRaised{id, next, firm.generation});
}

void Grades::on_policy_changed(const PolicyChanged&, Context& context) {
    if (levers(context.policy()) == looked_) return;
    looked_ = levers(context.policy());
    for (std::uint32_t i = 0; i < context.world().firms.size(); ++i) look_at(FirmId{i}, context);
}

void Grades::on_installed(const Installed& event, Context& context) {
    look_at(event.firm, context);
}

void Grades::on_stage_deepened(const StageDeepened& event, Context& context) {
    look_at(event.firm, context);
}

void Grades::on_grade_raised(const GradeRaised& event, Context& context) {
    World& world = context.world();
    Firm& firm = world.firms[event.firm];
    if (!firm.active || firm.generation != event.generation) {
        context.conclude(Outcome::closed);
        return;
    }
    under_way_[event.firm.index] = 0;
    count(world, firm, -1.0);
    firm.grade = static_cast<std::uint8_t>(event.grade);
    count(world, firm, 1.0);
    look_at(event.firm, context);
}

void Grades::on_firm_exited(const FirmExited& event, Context& context) {
    Firm& firm = context.world().firms[event.firm];
    count(context.world(), firm, -1.0);
    firm.grade = 0;
    under_way_[event.firm.index] = 0;
}

void Grades::on_firm_entered(const FirmEntered& event, Context&) {
    under_way_[event.firm.index] = 0;
}

}  // namespace cultivar
