// SPDX-License-Identifier: Apache-2.0
#include "experiments/cli/event_choice.hpp"

#include <algorithm>
#include <bitset>
#include <cctype>
#include <charconv>
#include <map>
#include <optional>
#include <tuple>

#include "experiments/plan/refusal.hpp"
#include "models/causality.hpp"
#include "models/events.hpp"
#include "scenarios/reader/diagnostics.hpp"

namespace cultivar {

namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& hint = {}) {
    refuse_input("unknown-event", what, "cli", hint);
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Letters only, in lower case: "trial-started" and "TrialStarted" are one.
std::string letters(std::string_view text) {
    std::string result;
    for (const char c : text)
        if (std::isalpha(static_cast<unsigned char>(c)) != 0)
            result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

std::uint8_t type_named(const std::string& name) {
    for (std::size_t type = 0; type < Events::count; ++type)
        if (letters(Events::names[type]) == letters(name)) return static_cast<std::uint8_t>(type);
    refuse("no type of event is called " + in_quotes(name),
           hint_for(name, {Events::names.begin(), Events::names.end()}));
}

/// How much the chain above an event has to tell.
struct Chain {
    std::bitset<Events::count> types;
    std::size_t length = 0;
};

/// The chains of all events; causes come before what they bring about.
std::map<std::uint64_t, Chain> chains(const Trace& trace) {
    std::map<std::uint64_t, Chain> known;
    for (const TraceRow& row : trace) {
        Chain chain;
        if (const auto cause = known.find(row.cause.value); cause != known.end()) chain = cause->second;
        if (const auto through = known.find(row.through.value); through != known.end()) {
            chain.types |= through->second.types;
            chain.length += through->second.length;
        }
        chain.types.set(row.type);
        ++chain.length;
        known.emplace(row.id.value, chain);
    }
    return known;
}

sim::EventId most_fertile(const Trace& trace, const std::vector<sim::EventId>& events) {
    std::map<std::uint64_t, std::size_t> children;
    for (const TraceRow& row : trace) {
        ++children[row.cause.value];
        if (row.through != row.cause) ++children[row.through.value];
    }
    std::vector<sim::EventId> candidates = events;
    std::stable_sort(candidates.begin(), candidates.end(), [&children](sim::EventId a, sim::EventId b) {
        return children[a.value] > children[b.value];
    });
    constexpr std::size_t looked_at = 20;  // a whole cascade takes a pass over the trace
    candidates.resize(std::min(candidates.size(), looked_at));
    std::vector<std::pair<std::size_t, sim::EventId>> sizes;
    for (const sim::EventId id : candidates) sizes.emplace_back(consequences(trace, id).size(), id);
    return std::max_element(sizes.begin(), sizes.end(),
                            [](const auto& a, const auto& b) { return a.first < b.first; })
        ->second;
}

sim::EventId most_telling(const Trace& trace, const std::vector<sim::EventId>& events) {
    const std::map<std::uint64_t, Chain> known = chains(trace);
    const auto worth = [&](sim::EventId id) {
        const Chain& chain = known.at(id.value);
        return std::tuple(chain.types.count(), -static_cast<std::int64_t>(chain.length));
    };
    sim::EventId best = events.front();
    for (const sim::EventId id : events)
        if (worth(id) >= worth(best)) best = id;
    return best;
}

}  // namespace

sim::EventId find_event(const Trace& trace, const std::string& name, Look look) {
    if (const auto id = number(name)) {
        const bool there =
            std::any_of(trace.begin(), trace.end(), [&](const TraceRow& row) { return row.id.value == *id; });
        if (!there) refuse("no event has the number " + name);
        return {*id};
    }
    const std::size_t colon = name.find(':');
    const std::uint8_t type = type_named(name.substr(0, colon));
    std::vector<sim::EventId> events;
    for (const TraceRow& row : trace)
        if (row.type == type) events.push_back(row.id);
    if (events.empty()) refuse("this run has no event of type " + std::string(Events::names[type]));
    if (colon == std::string::npos)
        return look == Look::up ? most_telling(trace, events) : most_fertile(trace, events);
    const auto place = number(std::string_view(name).substr(colon + 1));
    if (!place || *place < 1 || *place > events.size())
        refuse(in_quotes(name) + ": this run has " + std::to_string(events.size()) + " events of type " +
                   std::string(Events::names[type]),
               "write a number from 1 on after the colon");
    return events[*place - 1];
}

}  // namespace cultivar
