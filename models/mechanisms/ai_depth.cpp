// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/ai_depth.hpp"

#include "sim/elementary.hpp"

namespace cultivar {

namespace {

constexpr double stage_sigma = 0.5;
constexpr double data_step = 1.0 / (most_ai_stages + 1);  ///< more data readiness for each stage
/// What the industrial internet adds to a firm's data readiness: one stage's worth; assumption.
constexpr double internet_data = data_step;

constexpr std::array table{
    sim::Parameter{.name = "ai.stages",
                   .unit = "count",
                   .value = 5,
                   .low = 0,
                   .high = most_ai_stages,
                   .neutral = 0,
                   .meaning = "stages of production that AI can reach: design, pilot, production, service, "
                              "management",
                   .source = "MIIT, AI in manufacturing, 2024",
                   .kind = sim::ParameterKind::whole},
    sim::Parameter{.name = "ai.compute_price",
                   .unit = "index",
                   .value = 1,
                   .low = 0.1,
                   .high = 10,
                   .meaning = "price of a unit of compute at the start",
                   .source = "lever; index"},
    sim::Parameter{
        .name = "ai.compute_fall",
        .unit = "share",
        .value = 0.5,
        .low = 0,
        .high = 0.9,
        .neutral = 0,
        .meaning = "yearly fall of the compute price",
        .source = "cautious; prices of inference at equal quality fell by 90 % a year (a16z 2024)"},
    sim::Parameter{.name = "ai.stage_time",
                   .unit = "day",
                   .value = 150,
                   .low = 60,
                   .high = 240,
                   .meaning = "median time to a further stage (lognormal, sigma 0.5)",
                   .source = "assumption"},
    sim::Parameter{.name = "data.open",
                   .unit = "share",
                   .value = 0.3,
                   .low = 0,
                   .high = 1,
                   .neutral = 0,
                   .meaning = "data readiness added by opening public and owners' data",
                   .source = "lever; assumption"},
};

}  // namespace

double stage_gain(double v, std::size_t stage, std::size_t stages, double overlap) {
    const auto part = [&](std::size_t reached) {
        return reached == 0 ? 0.0
                            : sim::pow(static_cast<double>(reached) / static_cast<double>(stages), overlap);
    };
    return v * (part(stage) - part(stage - 1));
}

AiDepth::AiDepth(const sim::ParameterCatalogue& catalogue)
    : price_list_(catalogue),
      stages_(catalogue.id("ai.stages")),
      compute_price_(catalogue.id("ai.compute_price")),
      compute_fall_(catalogue.id("ai.compute_fall")),
      stage_time_(catalogue.id("ai.stage_time")),
      data_open_(catalogue.id("data.open")),
      productivity_(catalogue.id("tech.productivity")),
      overlap_(catalogue.id("synergy.overlap")),
      horizon_(catalogue.id("adoption.horizon")),
      discount_(catalogue.id("adoption.discount")),
      size_exponent_(catalogue.id("cost.size_exponent")) {}

sim::ParameterTable AiDepth::parameters() {
    return {"ai_depth", table};
}

AiDepth::Levers AiDepth::levers(const Policy& policy) const {
    return {policy[stages_], policy[compute_price_], policy[data_open_]};
}

void AiDepth::refresh(Context& context) {
    const Policy& policy = context.policy();
    price_list_.refresh(policy);
    annuity_ = annuity(policy[horizon_], policy[discount_]);
    stage_count_ = static_cast<std::size_t>(policy[stages_]);
    for (std::size_t k = 1; k <= stage_count_; ++k)
        gain_[k - 1] = stage_gain(policy[productivity_], k, stage_count_, policy[overlap_]);
    context.world().compute_price = policy[compute_price_] * cheaper_;
}

void AiDepth::begin(Context& context) {
    const World& world = context.world();
    ai_ = world.family_named("ai");
    internet_ = world.family_named("industrial_internet");
    under_way_.assign(world.firms.size(), 0);
    refresh(context);
    looked_ = levers(context.policy());
}

void AiDepth::on_year_started(const YearStarted&, Context& context) {
    if (context.now() == context.world().start) return;
    cheaper_ *= 1.0 - context.policy()[compute_fall_];
    refresh(context);
    look_at_all(context);
}

void AiDepth::on_policy_changed(const PolicyChanged&, Context& context) {
    refresh(context);
    if (levers(context.policy()) == looked_) return;
    looked_ = levers(context.policy());
    look_at_all(context);
}

bool AiDepth::data_ready(const Firm& firm, Context& context) const {
    const bool internet = internet_ && (firm.installed >> *internet_ & 1) != 0;
    const double readiness = context.world().regions[firm.region].data_readiness +
                             context.policy()[data_open_] + (internet ? internet_data : 0.0);
    return readiness >= (firm.ai_stage + 1) * data_step;
}

bool AiDepth::pays(const Firm& firm, double cost, Context& context) const {
    const double gain = gain_[firm.ai_stage] * firm.value_added * annuity_;
    const double price = cost / static_cast<double>(stage_count_) *
                         sim::pow(firm.relative_size, context.policy()[size_exponent_]) *
                         context.world().compute_price;
    return gain >= price;
}

void AiDepth::look(FirmId id, double cost, Context& context) {
    const Firm& firm = context.world().firms[id];
    if (under_way_[id.index] != 0 || !firm.active || (firm.installed >> *ai_ & 1) == 0) return;
    if (firm.ai_stage >= stage_count_ || !data_ready(firm, context) || !pays(firm, cost, context)) return;
    under_way_[id.index] = 1;
    const std::uint32_t next = firm.ai_stage + 1U;
    const double wait = context.chance(Purpose::stage_time, firm.key, next)
                            .lognormal(context.policy()[stage_time_], stage_sigma);
    context.after(sim::days(wait), StageDeepened{id, next, firm.generation});
}

void AiDepth::look_at(FirmId id, Context& context) {
    const World& world = context.world();
    if (stage_count_ == 0 || !ai_ || (world.firms[id].installed >> *ai_ & 1) == 0) return;
    look(id, price_list_.cost(world, context.policy(), *ai_, world.firms[id].region), context);
}

void AiDepth::look_at_all(Context& context) {
    if (stage_count_ == 0 || !ai_) return;
    const World& world = context.world();
    for (std::uint32_t r = 0; r < world.regions.size(); ++r) {
        const double cost = price_list_.cost(world, context.policy(), *ai_, RegionId{r});
        for (const FirmId firm : world.regions[RegionId{r}].firms) look(firm, cost, context);
    }
}

void AiDepth::on_installed(const Installed& event, Context& context) {
    const auto brought = [&](std::optional<std::size_t> family) {
        return family && (event.families >> *family & 1) != 0;
    };
    if (brought(ai_) || brought(internet_)) look_at(event.firm, context);
}

void AiDepth::on_stage_deepened(const StageDeepened& event, Context& context) {
    World& world = context.world();
    Firm& firm = world.firms[event.firm];
    if (!firm.active || firm.generation != event.generation) {
        context.conclude(Outcome::closed);
        return;
    }
    under_way_[event.firm.index] = 0;
    firm.ai_stage = static_cast<std::uint8_t>(event.stage);
    world.ledger.ai_stages[firm.region.index] += 1.0;
    look_at(event.firm, context);
}

void AiDepth::on_firm_exited(const FirmExited& event, Context& context) {
    Firm& firm = context.world().firms[event.firm];
    context.world().ledger.ai_stages[firm.region.index] -= firm.ai_stage;
    firm.ai_stage = 0;
    under_way_[event.firm.index] = 0;
}

void AiDepth::on_firm_entered(const FirmEntered& event, Context&) {
    under_way_[event.firm.index] = 0;
}

}  // namespace cultivar
