// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <unordered_map>
#include <vector>

#include "tests/support/busy_world.hpp"
#include "tests/support/traced.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

SmallWorld mortal_world() {
    return busy_world().set("firm.exit_scale", 3.0).set("firm.entry_rate", 1.0);
}

/// Reads a trace in its order and knows which firm held each place since when.
class Register {
  public:
    explicit Register(const World& world) : began_(world.firms.size(), 0), held_(world.firms.size(), true) {}
    void read(const TraceRow& row) {
        ids_.emplace(row.id.value, &row);
        if (is_event<FirmExited>(row)) held_[event_in<FirmExited>(row).firm.index] = false;
        if (!is_event<FirmEntered>(row)) return;
        held_[event_in<FirmEntered>(row).firm.index] = true;
        began_[event_in<FirmEntered>(row).firm.index] = row.id.value;
    }
    /// Whether the firm in this place is in business and an event of that number is younger than it.
    [[nodiscard]] bool concerns(FirmId firm, sim::EventId event) const {
        return held_[firm.index] && event.value > began_[firm.index];
    }
    [[nodiscard]] const TraceRow* find(sim::EventId id) const {
        const auto found = ids_.find(id.value);
        return found == ids_.end() ? nullptr : found->second;
    }

  private:
    std::vector<std::uint64_t> began_;
    std::vector<bool> held_;
    std::unordered_map<std::uint64_t, const TraceRow*> ids_;
};

}  // namespace

/// Exact. Seen: ties whose strikes are not checked; passages that a successor inherits; a list of causes that
/// keeps those who left.
TEST_CASE(
    "turnover: nothing that was scheduled for a firm that closed ever strikes, and it causes nothing more") {
    Cultivation run(mortal_world().description, 5, {.trace = true, .metrics = false});
    run.run();
    Register firms(run.world());
    int exits = 0, ties = 0, causes = 0, installations = 0, applications = 0;
    for (const TraceRow& row : run.trace()) {
        exits += is_event<FirmExited>(row);
        if (is_event<AdoptionConsidered>(row)) {
            const auto event = event_in<AdoptionConsidered>(row);
            REQUIRE(firms.concerns(event.firm, row.id));
            if (event.tie.valid()) {
                ++ties;
                REQUIRE(firms.concerns(event.tie, row.id));
            }
            const TraceRow* cause = firms.find(row.cause);
            if (cause != nullptr && is_event<Installed>(*cause)) {
                ++causes;
                REQUIRE(firms.concerns(event_in<Installed>(*cause).firm, cause->id));
            }
        }
        if (is_event<Installed>(row)) {
            ++installations;
            REQUIRE(firms.concerns(event_in<Installed>(row).firm, row.id));
        }
        if (is_event<Applied>(row) && event_in<Applied>(row).supplier.kind() == PartyKind::firm) {
            ++applications;
            REQUIRE(firms.concerns(event_in<Applied>(row).supplier.firm(), row.id));
        }
        firms.read(row);
    }
    CHECK(exits > 800);
    CHECK(ties > 200);
    CHECK(causes > 200);
    CHECK(installations > 500);
    CHECK(applications > 500);
}

/// Exact: with outside influence alone, one rate and equal sizes the k-th consideration of a firm comes when the
/// hazard since the world began, or since it entered, has passed the sum of its own k draws; and it comes
/// for certain while the firm is in business. A tick of rounding a passage.
TEST_CASE("turnover: an entrant considers at the times of its own draws, counted from its entry") {
    constexpr double p = 0.2;
    SmallWorld world;
    world.region("R", 300, 0.0).set("firm.ties_degree", 0).set("need.rate", 0.0);
    world.set("need.government_rate", 0.0).set("research.teams", 0.0).set("adoption.size_slope", 0.0);
    world.set("adoption.p.ai", p).set("adoption.q.ai", 0.0).set("firm.exit_scale", 3.0).years(8);
    constexpr std::uint64_t seed = 9;
    Cultivation run(world.description, seed, {.trace = true, .metrics = false});
    run.run();
    const World first_day = found_world(world.description, seed);
    struct Holder {
        sim::Key key;
        double threshold = 0.0;
        double since = 0.0;
        std::uint32_t next = 0;
    };
    const auto draw = [&](Holder& holder) {
        const sim::Key key = sim::child_key(holder.key, first_day.family_keys[0].value);
        sim::Stream stream(seed, static_cast<std::uint16_t>(Purpose::influence), key, holder.next++);
        holder.threshold += stream.exponential(1.0);
    };
    std::vector<Holder> holders;
    for (const Firm& firm : first_day.firms) {
        holders.push_back({firm.key});
        draw(holders.back());
    }
    const auto due = [](const Holder& holder) { return holder.since + holder.threshold / p; };
    int considered = 0, entered = 0;
    for (const TraceRow& row : run.trace()) {
        const double now = years_at(run, row.time);
        if (is_event<AdoptionConsidered>(row)) {
            Holder& holder = holders[event_in<AdoptionConsidered>(row).firm.index];
            CHECK(now == doctest::Approx(due(holder)).epsilon(1e-9));
            draw(holder);
            ++considered;
        }
        if (is_event<FirmExited>(row)) CHECK(now < due(holders[event_in<FirmExited>(row).firm.index]) + 1e-9);
        if (!is_event<FirmEntered>(row)) continue;
        Holder& holder = holders[event_in<FirmEntered>(row).firm.index];
        holder = {sim::child_key(holder.key, "successor"), 0.0, now, 0};
        draw(holder);
        ++entered;
    }
    for (const Holder& holder : holders) CHECK(due(holder) > 8.0 - 1e-2);
    CHECK(considered > 300);
    CHECK(entered > 300);
}

/// Exact: after its owner left nothing is heard of a scenario; one that lost its supplier is heard of again as
/// listed, first of all. (A reviewer's approval frees the reviewer in any case.)
TEST_CASE("turnover: the scenarios of an owner that closes are over, those of a supplier are listed again") {
    Cultivation run(mortal_world().description, 5, {.trace = true, .metrics = false});
    run.run();
    const World& world = run.world();
    std::map<std::uint32_t, bool> left;  // scenario: whether its supplier left, not its owner
    int over = 0, again = 0, later = 0;
    const auto heard = [&](ScenarioId scenario, bool listed) {
        const auto found = left.find(scenario.index);
        if (found == left.end()) return;
        REQUIRE(found->second);
        REQUIRE(listed);
        left.erase(found);
        ++later;
    };
    for (const TraceRow& row : run.trace()) {
        if (is_event<Withdrawn>(row)) {
            const auto event = event_in<Withdrawn>(row);
            REQUIRE(event.from <= static_cast<std::uint32_t>(ScenarioState::succeeded));
            const bool owner_left = world.scenarios[event.scenario].state == ScenarioState::owner_exit &&
                                    world.scenarios[event.scenario].last_event == row.cause;
            (owner_left ? over : again) += 1;
            left[event.scenario.index] = !owner_left;
        }
        if (is_event<Listed>(row)) heard(event_in<Listed>(row).scenario, true);
        if (is_event<NeedOpened>(row)) heard(event_in<NeedOpened>(row).scenario, false);
        if (is_event<Matched>(row)) heard(event_in<Matched>(row).scenario, false);
        if (is_event<Contracted>(row)) heard(event_in<Contracted>(row).scenario, false);
        if (is_event<ReviewFinished>(row)) heard(event_in<ReviewFinished>(row).scenario, false);
        if (is_event<TrialStarted>(row)) heard(event_in<TrialStarted>(row).scenario, false);
        if (is_event<TrialEnded>(row)) heard(event_in<TrialEnded>(row).scenario, false);
        if (is_event<Validated>(row)) heard(event_in<Validated>(row).scenario, false);
    }
    CHECK(over > 200);
    CHECK(again > 20);
    CHECK(later > 10);
    CHECK(world.in_state[static_cast<std::size_t>(ScenarioState::owner_exit)] ==
          static_cast<std::uint32_t>(over));
}

/// Exact.
TEST_CASE("turnover: forks of a run with closures go on alike, and its parts make the whole") {
    const WorldDescription description = mortal_world().description;
    Cultivation whole(description, 3), parts(description, 3);
    whole.run();
    for (const int year : {2020, 2022, 2025}) {
        parts.run_until(sim::date(year, 6, 30));
        Cultivation copy = parts;
        copy.run();
        CHECK(copy.fingerprint() == whole.fingerprint());
        CHECK(copy.observation().courses == whole.observation().courses);
    }
    parts.run();
    CHECK(parts.fingerprint() == whole.fingerprint());
    CHECK(parts.observation().series == whole.observation().series);
}
