// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"
#include "tests/support/small_world.hpp"

namespace cultivar::test {

/// A founded world, its policy and an empty event list, for one mechanism to act on while the test plays the
/// others. Events that a mechanism schedules are kept in `events` as `play_until` reaches them; nobody hears
/// them.
struct MechanismStage {
    struct Seen {
        sim::Time time{};
        std::uint8_t type = 0;
    };

    World world;
    Policy policy;
    sim::Engine<Events> engine;
    TraceRow row;
    Context context;
    std::vector<Seen> events;

    explicit MechanismStage(const WorldDescription& description, std::uint64_t seed = 1)
        : world(found_world(description, seed)),
          policy(description.values, description.changes),
          engine(description.start, seed),
          context(world, policy, engine, row, seed) {}
    MechanismStage(const MechanismStage&) = delete;
    MechanismStage& operator=(const MechanismStage&) = delete;

    void play_until(sim::Time end) {
        engine.run_until(end, [this](const auto&, const sim::Occurrence& occurrence) {
            events.push_back({occurrence.time, occurrence.type});
        });
    }
    template <class E>
    [[nodiscard]] std::vector<sim::Time> times_of() const {
        std::vector<sim::Time> times;
        for (const Seen& seen : events)
            if (seen.type == Events::index<E>) times.push_back(seen.time);
        return times;
    }

    /// Adds a scenario in state `need` that requires the given technologies at the given readiness.
    ScenarioId add_scenario(Party owner, const std::vector<std::uint8_t>& required, double needed,
                            CategoryId category = CategoryId{0}) {
        Scenario scenario;
        scenario.key = sim::child_key(sim::key_of("test scenario"), world.scenarios.size());
        scenario.owner = owner;
        scenario.region = world.region_of(owner);
        scenario.category = category;
        scenario.value = 10.0;
        for (const std::uint8_t technology : required) {
            scenario.required[scenario.required_count] = technology;
            scenario.needed[scenario.required_count++] = needed;
        }
        ++world.in_state[static_cast<std::size_t>(ScenarioState::need)];
        return world.scenarios.add(scenario);
    }
};

}  // namespace cultivar::test
