// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <vector>

#include "models/mechanisms/opening.hpp"
#include "tests/support/bounds.hpp"
#include "tests/support/distribution_checks.hpp"
#include "tests/support/mechanism_stage.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

SmallWorld owners(OwnerType owner, std::uint32_t count) {
    SmallWorld small;
    small.region("R", count, 0.0).set("firm.ties_degree", 0);
    for (std::uint32_t i = 0; i < count; ++i)
        small.description.firms.push_back({"firm " + std::to_string(i), 0, 0, owner, 200.0, false});
    return small;
}

/// When each of the owners opens its only need, in days; owners that never do are missing.
std::vector<double> openings(const SmallWorld& small, std::uint32_t needs, bool of_government) {
    MechanismStage stage(small.description);
    Opening opening(small.description.catalogue);
    opening.begin(stage.context);
    for (std::uint32_t i = 0; i < needs; ++i)
        opening.on_need_arose(
            {stage.add_scenario(of_government ? Party(RegionId{0}) : Party(FirmId{i}), {0}, 5.0)},
            stage.context);
    stage.play_until(sim::date(2035, 1, 1));
    std::vector<double> days;
    for (const sim::Time time : stage.times_of<NeedOpened>())
        days.push_back(sim::in_days(time - sim::date(2019, 1, 1)));
    for (const sim::Time time : stage.times_of<OpeningReached>())
        days.push_back(sim::in_days(time - sim::date(2019, 1, 1)));
    return days;
}

double gamma_two(double mean, double days) {
    return erlang(2, mean / 2.0, days);
}

}  // namespace

/// False alarms: 1e-6 for the share (Chernoff), 1e-6 for the delay (Massart 1990).
TEST_CASE("opening: a firm without state owner opens its share of needs after a gamma delay") {
    SmallWorld small = owners(OwnerType::sme, 8'000).set("open.private", 0.3).set("open.delay", 40);
    const std::vector<double> days = openings(small, 8'000, false);
    CHECK(binomial_surprise(static_cast<double>(days.size()), 8'000, 0.3) < surprise_bound());
    const auto law = [](double x) { return gamma_two(40.0, x); };
    CHECK(tests::distribution_gap(days, law, law) < tests::gap_bound);
}

TEST_CASE("opening: a government opens every need") {
    SmallWorld small = owners(OwnerType::sme, 1).set("open.private", 0.0);
    CHECK(openings(small, 500, true).size() == 500);
    CHECK(openings(small, 1, false).empty());
}

/// False alarm: 1e-6 (Massart 1990).
TEST_CASE(
    "opening: at constant openness h a single need of a state firm waits an exponential time of mean 1/h") {
    SmallWorld small = owners(OwnerType::local_soe, 6'000).set("soe.openness", 2.0);
    const std::vector<double> days = openings(small, 6'000, false);
    CHECK(days.size() == 6'000);
    const auto law = [](double x) { return unit_exponential(2.0 * x / sim::days_per_year); };
    CHECK(tests::distribution_gap(days, law, law) < tests::gap_bound);
}

TEST_CASE("opening: at openness 0 no state firm opens") {
    for (const OwnerType owner : {OwnerType::central_soe, OwnerType::local_soe})
        CHECK(openings(owners(owner, 50).set("soe.openness", 0.0), 50, false).empty());
}
