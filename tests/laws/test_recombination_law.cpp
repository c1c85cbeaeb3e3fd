// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/support/bounds.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/traced.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

constexpr double rate = 1.5, success = 0.3;
constexpr std::uint32_t firms = 2'000;
constexpr std::uint32_t institutes = 40;

/// Institutes that know everything equally well; no needs, no adoption, and research only if there are teams.
SmallWorld inventors(double teams, int years) {
    SmallWorld world({"a", "b"});
    world.region("R", firms, 250.0 * institutes).set("firm.ties_degree", 0);
    world.set("need.rate", 0).set("need.government_rate", 0).set("cognition.sigma", 1e9);
    for (const char* family : {"a", "b"})
        world.set(std::string("adoption.p.") + family, 0).set(std::string("adoption.q.") + family, 0);
    world.set("recombine.rate", rate).set("recombine.success", success).set("research.teams", teams);
    return world.years(years);
}

std::vector<double> findings(const Cultivation& run) {
    std::vector<double> years;
    each_event<Recombined>(run.trace(), [&](const Recombined&, const TraceRow& row) {
        if (row.outcome == Outcome::combined) years.push_back(years_at(run, row.time));
    });
    return years;
}

/// How many combinations lie one on top of another in a technology: 0 for one that the world began with.
std::size_t depth(const World& world, TechnologyId id, std::uint32_t founded) {
    if (id.index < founded) return 0;
    std::size_t below = 0;
    for (const TechnologyId part : world.technologies[id].prerequisites)
        below = std::max(below, depth(world, part, founded));
    return below + 1;
}

std::size_t deepest(const Cultivation& run) {
    std::size_t most = 0;
    for (std::uint32_t t = 8; t < run.world().technologies.size(); ++t)
        most = std::max(most, depth(run.world(), TechnologyId{t}, 8));
    return most;
}

}  // namespace

/// Attempts are the limit: 40 · 1.5 · 0.3 / 2 = 9 components a year, whatever their number. The waits between
/// them, in units of their mean, are unit exponentials: no drift from the line beyond the bound (1e-6 for the three).
/// Seen: a success that grows with the number of technologies, a rate wrong by a quarter.
TEST_CASE("recombination: with a fixed number of attempts components grow along a straight line") {
    const double a_year = institutes * rate * success / (firms / 1'000.0);
    for (const std::uint64_t seed : {1, 2, 3}) {
        Cultivation run(inventors(0.0, 20).description, seed, {.trace = true, .metrics = false});
        run.run();
        const std::vector<double> years = findings(run);
        REQUIRE(years.size() > 100);
        REQUIRE(run.world().technologies.size() < 256);
        std::vector<double> waits;
        double last = 0.0;
        for (const double year : years) {
            waits.push_back((year - last) * a_year);
            last = year;
        }
        double sum = 0.0, largest = 0.0;
        for (std::size_t k = 0; k < waits.size(); ++k) {
            sum += waits[k] - 1.0;
            largest = std::max(largest, std::fabs(sum));
        }
        CHECK(largest < exponential_sum_bound(waits.size(), false_alarm / 3.0));
    }
}

/// Exact. A component begins below what a part must have, so without research to raise it nothing is built on it.
TEST_CASE("recombination: without stepping stones the deeper combinations stay undiscovered") {
    Cultivation still(inventors(0.0, 15).description, 4, {.trace = false, .metrics = false});
    still.run();
    CHECK(still.world().ledger.combinations > 100.0);
    CHECK(deepest(still) == 1);
    Cultivation climbing(inventors(3.0, 15).description, 4, {.trace = false, .metrics = false});
    climbing.run();
    CHECK(deepest(climbing) >= 2);
}
