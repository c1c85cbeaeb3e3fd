// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/support/bounds.hpp"
#include "tests/support/diffusion.hpp"
#include "tests/support/distribution_checks.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

constexpr double q = 0.5;
constexpr std::uint32_t firms = 40'000;

/// Influence from outside for three months, until about 2.5 % use the family; then none for ever.
Cultivation pushed_run(std::uint64_t seed) {
    SmallWorld world = diffusion_world(1, firms, 0.1, q).years(30);
    PolicyChange end_of_push;
    end_of_push.from = sim::date(2019, 4, 1);
    end_of_push.parameter = world.description.catalogue.id("adoption.p.ai");
    end_of_push.target = 0.0;
    world.description.changes.push_back(end_of_push);
    Cultivation run(world.description, seed, trace_only);
    run.run();
    return run;
}

double push_end() {
    return sim::in_years(sim::date(2019, 4, 1) - sim::date(2019, 1, 1));
}

}  // namespace

/// The share from the end of the push on is logistic, F = 1 / (1 + (1/F0 − 1) e^−qt): its waits times q k (n −
/// k) / n are unit exponentials. False alarms: 2e-6. Seen: q wrong by 1 %, a p of 0.0005 that stays.
TEST_CASE("adoption: without outside influence waits are exponential at the logistic rates") {
    std::vector<double> waits;
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        const std::vector<double> times = adoption_times(pushed_run(seed));
        double last = push_end();
        for (std::size_t k = 0; k < times.size(); ++k) {
            if (times[k] <= push_end()) continue;
            const double users = static_cast<double>(k);
            waits.push_back((times[k] - last) * q * users * (firms - users) / firms);
            last = times[k];
        }
    }
    REQUIRE(waits.size() > 4 * 0.95 * firms);
    CHECK(drift(waits) < 1.0);
    CHECK(tests::distribution_gap(waits, unit_exponential, unit_exponential) < tests::gap_bound);
}

/// The time from share F0 to share F has the mean of a sum of exponentials, (logit F − logit F0) / q up to
/// 1/n, and the sub-gamma bound of Boucheron, Lugosi & Massart 2013 at 1e-6 for the largest of four.
TEST_CASE("adoption: after a push the share climbs the logistic curve") {
    const std::vector<double> times = adoption_times(pushed_run(9));
    const auto first =
        static_cast<std::size_t>(std::upper_bound(times.begin(), times.end(), push_end()) - times.begin());
    const double start = static_cast<double>(first) / firms;
    REQUIRE(start > 0.01);
    const auto logit = [](double share) { return std::log(share / (1.0 - share)); };
    const double x = std::log(2.0 * 4.0 / false_alarm);
    double v = 0.0, c = 0.0;
    for (std::size_t k = first; k < static_cast<std::size_t>(0.9 * firms); ++k) {
        const auto users = static_cast<double>(k);
        const double wait = firms / (q * users * (firms - users));
        v += wait * wait;
        c = std::max(c, wait);
        for (const double share : {0.1, 0.25, 0.5, 0.9}) {
            if (k + 1 != static_cast<std::size_t>(share * firms)) continue;
            CAPTURE(share);
            const double bound = std::sqrt(2.0 * v * x) + c * x + 2.0 * c;
            CHECK(std::fabs(times[k] - push_end() - (logit(share) - logit(start)) / q) < bound);
        }
    }
}
