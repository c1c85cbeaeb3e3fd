// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "tests/support/arrivals.hpp"
#include "tests/support/distribution_checks.hpp"
#include "tests/support/queueing.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// A thousand firms, so that capacities per 1,000 firms are numbers of places; time for all that arrives.
SmallWorld waiting_world() {
    SmallWorld world;
    world.region("R", 1'000, 0.0).set("firm.ties_degree", 0).years(400);
    return world;
}

/// How long so many cases were under review at once.
StationRecord reviewed(const Cultivation& run) {
    StationRecord record;
    record.time_with.resize(1'000);
    sim::Time since = run.world().start;
    std::size_t present = 0;
    const auto spend_until = [&](sim::Time time) {
        record.time_with.at(present) += (time - since).count();
        since = time;
    };
    for (const TraceRow& row : run.trace()) {
        if (!is_event<Contracted>(row) && !is_event<ReviewFinished>(row)) continue;
        spend_until(row.time);
        present = is_event<Contracted>(row) ? present + 1 : present - 1;
        record.served += is_event<ReviewFinished>(row) ? 1 : 0;
    }
    return record;
}

}  // namespace

/// Poisson arrivals see time averages, so the share of time in which all reviewers are busy is the chance to wait.
/// False alarms: 1e-6 each (asymptotic variance of a birth-and-death process). Seen: one reviewer more or less, a
/// line that lets a case wait while a reviewer is free, a load wrong by 5 %.
TEST_CASE("waiting: one approval makes M/M/c: Erlang's C says who waits, at (2,1), (3,2) and (5,4)") {
    struct ErlangCase {
        Station station;
        double waiting = 0.0;  ///< published
    };
    for (const ErlangCase& known : {ErlangCase{{2, 1.0}, 1.0 / 3.0}, ErlangCase{{3, 2.0}, 4.0 / 9.0},
                                    ErlangCase{{5, 4.0}, 128.0 / 231.0}}) {
        const Station& station = known.station;
        CAPTURE(station.servers);
        SmallWorld world = waiting_world().set("review.stages", 1).set("review.mean", 1.0);
        world.set("review.servers", station.servers);
        Cultivation run =
            arriving_at(world, Arrivals(120'000, 1.0 / station.arrival_rate, true), {"review"}, 5);
        run.run();
        const StationRecord record = reviewed(run);
        REQUIRE(record.served == 120'000);
        const auto servers = static_cast<double>(station.servers);
        const auto busy = [servers](double n) { return n >= servers ? 1.0 : 0.0; };
        const auto line = [servers](double n) { return n > servers ? n - servers : 0.0; };
        const auto check = [&](const auto& f) {
            const Expectation expected = expect(station, f);
            const double bound = tests::z_bound * std::sqrt(expected.variance / record.length_in_days());
            CHECK(std::fabs(record.time_mean(f) - expected.mean) < bound);
            return expected.mean;
        };
        CHECK(check(busy) == doctest::Approx(known.waiting).epsilon(1e-9));
        check(line);
    }
}

/// One place, Poisson arrivals at load ρ and stays S of the gamma law of shape 2: the share ρ waits, on average
/// λ E[S²] / (2 (1 − ρ)) = 0.75 ρ / (1 − ρ) mean stays. Independent runs, so that Student's t holds: |t| with 63
/// degrees of freedom exceeds 5.42 one time in a million; the first 500 cases are left out, for they stand for more
/// than ten relaxation times. Seen: another shape of stays (exponential ones wait a third longer), a load wrong by 3 %.
TEST_CASE("waiting: one sandbox makes M/G/1: Pollaczek and Khinchine say how many wait and how long") {
    constexpr double load = 0.6;
    constexpr int runs = 64;
    constexpr std::uint32_t cases = 5'000, left_out = 500;
    std::vector<double> waits, shares;
    for (std::uint64_t seed = 1; seed <= runs; ++seed) {
        SmallWorld world =
            waiting_world().set("review.stages", 0).set("rule.gap", 1.0).set("sandbox.capacity", 1.0);
        world.set("sandbox.stay", 2.0).set("sandbox.delay_cut", 0.5);
        Cultivation run = arriving_at(world, Arrivals(cases, 1.0 / load, true), {"review", "sandbox"}, seed);
        run.run();
        REQUIRE(run.world().ledger.sandboxed == cases);
        const std::vector<sim::Time> finished = times_of<ReviewFinished>(run),
                                     entered = times_of<SandboxEntered>(run);
        double wait = 0.0, waited = 0.0;
        for (std::size_t i = left_out; i < cases; ++i) {
            wait += sim::in_days(entered[i] - finished[i]);
            waited += entered[i] > finished[i] ? 1.0 : 0.0;
        }
        waits.push_back(wait / (cases - left_out));
        shares.push_back(waited / (cases - left_out));
    }
    const auto check = [](const std::vector<double>& sample, double expected) {
        double sum = 0.0, squares = 0.0;
        for (const double x : sample) {
            sum += x - expected;
            squares += (x - expected) * (x - expected);
        }
        const double mean = sum / runs;
        const double error = std::sqrt((squares / runs - mean * mean) / (runs - 1));
        CHECK(error < 0.02 * expected);
        CHECK(std::fabs(mean) < 5.42 * error);
    };
    check(waits, 0.75 * load / (1.0 - load));
    check(shares, load);
}

/// Exact: keyed stays and first come, first served make every wait fall with the number of places, to nothing.
TEST_CASE("waiting: more places never lengthen a wait, and places beyond need leave none") {
    std::vector<double> before;
    for (const double places : {1.0, 2.0, 3.0, 5.0, 200.0}) {
        SmallWorld world = waiting_world().set("review.stages", 0).set("rule.gap", 1.0);
        world.set("sandbox.capacity", places);
        Cultivation run = arriving_at(world, Arrivals(300, 60.0, true), {"review", "sandbox"});
        run.run();
        const std::vector<sim::Time> finished = times_of<ReviewFinished>(run),
                                     entered = times_of<SandboxEntered>(run);
        std::vector<double> waits;
        for (std::size_t i = 0; i < finished.size(); ++i)
            waits.push_back(sim::in_days(entered[i] - finished[i]));
        for (std::size_t i = 0; i < before.size(); ++i) CHECK(waits[i] <= before[i]);
        CHECK((run.world().ledger.sandbox_waits.days == 0.0) == (places == 200.0));
        before = waits;
    }
}
