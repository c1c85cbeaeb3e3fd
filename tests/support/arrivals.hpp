// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "models/cultivation.hpp"
#include "models/registry.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/traced.hpp"

namespace cultivar::test {

/// Contracts that come from nowhere, so many days apart: always, or on average with exponential gaps. Their
/// scenarios end when they are given access.
struct Arrivals final : Mechanism {
    std::uint32_t count = 0;
    double gap = 1.0;
    bool random = false;
    Tier tier = Tier::small;

    Arrivals(std::uint32_t scenarios, double days, bool exponential = false, Tier of = Tier::small)
        : count(scenarios), gap(days), random(exponential), tier(of) {}

    void begin(Context& context) override { send(context); }
    void on_contracted(const Contracted& event, Context& context) override {
        World& world = context.world();
        Scenario& scenario = world.scenarios[event.scenario];
        scenario.contracted = context.now();
        scenario.last_event = context.event();
        world.enter(scenario, ScenarioState::contracted);
        world.take_contract(scenario.supplier);
        if (world.scenarios.size() < count) send(context);
    }
    void on_access_granted(const AccessGranted& event, Context& context) override {
        Scenario& scenario = context.world().scenarios[event.scenario];
        if (scenario.tier == Tier::small) end(scenario, context);
    }
    void on_trial_started(const TrialStarted& event, Context& context) override {
        end(context.world().scenarios[event.scenario], context);
    }

  private:
    void send(Context& context) const {
        World& world = context.world();
        Scenario scenario;
        const std::uint32_t number = world.scenarios.size();
        scenario.key = sim::child_key(sim::key_of("arrival"), number);
        scenario.region = RegionId{number % world.regions.size()};
        scenario.owner = Party(scenario.region);
        scenario.supplier = Party(FirmId{0});
        scenario.category = CategoryId{0};
        scenario.tier = tier;
        scenario.value = 1.0;
        ++world.in_state[static_cast<std::size_t>(ScenarioState::need)];
        const double wait =
            random ? context.chance(Purpose::contract_time, scenario.key).exponential(gap) : gap;
        const ScenarioId id = world.scenarios.add(scenario);
        context.after(sim::days(wait), Contracted{id});
    }
    static void end(Scenario& scenario, Context& context) {
        context.world().enter(scenario, ScenarioState::stopped);
        context.world().leave_contract(scenario.supplier);
    }
};

/// A run of these arrivals through some of the mechanisms that the program has.
inline Cultivation arriving_at(const SmallWorld& world, const Arrivals& arrivals,
                               const std::vector<std::string_view>& names, std::uint64_t seed = 1) {
    std::vector<MechanismValue> mechanisms{{"arrivals", arrivals}};
    for (const MechanismValue& mechanism : all_mechanisms(world.description.catalogue))
        if (std::find(names.begin(), names.end(), mechanism.name()) != names.end())
            mechanisms.push_back(mechanism);
    return {world.description, seed, {.trace = true, .metrics = false}, std::move(mechanisms)};
}

/// When each scenario of a run came to an event of this type, by scenario; the last time where it came twice.
template <class E>
[[nodiscard]] std::vector<sim::Time> times_of(const Cultivation& run) {
    std::vector<sim::Time> times(run.world().scenarios.size());
    each_event<E>(run.trace(),
                  [&](const E& event, const TraceRow& row) { times[event.scenario.index] = row.time; });
    return times;
}

}  // namespace cultivar::test
