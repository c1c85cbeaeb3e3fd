// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/narrative.hpp"
#include "tests/support/busy_world.hpp"
#include "tests/support/traced.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// Chains of every type that are read.
constexpr std::size_t read_of_a_type = 60;

/// The busy world with all its mechanisms at their defaults, but for the duplicate screen that is on.
SmallWorld lively_world() {
    SmallWorld world = busy_world();
    for (const auto& [name, value] : quiet_levers)
        if (const auto lever = world.description.catalogue.find(name))
            world.description.values[lever->index] = world.description.catalogue[*lever].row.value;
    for (CategoryDescription& category : world.description.categories)
        std::replace(category.name.begin(), category.name.end(), '_', ' ');
    for (FamilyDescription& family : world.description.families)
        std::replace(family.name.begin(), family.name.end(), '_', ' ');
    return world.set("region.dup_cap", 2.0).set("rule.gap", 0.6).set("recombine.rate", 2.0);
}

/// The same, where teams race and rulings stand in for sandboxes.
SmallWorld racing_world() {
    SmallWorld world = lively_world();
    world.description.changes.clear();
    return world.set("matching.rule", 5.0).set("sandbox.capacity", 0.0).set("trial.max_trials", 1.0);
}

/// A run of a world, and its events by number.
class Told {
  public:
    explicit Told(SmallWorld world)
        : world_(std::move(world)), run_(world_.description, 3, {.trace = true, .metrics = false}) {
        run_.run();
        for (const TraceRow& row : run_.trace()) by_id_.emplace(row.id.value, &row);
    }
    [[nodiscard]] const Cultivation& run() const { return run_; }
    [[nodiscard]] const sim::ParameterCatalogue& catalogue() const { return world_.description.catalogue; }
    [[nodiscard]] const TraceRow* cause_of(const TraceRow& row) const {
        return row.cause.valid() ? by_id_.at(row.cause.value) : nullptr;
    }
    [[nodiscard]] Narrator narrator() const { return {run_.world(), run_.policy(), catalogue()}; }
    /// The sentence of an event, then those of its causes.
    [[nodiscard]] std::vector<std::string> chain(const TraceRow& event) const {
        Narrator teller = narrator();
        std::vector<std::string> lines;
        for (const TraceRow* row = &event; row != nullptr; row = cause_of(*row))
            lines.push_back(teller.tell(*row, cause_of(*row)));
        return lines;
    }
    /// How many events of a type have a part in their sentence.
    template <class E>
    [[nodiscard]] std::size_t count(std::string_view part) const {
        std::size_t found = 0;
        each_event<E>(run_.trace(), [&](const E&, const TraceRow& row) {
            found += narrator().tell(row, cause_of(row)).find(part) != std::string::npos ? 1 : 0;
        });
        return found;
    }

  private:
    SmallWorld world_;
    Cultivation run_;
    std::map<std::uint64_t, const TraceRow*> by_id_;
};

const Told& lively() {
    static const Told told(lively_world());
    return told;
}
const Told& racing() {
    static const Told told(racing_world());
    return told;
}

/// What is wrong with a sentence, or nothing.
std::string fault_in(const std::string& text, const sim::ParameterCatalogue& catalogue) {
    static const std::regex dated(R"(\d{4}-\d{2}-\d{2}  \S.*)");
    static const std::regex doubled(R"(\b([A-Za-z]+) \1\b)");
    static const std::regex bare_number(R"([0-9]{7}|\b[0-9]{5,}\b)");
    static const std::regex underscored(R"([A-Za-z0-9_.]*_[A-Za-z0-9_.]*)");
    if (!std::regex_match(text, dated)) return "does not begin with its date";
    if (text.find("  ", 12) != std::string::npos || text.find(" ,") != std::string::npos ||
        text.find(" :") != std::string::npos || text.find("()") != std::string::npos)
        return "has a hole";
    if (std::regex_search(text, doubled)) return "doubles a word";
    if (std::regex_search(text, bare_number)) return "has a number that nobody would say";
    for (std::sregex_iterator word(text.begin(), text.end(), underscored), end; word != end; ++word)
        if (!catalogue.find(word->str())) return "has a name of the code: " + word->str();
    for (const std::string_view name : Events::names)
        if (text.find(name) != std::string::npos) return "has the name of a type of event";
    for (const char* unknown : {"nobody (", "to nobody", "unknown", "none"})
        if (text.find(unknown) != std::string::npos) return "speaks of somebody or something unknown";
    if (std::count(text.begin(), text.end(), '(') != std::count(text.begin(), text.end(), ')'))
        return "opens what it does not close";
    const char last = text.back();
    if (std::isalnum(static_cast<unsigned char>(last)) == 0 && last != ')' && last != '+')
        return "does not end with a word";
    for (const char* dangling : {" to", " of", " in", " for", " by", " with", " and", " the", " a"})
        if (text.ends_with(dangling)) return "ends in the middle";
    return {};
}

/// Whether a sentence has a name as a whole: "firm R/1" is not in "firm R/12".
bool names(const std::string& text, const std::string& name) {
    const std::size_t at = text.find(name);
    if (at == std::string::npos) return false;
    const std::size_t end = at + name.size();
    return end == text.size() || std::string_view(" ,:").find(text[end]) != std::string_view::npos;
}

}  // namespace

TEST_CASE("narrative: every type of event has chains that read as sentences") {
    std::array<std::size_t, Events::count> read{};
    for (const Told* told : {&lively(), &racing()}) {
        for (const TraceRow& row : told->run().trace()) {
            if (read[row.type] == read_of_a_type) continue;
            ++read[row.type];
            for (const std::string& line : told->chain(row)) {
                const std::string fault = fault_in(line, told->catalogue());
                REQUIRE_MESSAGE(fault.empty(), line, " ", fault);
            }
        }
    }
    for (std::uint8_t type = 0; type < Events::count; ++type)
        CHECK_MESSAGE(read[type] > 0, event_name(type), " never happened");
}

TEST_CASE("narrative: a scenario is described where it first comes up and only named after that") {
    std::size_t chains = 0;
    each_event<Validated>(lively().run().trace(), [&](const Validated& event, const TraceRow& row) {
        if (++chains > 20) return;
        const std::string name = "scenario " + std::to_string(event.scenario.index);
        std::size_t named = 0, described = 0;
        for (const std::string& line : lively().chain(row)) {
            named += names(line, name) ? 1 : 0;
            described += line.find(name + " (") != std::string::npos ? 1 : 0;
        }
        CHECK(named > 5);
        CHECK(described == 1);
    });
    CHECK(chains > 20);
}

/// Exact: the same run again, halted at the end of each race. Seen: firms that came later into the places of teams.
TEST_CASE("narrative: the end of a race names the team that left and the one that won, as they were then") {
    const Cultivation& told = racing().run();
    Cultivation then(racing_world().description, 3, {.trace = false, .metrics = false});
    std::map<std::uint32_t, Party> first;
    each_event<Matched>(told.trace(), [&](const Matched& event, const TraceRow&) {
        first[event.scenario.index] = event.supplier;
    });
    std::size_t lost = 0, given_up = 0, replaced = 0, overtaken = 0;
    each_event<RaceEnded>(told.trace(), [&](const RaceEnded& event, const TraceRow& row) {
        then.run_until(row.time + sim::Duration{1});
        const std::string line = racing().chain(row).front(), team = then.world().name_of(event.supplier);
        CAPTURE(line);
        CHECK(names(line, team));
        replaced += told.world().name_of(event.supplier) != team ? 1 : 0;
        if (row.outcome == Outcome::gave_up) {
            ++given_up;
            CHECK(line.find("as all teams gave up") != std::string::npos);
        } else {
            ++lost;
            const Party winner = then.world().scenarios[event.scenario].supplier;
            overtaken += winner != first.at(event.scenario.index) ? 1 : 0;
            CHECK(winner != event.supplier);
            CHECK(line.find(" lost the race on scenario ") != std::string::npos);
            CHECK(names(line, "to " + then.world().name_of(winner)));
        }
    });
    CHECK(lost > 10);
    CHECK(given_up > 10);
    CHECK(replaced > 0);
    CHECK(overtaken > 10);
}

TEST_CASE("narrative: an event whose cause is known says what the cause made of it") {
    CHECK(lively().count<Listed>(" was listed, now that its technology was ready") > 0);
    CHECK(lively().count<ApprovalGiven>(" again, after a conflict with the others") > 0);
    CHECK(lively().count<Withdrawn>(" was over, as its owner had closed") > 0);
    CHECK(lively().count<Withdrawn>(" lost its supplier, which had closed") > 0);
    CHECK(lively().count<ReadinessStepped>(" was over before its next step") > 0);
    CHECK(lively().count<Installed>(" to make up the ") > 0);
    CHECK(lively().count<Unmatched>("nobody was left to undertake ") > 0);
    CHECK(racing().count<RuleSettled>(" got a ruling of its own, as no rule covered it") > 0);
}
