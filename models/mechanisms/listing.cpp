// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/listing.hpp"

#include <array>

#include "models/mechanisms/calendar.hpp"
#include "models/mechanisms/screening.hpp"

namespace cultivar {

namespace {

constexpr std::array table{
    sim::Parameter{.name = "list.interval_national",
                   .unit = "day",
                   .value = 365,
                   .low = 120,
                   .high = 730,
                   .meaning = "time between national lists",
                   .source = "MIIT 5G-factory directory, yearly"},
    sim::Parameter{.name = "list.interval_region",
                   .unit = "day",
                   .value = 105,
                   .low = 30,
                   .high = 365,
                   .meaning = "time between lists of a region",
                   .source = "Chengdu opportunity lists 2019-2021: every 3.4 months"},
    sim::Parameter{.name = "trial.max_gap",
                   .unit = "-",
                   .value = 1,
                   .low = 0,
                   .high = 5,
                   .meaning = "readiness gap beyond which a scenario waits locked",
                   .source = "assumption"},
    sim::Parameter{.name = "matching.relists",
                   .unit = "count",
                   .value = 2,
                   .low = 0,
                   .high = 10,
                   .meaning = "times an unmatched scenario is listed again",
                   .source = "assumption",
                   .kind = sim::ParameterKind::whole},
};

}  // namespace

Listing::Listing(const sim::ParameterCatalogue& catalogue)
    : interval_national_(catalogue.id("list.interval_national")),
      interval_region_(catalogue.id("list.interval_region")),
      max_gap_(catalogue.id("trial.max_gap")),
      relists_(catalogue.id("matching.relists")),
      dup_cap_(catalogue.id("region.dup_cap")),
      speed_(catalogue.id("policy.speed")) {}

sim::ParameterTable Listing::parameters() {
    return {"listing", table};
}

void Listing::begin(Context& context) {
    start_ = context.now();
    const std::uint32_t regions = context.world().regions.size();
    queues_.resize(regions + 1);
    coming_.assign(context.world().live.size(), 0);
    context.world().locked.resize(context.world().technologies.size());
    for (std::uint32_t r = 0; r < regions; ++r) schedule(RegionId{r}, context);
    schedule(RegionId{}, context);
}

void Listing::schedule(RegionId region, Context& context) const {
    const sim::Key key = region.valid() ? sim::child_key(context.world().regions[region].key, "list")
                                        : sim::key_of("national list");
    const double phase = context.chance(Purpose::calendar_phase, key).uniform();
    const double interval =
        context.policy()[region.valid() ? interval_region_ : interval_national_] / context.policy()[speed_];
    context.at(next_round(start_, context.now(), phase, interval), ListReleased{region}, sim::EventId{});
}

std::vector<ScenarioId>& Listing::queue_of(const Scenario& scenario, const World& world) {
    const bool national = scenario.owner.kind() == PartyKind::firm &&
                          world.firms[scenario.owner.firm()].owner == OwnerType::central_soe;
    return national ? queues_.back() : queues_[scenario.region.index];
}

void Listing::on_need_opened(const NeedOpened& event, Context& context) {
    queue_of(context.world().scenarios[event.scenario], context.world()).push_back(event.scenario);
}

/// Lists a scenario unless the screen refuses it; whether it is listed.
bool Listing::take_up(ScenarioId id, sim::EventId cause, Context& context) {
    const World& world = context.world();
    const Scenario& scenario = world.scenarios[id];
    const double cap = context.policy()[dup_cap_];
    if (cap > 0.0 && crowding(world, scenario.region, scenario.category, coming_) > cap) {
        context.after(sim::Duration{0}, DuplicateFound{id}, cause);
        return false;
    }
    ++coming_[world.category_cell(scenario.region, scenario.category)];
    context.after(sim::Duration{0}, Listed{id}, cause);
    return true;
}

/// Puts a scenario on the list of the technology that binds it.
void Listing::await(ScenarioId id, World& world) {
    Scenario& scenario = world.scenarios[id];
    scenario.awaited = static_cast<std::uint8_t>(world.binding(scenario).index);
    world.locked[scenario.awaited].push_back(id);
}

void Listing::on_list_released(const ListReleased& event, Context& context) {
    World& world = context.world();
    schedule(event.region, context);
    std::vector<ScenarioId> waiting;
    waiting.swap(event.region.valid() ? queues_[event.region.index] : queues_.back());
    for (const ScenarioId id : waiting) {
        Scenario& scenario = world.scenarios[id];
        if (scenario.state != ScenarioState::identified) continue;
        if (world.gap(scenario) > context.policy()[max_gap_]) {
            world.enter(scenario, ScenarioState::locked);
            world.count(Stage::locked, scenario);
            await(id, world);
        } else {
            take_up(id, scenario.last_event, context);
        }
    }
}

void Listing::on_listed(const Listed& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    scenario.last_event = context.event();
    scenario.listed = context.now();
    if (std::uint32_t& coming = coming_[world.category_cell(scenario.region, scenario.category)]; coming > 0)
        --coming;
    world.enter(scenario, ScenarioState::listed);
    if (scenario.listings == 0) world.count(Stage::listed, scenario);
    ++scenario.listings;
}

void Listing::on_unmatched(const Unmatched& event, Context& context) {
    World& world = context.world();
    Scenario& scenario = world.scenarios[event.scenario];
    scenario.last_event = context.event();
    if (scenario.listings <= context.policy()[relists_]) {
        world.enter(scenario, ScenarioState::identified);
        queue_of(scenario, world).push_back(event.scenario);
    } else {
        world.enter(scenario, ScenarioState::unmatched);
        world.count(Stage::unmatched, scenario);
    }
}

void Listing::on_withdrawn(const Withdrawn& event, Context& context) {
    World& world = context.world();
    const Scenario& scenario = world.scenarios[event.scenario];
    if (static_cast<ScenarioState>(event.from) == ScenarioState::locked)
        std::erase(world.locked[scenario.awaited], event.scenario);
    if (scenario.state == ScenarioState::identified) queue_of(scenario, world).push_back(event.scenario);
}

void Listing::unlock(TechnologyId technology, Context& context) {
    World& world = context.world();
    std::vector<ScenarioId> waiting;
    waiting.swap(world.locked[technology.index]);
    for (const ScenarioId id : waiting) {
        const Scenario& scenario = world.scenarios[id];
        if (scenario.state != ScenarioState::locked) continue;
        if (world.gap(scenario) > context.policy()[max_gap_]) {
            await(id, world);
        } else {
            if (take_up(id, context.event(), context)) world.ledger.unlocked += 1.0;
        }
    }
}

void Listing::on_readiness_stepped(const ReadinessStepped& event, Context& context) {
    const TechnologyId technology = context.world().projects[event.project].technology;
    if (!context.world().technologies[technology].bottleneck) unlock(technology, context);
}

void Listing::on_breakthrough_made(const BreakthroughMade& event, Context& context) {
    unlock(event.technology, context);
}

}  // namespace cultivar
