// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "tests/support/busy_world.hpp"
#include "tests/support/traced.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

class Ancestry {
  public:
    explicit Ancestry(const Trace& trace) : trace_(trace) {
        for (std::size_t i = 0; i < trace.size(); ++i) place_.emplace(trace[i].id.value, i);
    }
    [[nodiscard]] const TraceRow* find(sim::EventId id) const {
        const auto found = place_.find(id.value);
        return found == place_.end() ? nullptr : &trace_[found->second];
    }
    /// The first cause of an event.
    [[nodiscard]] const TraceRow& root(const TraceRow& row) const {
        const TraceRow* at = &row;
        while (at->cause.valid()) at = find(at->cause);
        return *at;
    }

  private:
    const Trace& trace_;
    std::unordered_map<std::uint64_t, std::size_t> place_;
};

Cultivation busy_run() {
    Cultivation run(busy_world().description, 5, {.trace = true, .metrics = false});
    run.run();
    return run;
}

}  // namespace

/// Exact: a cause is an event of the same run, handled before, no later in time. Seen: a cause drawn from ids
/// that were never handled.
TEST_CASE("causes: every event comes after what brought it about and what it rests on") {
    const Cultivation run = busy_run();
    const Ancestry ancestry(run.trace());
    sim::Time last = run.world().start;
    for (const TraceRow& row : run.trace()) {
        REQUIRE(row.time >= last);
        last = row.time;
        for (const sim::EventId other : {row.cause, row.through, row.policy}) {
            if (!other.valid()) continue;
            const TraceRow* earlier = ancestry.find(other);
            REQUIRE(earlier != nullptr);
            REQUIRE(earlier <= &row);
            REQUIRE(earlier->time <= row.time);
        }
        if (row.policy.valid()) REQUIRE(is_event<PolicyChanged>(*ancestry.find(row.policy)));
        if (row.through.valid()) REQUIRE(is_event<Validated>(*ancestry.find(row.through)));
    }
}

/// Every installation goes back to outside influence (none, or the policy in force), and what it rests on to a
/// need; every validation goes back to a need, or to research that unlocked its scenario.
TEST_CASE("causes: installations and validations go back to a policy, a need or research") {
    const Cultivation run = busy_run();
    const Ancestry ancestry(run.trace());
    int installations = 0, bundles = 0, validations = 0;
    each_event<Installed>(run.trace(), [&](const Installed& event, const TraceRow& row) {
        ++installations;
        const TraceRow& root = ancestry.root(row);
        REQUIRE((is_event<AdoptionConsidered>(root) || is_event<PolicyChanged>(root)));
        const TraceRow* considered = ancestry.find(row.cause);
        REQUIRE(is_event<AdoptionConsidered>(*considered));
        REQUIRE(considered->outcome == Outcome::adopted);
        REQUIRE(considered->through.valid() == event.bundle.valid());
        bundles += event.bundle.valid() ? 1 : 0;
    });
    each_event<Validated>(run.trace(), [&](const Validated&, const TraceRow& row) {
        ++validations;
        const TraceRow& root = ancestry.root(row);
        REQUIRE((is_event<OwnerReviewed>(root) || is_event<ReadinessStepped>(root) ||
                 is_event<PolicyChanged>(root)));
    });
    CHECK(installations > 500);
    CHECK(bundles > 50);
    CHECK(validations > 100);
}
