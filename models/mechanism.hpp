// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <concepts>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include "models/events.hpp"
#include "models/policy.hpp"
#include "models/purposes.hpp"
#include "models/trace.hpp"
#include "models/world.hpp"
#include "sim/engine.hpp"
#include "sim/random.hpp"

namespace cultivar {

/// All that a mechanism may see and do while an event is handled.
class Context {
  public:
    /// `trace` is where the rows of past events are kept and `draws` where draws are recorded, null where they
    /// are not.
    Context(World& world, Policy& policy, sim::Engine<Events>& engine, TraceRow& row, std::uint64_t seed,
            Trace* trace = nullptr, sim::DrawRecord* draws = nullptr)
        : world_(world),
          policy_(policy),
          engine_(engine),
          row_(row),
          trace_(trace),
          draws_(draws),
          seed_(seed) {}

    [[nodiscard]] sim::Time now() const { return engine_.now(); }
    [[nodiscard]] World& world() { return world_; }
    [[nodiscard]] const Policy& policy() const { return policy_; }
    /// The event being handled.
    [[nodiscard]] sim::EventId event() const { return engine_.current().id; }
    [[nodiscard]] sim::EventId cause() const { return row_.cause; }

    /// Schedules an event; unless said otherwise the event being handled is its cause.
    template <class E>
    sim::Handle at(sim::Time time, const E& event) {
        return engine_.at(time, event, engine_.current().id);
    }
    template <class E>
    sim::Handle at(sim::Time time, const E& event, sim::EventId cause) {
        return engine_.at(time, event, cause);
    }
    template <class E>
    sim::Handle after(sim::Duration delay, const E& event) {
        return engine_.at(engine_.now() + delay, event, engine_.current().id);
    }
    template <class E>
    sim::Handle after(sim::Duration delay, const E& event, sim::EventId cause) {
        return engine_.at(engine_.now() + delay, event, cause);
    }
    bool cancel(sim::Handle handle) { return engine_.cancel(handle); }
    bool reschedule(sim::Handle handle, sim::Time time) { return engine_.reschedule(handle, time); }
    [[nodiscard]] bool pending(sim::Handle handle) const { return engine_.pending(handle); }
    /// When a pending event is due.
    [[nodiscard]] sim::Time time_of(sim::Handle handle) const { return engine_.time_of(handle); }

    /// The draws of an entity for a purpose, the occurrence-th time it makes them.
    [[nodiscard]] sim::Stream chance(Purpose purpose, sim::Key entity, std::uint32_t occurrence = 0) {
        engine_.note_draw(entity.value ^ (static_cast<std::uint64_t>(purpose) << 48) ^ occurrence);
        return {seed_, static_cast<std::uint16_t>(purpose), entity, occurrence, draws_};
    }

    /// The event scheduled last: later ones have greater ids.
    [[nodiscard]] sim::EventId last_scheduled() const { return engine_.last_scheduled(); }

    /// Says what the event being handled came to, what drew it forth, and what it rests on besides.
    void conclude(Outcome outcome) { row_.outcome = outcome; }
    /// The place that the event being handled takes in the trace, to conclude it later; 0 without a trace.
    [[nodiscard]] std::size_t place() const { return trace_ == nullptr ? 0 : trace_->size(); }
    void conclude(std::size_t place, Outcome outcome) {
        if (trace_ != nullptr) (*trace_)[place].outcome = outcome;
    }
    void attribute(sim::EventId cause) { row_.cause = cause; }
    void rests_on(sim::EventId through) { row_.through = through; }

    /// Takes one step of a dated change; only the policy mechanism does.
    void move_lever(std::uint32_t change, std::uint32_t step) { policy_.step(change, step, now(), event()); }

  private:
    World& world_;
    Policy& policy_;
    sim::Engine<Events>& engine_;
    TraceRow& row_;
    Trace* trace_;
    sim::DrawRecord* draws_;
    std::uint64_t seed_;
};

/// A rule that turns events into events. It overrides the handlers of the events it answers to and keeps
/// whatever state it needs as values, so that copying a mechanism forks it.
class Mechanism {
  public:
    virtual ~Mechanism() = default;
    /// Schedules what the mechanism needs to get going; called once at the start of the world.
    virtual void begin(Context&) {}
#define CULTIVAR_HANDLER(type, handler, text) \
    virtual void on_##handler(const type&, Context&) {}
    CULTIVAR_EVENTS(CULTIVAR_HANDLER)
#undef CULTIVAR_HANDLER

  protected:
    Mechanism() = default;
    Mechanism(const Mechanism&) = default;
    Mechanism(Mechanism&&) = default;
    Mechanism& operator=(const Mechanism&) = default;
    Mechanism& operator=(Mechanism&&) = default;
};

using HeardEvents = std::bitset<Events::count>;

/// Which handlers M overrides, found at compile time.
template <std::derived_from<Mechanism> M>
[[nodiscard]] constexpr HeardEvents heard_by() {
    unsigned long long bits = 0;
    unsigned place = 0;
#define CULTIVAR_HEARD(type, handler, text)                                            \
    if (!std::same_as<decltype(&M::on_##handler), decltype(&Mechanism::on_##handler)>) \
        bits |= 1ULL << place;                                                         \
    ++place;
    CULTIVAR_EVENTS(CULTIVAR_HEARD)
#undef CULTIVAR_HEARD
    return HeardEvents{bits};
}

/// A mechanism as a value: copying copies the mechanism behind it.
class MechanismValue {
  public:
    template <std::derived_from<Mechanism> M>
    MechanismValue(std::string_view name, M mechanism)
        : name_(name),
          heard_(heard_by<M>()),
          mechanism_(std::make_unique<M>(std::move(mechanism))),
          copy_([](const Mechanism& m) {
              return std::unique_ptr<Mechanism>(std::make_unique<M>(static_cast<const M&>(m)));
          }) {}
    MechanismValue(const MechanismValue& other)
        : name_(other.name_),
          heard_(other.heard_),
          mechanism_(other.copy_(*other.mechanism_)),
          copy_(other.copy_) {}
    MechanismValue(MechanismValue&&) noexcept = default;
    MechanismValue& operator=(const MechanismValue& other) { return *this = MechanismValue(other); }
    MechanismValue& operator=(MechanismValue&&) noexcept = default;
    ~MechanismValue() = default;

    [[nodiscard]] std::string_view name() const { return name_; }
    [[nodiscard]] HeardEvents heard() const { return heard_; }
    [[nodiscard]] Mechanism& operator*() const { return *mechanism_; }
    [[nodiscard]] Mechanism* operator->() const { return mechanism_.get(); }

  private:
    std::string_view name_;
    HeardEvents heard_;
    std::unique_ptr<Mechanism> mechanism_;
    std::unique_ptr<Mechanism> (*copy_)(const Mechanism&);
};

}  // namespace cultivar
