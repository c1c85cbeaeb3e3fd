// SPDX-License-Identifier: Apache-2.0
#include "models/cultivation.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "models/lapse.hpp"
#include "models/registry.hpp"

namespace cultivar {

namespace {

template <class E>
void deliver(Mechanism& mechanism, const E& event, Context& context) {
#define CULTIVAR_DELIVER(type, handler, text) \
    if constexpr (std::same_as<E, type>) mechanism.on_##handler(event, context);
    CULTIVAR_EVENTS(CULTIVAR_DELIVER)
#undef CULTIVAR_DELIVER
}

template <class E>
std::array<std::uint32_t, 4> words_of(const E& event) {
    std::array<std::uint32_t, 4> words{};
    static_assert(sizeof(E) <= sizeof(words));
    std::memcpy(words.data(), &event, sizeof(E));
    return words;
}

}  // namespace

Cultivation::Cultivation(const WorldDescription& description, std::uint64_t seed, Recording recording)
    : Cultivation(description, seed, recording, all_mechanisms(description.catalogue)) {}

Cultivation::Cultivation(const WorldDescription& description, std::uint64_t seed, Recording recording,
                         std::vector<MechanismValue> mechanisms)
    : end_(description.end),
      next_observation_(sim::next_month(description.start)),
      seed_(seed),
      recording_(recording),
      world_(found_world(description, seed, record())),
      policy_(description.values, description.changes),
      engine_(description.start, seed),
      mechanisms_(std::move(mechanisms)) {
    for (std::size_t type = 0; type < Events::count; ++type)
        for (std::size_t m = 0; m < mechanisms_.size(); ++m)
            if (mechanisms_[m].heard().test(type)) listeners_[type].push_back(static_cast<std::uint8_t>(m));
    policy_.begin(description.start);
    Context context(world_, policy_, engine_, row_, seed_, nullptr, record());
    for (MechanismValue& mechanism : mechanisms_) mechanism->begin(context);
}

struct Cultivation::Hearing {
    Cultivation& run;

    template <class E>
    void operator()(const E& event, const sim::Occurrence& occurrence) const {
        run.dispatch(event, occurrence);
    }
    template <class E>
    void foresee(const E& event) const {
        const World& world = run.world_;
        if constexpr (requires { event.scenario; }) world.scenarios.fetch_ahead(event.scenario);
        if constexpr (requires { event.firm; }) world.firms.fetch_ahead(event.firm);
        if constexpr (requires { event.supplier; }) world.fetch_ahead(event.supplier);
        if constexpr (requires { event.owner; }) world.fetch_ahead(event.owner);
    }
};

template <class E>
void Cultivation::dispatch(const E& event, const sim::Occurrence& occurrence) {
    if (lapsed(event, occurrence.id, world_)) return;
    ++counts_[occurrence.type];
    row_ = TraceRow{};
    row_.cause = occurrence.cause;
    if (recording_.draws) draws_.event = occurrence.id.value;
    Context context(world_, policy_, engine_, row_, seed_, recording_.trace ? &trace_ : nullptr, record());
    for (const std::uint8_t m : listeners_[occurrence.type]) deliver(*mechanisms_[m], event, context);
    if (!recording_.trace) return;
    row_.id = occurrence.id;
    row_.time = occurrence.time;
    row_.policy = policy_.in_force();
    row_.type = occurrence.type;
    row_.entity = words_of(event);
    trace_.push_back(row_);
}

void Cultivation::run_until(sim::Time end) {
    end = std::min(end, end_);
    while (engine_.now() < end) {
        move_levers();
        const sim::Time stop = std::min({end, next_observation_, end_, policy_.next_due()});
        engine_.run_until(stop, Hearing{*this});
        if (stop == next_observation_ || stop == end_) observe();
    }
}

void Cultivation::move_levers() {
    for (auto due = policy_.take_due(now()); !due.empty(); due = policy_.take_due(now()))
        for (const PolicyStep& step : due) {
            const PolicyChanged event{step.change, step.step};
            policy_.plan_after(step, engine_.at(now(), event, step.cause).id());
        }
}

void Cultivation::observe() {
    next_observation_ = sim::next_month(engine_.now());
    const std::vector<std::string> broken = world_.check();
    if (!broken.empty())
        throw sim::ModelStop(
            "model[law]: on " + sim::format_date(engine_.now()) + " it does not hold that " + broken.front(),
            engine_.now(), {});
    if (recording_.metrics) observation_.take(world_, engine_.now());
}

void Cultivation::change(const PolicyChange& change) {
    if (change.from < engine_.now()) throw std::invalid_argument("a change of policy lies in the past");
    (void)policy_.add(change);
}

void Cultivation::follow(const std::vector<PolicyChange>& changes) {
    policy_.follow(changes, now());
}

}  // namespace cultivar
