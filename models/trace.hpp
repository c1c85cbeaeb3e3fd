// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/event_id.hpp"
#include "sim/time.hpp"

namespace cultivar {

/// What came of an event, where its type leaves that open.
enum class Outcome : std::uint8_t {
    none,
    adopted,
    held_already,
    paused,
    not_worth_it,
    not_ready,
    no_coverage,
    passed,
    failed,
    gave_up,
    stepped,
    abandoned,
    no_capacity,
    too_late,
    postponed,
    waived,
    sanctioned,
    reached,
    missed,
    dissolved,
    combined,
    nothing_came,
    bankrupt,
    closed,
    disproved,
    chosen,
    unfit,
    outranked
};
inline constexpr std::array<std::string_view, 28> outcome_names{"",
                                                                "adopted",
                                                                "held already",
                                                                "paused",
                                                                "not worth it",
                                                                "not ready",
                                                                "no coverage",
                                                                "passed",
                                                                "failed",
                                                                "gave up",
                                                                "a level up",
                                                                "abandoned",
                                                                "no capacity",
                                                                "too late",
                                                                "put off",
                                                                "waived",
                                                                "sanctioned",
                                                                "reached",
                                                                "missed",
                                                                "dissolved",
                                                                "a new component",
                                                                "nothing came of it",
                                                                "bankrupt",
                                                                "closed",
                                                                "another team was first",
                                                                "chosen",
                                                                "not fit enough",
                                                                "another was preferred"};

/// One handled event, as /events stores it. `cause` is the event that brought it about (0: none), `through` a
/// second event it could not have happened without (the validation behind a template), `policy` the change in
/// force; `entity` are the event's own words (see models/events.hpp), unused ones are 0.
struct TraceRow {
    sim::EventId id;
    sim::Time time{};
    sim::EventId cause;
    sim::EventId through;
    sim::EventId policy;
    std::uint8_t type = 0;
    Outcome outcome = Outcome::none;
    std::array<std::uint32_t, 4> entity{};
};

using Trace = std::vector<TraceRow>;

}  // namespace cultivar
