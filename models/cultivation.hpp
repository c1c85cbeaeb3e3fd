// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/description.hpp"
#include "models/events.hpp"
#include "models/mechanism.hpp"
#include "models/metrics.hpp"
#include "models/policy.hpp"
#include "models/trace.hpp"
#include "models/world.hpp"
#include "sim/engine.hpp"

namespace cultivar {

/// What a run keeps besides its world.
struct Recording {
    bool trace = false;   ///< every event with its cause
    bool metrics = true;  ///< monthly series and the numbers at the end
    bool draws = false;   ///< every draw, those of the founding too
};

/// One run: a world under one seed, its mechanisms, its future and its records. A value: a copy is a fork
/// with the same past, and goes on to the same future unless something is changed in it.
class Cultivation {
  public:
    /// Founds the world and schedules its first events. The description must have been checked by its reader.
    Cultivation(const WorldDescription& description, std::uint64_t seed, Recording recording = {});
    /// The same with mechanisms of one's own choice, heard in this order.
    Cultivation(const WorldDescription& description, std::uint64_t seed, Recording recording,
                std::vector<MechanismValue> mechanisms);

    /// Handles every event before `end`, measuring on the first of each month and at the end of the world;
    /// asserts the conservation laws whenever it measures. Throws sim::ModelStop when a guard or a law is
    /// broken.
    void run_until(sim::Time end);
    /// To the end of the world.
    void run() { run_until(end_); }

    /// Adds a dated change of a lever that is not yet past.
    void change(const PolicyChange& change);
    /// Goes on as if these had been the dated changes from the start: the run of a world that has them. Throws
    /// std::invalid_argument if they differ before now.
    void follow(const std::vector<PolicyChange>& changes);

    [[nodiscard]] sim::Time now() const { return engine_.now(); }
    [[nodiscard]] sim::Time end() const { return end_; }
    [[nodiscard]] std::uint64_t seed() const { return seed_; }
    [[nodiscard]] const World& world() const { return world_; }
    [[nodiscard]] World& world() { return world_; }
    [[nodiscard]] const Policy& policy() const { return policy_; }
    [[nodiscard]] const Observation& observation() const { return observation_; }
    [[nodiscard]] const Trace& trace() const { return trace_; }
    [[nodiscard]] const std::vector<sim::Draw>& draws() const { return draws_.draws; }
    [[nodiscard]] std::uint64_t fingerprint() const { return engine_.fingerprint(); }
    /// Events handled so far, by type; without those that had lapsed (models/lapse.hpp).
    [[nodiscard]] const std::array<std::uint64_t, Events::count>& counts() const { return counts_; }

  private:
    struct Hearing;

    template <class E>
    void dispatch(const E& event, const sim::Occurrence& occurrence);
    void move_levers();
    void observe();
    [[nodiscard]] sim::DrawRecord* record() { return recording_.draws ? &draws_ : nullptr; }

    sim::Time end_{};
    sim::Time next_observation_{};
    std::uint64_t seed_ = 0;
    Recording recording_;
    sim::DrawRecord draws_;
    World world_;
    Policy policy_;
    sim::Engine<Events> engine_;
    std::vector<MechanismValue> mechanisms_;
    std::array<std::vector<std::uint8_t>, Events::count> listeners_;
    std::array<std::uint64_t, Events::count> counts_{};
    Observation observation_;
    Trace trace_;
    TraceRow row_;
};

}  // namespace cultivar
