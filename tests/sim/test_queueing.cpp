// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "tests/support/queueing.hpp"

using namespace cultivar;
using test::Expectation;
using test::Station;
using test::StationRecord;

namespace {

/// One time in a million a normal deviate is farther out.
constexpr double z = 4.9;

/// Customers in the waiting line when n are present.
auto line(const Station& station) {
    return [servers = static_cast<double>(station.servers)](double n) {
        return n > servers ? n - servers : 0.0;
    };
}
/// Whether an arrival would have to wait.
auto busy(const Station& station) {
    return [servers = static_cast<double>(station.servers)](double n) { return n >= servers ? 1.0 : 0.0; };
}
double present(double n) {
    return n;
}

/// Checks a time average against the stationary mean; the bound follows from its asymptotic variance.
template <class F>
void check_mean(const Station& station, const StationRecord& record, F f) {
    const Expectation expected = test::expect(station, f);
    const double bound = z * std::sqrt(expected.variance / record.length_in_days());
    CHECK(std::fabs(record.time_mean(f) - expected.mean) < bound);
}

/// Mean wait = mean line * length / customers (Little); both factors may be off by their own bound.
void check_wait(const Station& station, const StationRecord& record, double published) {
    const double customers = static_cast<double>(record.served);
    const double wait =
        static_cast<double>(record.waits) / static_cast<double>(sim::one_day.count()) / customers;
    const Expectation mean_line = test::expect(station, line(station));
    const double off_line = z * std::sqrt(mean_line.variance / record.length_in_days());
    const double off_gap = z / station.arrival_rate / std::sqrt(customers);
    const double bound = off_line / station.arrival_rate + (mean_line.mean + off_line) * off_gap;
    CHECK(bound < 0.06 * station.servers + 0.2);
    CHECK(std::fabs(wait - published) < bound);
}

/// Customers present, or in line, summed over every tick of the run.
template <class F>
sim::Bits128 area(const StationRecord& record, F f) {
    sim::Bits128 sum = 0;
    for (std::size_t n = 0; n < record.time_with.size(); ++n)
        sum += static_cast<sim::Bits128>(record.time_with[n]) *
               static_cast<sim::Bits128>(f(static_cast<double>(n)));
    return sum;
}

struct ErlangCase {
    Station station;
    double waiting = 0.0;  ///< published probability of waiting
};
const ErlangCase erlang_cases[] = {
    {{2, 1.0}, 1.0 / 3.0}, {{3, 2.0}, 4.0 / 9.0}, {{5, 4.0}, 128.0 / 231.0}, {{10, 8.0}, 0.409180150796}};

}  // namespace

TEST_CASE("queueing: the helper gives the published variance of the number in M/M/1 and Erlang's C") {
    CHECK(test::expect(Station{1, 0.8}, present).mean == doctest::Approx(4.0).epsilon(1e-9));
    CHECK(test::expect(Station{1, 0.8}, present).variance == doctest::Approx(1800.0).epsilon(1e-9));
    for (const auto& [station, waiting] : erlang_cases)
        CHECK(test::expect(station, busy(station)).mean == doctest::Approx(waiting).epsilon(1e-11));
}

// Each of the three comparisons: false alarm 1e-6; an arrival rate 5 % too high is far outside.
TEST_CASE("queueing: M/M/1 at load 0.8 holds 4 customers, who wait 4 mean services") {
    const Station station{1, 0.8};
    const StationRecord record = test::run_station(station, 2'000'000, 7);
    CHECK(record.served == 2'000'000);
    check_mean(station, record, present);
    check_mean(station, record, busy(station));
    check_wait(station, record, 4.0);
}

// Independent runs, so that Student's t holds: |t| with 63 degrees of freedom exceeds 5.42 one time in a
// million. The customers left out stand for more than ten relaxation times, 1 / (1 - sqrt(0.8))^2 services
// each.
TEST_CASE("queueing: M/M/1 at load 0.8 keeps a customer longer than 10 services with probability exp(-2)") {
    constexpr int runs = 64;
    constexpr std::uint64_t customers = 20'000;
    double sum = 0.0, squares = 0.0;
    for (std::uint64_t seed = 1; seed <= runs; ++seed) {
        const StationRecord record = test::run_station({1, 0.8, 10.0, 1000}, customers, seed);
        const double share = static_cast<double>(record.noted) / static_cast<double>(customers - 1000);
        sum += share;
        squares += share * share;
    }
    const double mean = sum / runs;
    const double error = std::sqrt((squares / runs - mean * mean) / (runs - 1));
    CHECK(error < 0.004);
    CHECK(std::fabs(mean - std::exp(-2.0)) < 5.42 * error);
}

TEST_CASE("queueing: Erlang C gives who waits and for how long at (2,1), (3,2), (5,4) and (10,8)") {
    for (const ErlangCase& erlang : erlang_cases) {
        const Station& station = erlang.station;
        CAPTURE(station.servers);
        const StationRecord record = test::run_station(station, 500'000, 11);
        check_mean(station, record, busy(station));
        check_mean(station, record, line(station));
        check_wait(station, record, erlang.waiting / (station.servers - station.arrival_rate));
    }
}

TEST_CASE("queueing: Little's law holds to the tick on a path that closes empty") {
    for (const Station& station : {Station{1, 0.8}, Station{3, 2.0}, Station{1, 1.3}}) {
        const StationRecord record = test::run_station(station, 50'000, 3);
        CHECK(record.served == 50'000);
        CHECK(area(record, present) == record.sojourns);
        CHECK(area(record, line(station)) == record.waits);
    }
}
