// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>
#include <utility>
#include <vector>

#include "tests/support/bounds.hpp"
#include "tests/support/diffusion.hpp"
#include "tests/support/distribution_checks.hpp"
#include "tests/support/pipeline.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

constexpr int stages = 4;
constexpr double mean = 45.0;
/// The variance of the longest of four unit exponentials.
constexpr double squares = 1.0 + 1.0 / 4 + 1.0 / 9 + 1.0 / 16;

/// Days from contract to the end of the review, of every scenario that was reviewed.
std::vector<double> review_days(double parallel, std::uint64_t seed,
                                std::initializer_list<std::pair<const char*, double>> levers = {}) {
    SmallWorld world = pipeline_world(4'000);
    world.set("review.stages", stages).set("review.mean", mean).set("review.parallel", parallel);
    world.set("trial.max_trials", 1);
    for (const auto& [lever, value] : levers) world.set(lever, value);
    end_needs(world, sim::date(2024, 1, 1));
    Cultivation run(world.years(15).description, seed, trace_only);
    run.run();
    std::vector<sim::Time> contracted(run.world().scenarios.size());
    std::vector<double> days;
    for (const TraceRow& row : run.trace()) {
        if (is_event<Contracted>(row)) contracted[event_in<Contracted>(row).scenario.index] = row.time;
        if (is_event<ReviewFinished>(row))
            days.push_back(sim::in_days(row.time - contracted[event_in<ReviewFinished>(row).scenario.index]));
    }
    REQUIRE(run.world().ledger.contracts == static_cast<double>(days.size()));
    REQUIRE(days.size() > 15'000);
    return days;
}

/// The chance that a review is over within so many days. Approvals that wait for the one before form a chain;
/// the review is the longest of its chains, each of which takes an Erlang time. Sums over all ways to cut the
/// stages into chains: a cut before a stage has the chance χ.
double over_within(double parallel, double days) {
    double sum = 0.0;
    for (unsigned cuts = 0; cuts < 1U << (stages - 1); ++cuts) {
        double chance = 1.0;
        int length = 1;
        for (int stage = 1; stage < stages; ++stage) {
            const bool cut = (cuts >> (stage - 1) & 1U) != 0;
            chance *= cut ? parallel : 1.0 - parallel;
            if (cut) {
                chance *= erlang(length, mean, days);
                length = 0;
            }
            ++length;
        }
        sum += chance * erlang(length, mean, days);
    }
    return sum;
}

}  // namespace

/// False alarms: 1e-6 for each mean (central limit). Seen: a mean wrong by 2 %.
TEST_CASE("review: in series it takes n m on average, in parallel m H_n") {
    CHECK(std::fabs(tests::mean_error(review_days(0.0, 1), 180.0, stages * mean * mean)) < tests::z_bound);
    CHECK(std::fabs(tests::mean_error(review_days(1.0, 1), 93.75, squares * mean * mean)) < tests::z_bound);
}

/// False alarms: 1e-6 for each χ (Massart 1990). Seen: one approval more or less, χ wrong by 0.05.
/// A repetition adds one approval with probability p: mean p m, second moment 2 p m². False alarms as above. Seen: a
/// repetition that is missing, doubled, or of another length.
TEST_CASE("review: conflicts add their probability times one approval") {
    for (const double cohesion : {0.0, 0.6}) {
        const double p = 0.5 * (1.0 - cohesion);
        const double more = (2.0 * p - p * p) * mean * mean;
        const auto days = [cohesion](double parallel) {
            return review_days(parallel, 3, {{"review.conflict", 0.5}, {"review.cohesion", cohesion}});
        };
        CHECK(std::fabs(tests::mean_error(days(0.0), (4.0 + p) * mean, stages * mean * mean + more)) <
              tests::z_bound);
        CHECK(std::fabs(tests::mean_error(days(1.0), 93.75 + p * mean, squares * mean * mean + more)) <
              tests::z_bound);
    }
}

/// False alarm as above.
TEST_CASE("review: joint action divides its time by its speed") {
    const std::vector<double> days = review_days(0.0, 4, {{"policy.speed", 2.0}});
    CHECK(std::fabs(tests::mean_error(days, 90.0, stages * mean * mean / 4.0)) < tests::z_bound);
}

TEST_CASE("review: the time has the law of the longest chain of approvals") {
    for (const double parallel : {0.0, 0.3, 0.7, 1.0}) {
        CAPTURE(parallel);
        const auto law = [parallel](double days) { return over_within(parallel, days); };
        CHECK(tests::distribution_gap(review_days(parallel, 2), law, law) < tests::gap_bound);
    }
}
