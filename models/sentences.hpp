// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "models/events.hpp"
#include "models/policy.hpp"
#include "models/trace_events.hpp"
#include "models/world.hpp"

namespace cultivar {

/// What a sentence about one event may draw on, and how it names things. The world is that of the end of the run, so
/// a sentence says nothing that may have changed since the event.
struct Telling {
    const TraceRow& row;
    const TraceRow* cause;  ///< null: not known
    const World& world;
    const Policy& policy;
    const sim::ParameterCatalogue& catalogue;
    std::set<std::string>& described;

    [[nodiscard]] bool came_of(Outcome outcome) const { return row.outcome == outcome; }
    /// ": passed"; empty without an outcome.
    [[nodiscard]] std::string ending() const;
    template <class E>
    [[nodiscard]] bool caused_by() const {
        return cause != nullptr && is_event<E>(*cause);
    }

    /// "scenario 7 (small, mine safety, Anhui)" the first time, "scenario 7" later.
    [[nodiscard]] std::string scenario(ScenarioId id) const;
    /// Whoever it was at the time: "firm AH/12 (SME, machinery)" the first time, "firm AH/12" later.
    [[nodiscard]] std::string party(Party party) const;
    /// A region, or the nation where it is invalid.
    [[nodiscard]] std::string region(RegionId id) const;
    /// "5G+, AI+ and Robotics+".
    [[nodiscard]] std::string families(FamilySet families) const;
    /// "the 5G+ solution for mine safety".
    [[nodiscard]] std::string solution(TemplateId id) const;

  private:
    [[nodiscard]] std::string described_once(const std::string& name, const std::string& description) const;
};

/// What happened, without its date. In files of their own, as the events are.
#define CULTIVAR_SENTENCE(type, handler, text) \
    [[nodiscard]] std::string sentence(const type& event, const Telling& telling);
CULTIVAR_EVENTS(CULTIVAR_SENTENCE)
#undef CULTIVAR_SENTENCE

/// A number as one would say it, to four digits.
[[nodiscard]] std::string plain_number(double value);

}  // namespace cultivar
