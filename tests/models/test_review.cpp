// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/support/arrivals.hpp"
#include "tests/support/busy_world.hpp"
#include "tests/support/diffusion.hpp"
#include "tests/support/pipeline.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// A thousand firms, so that `review.servers` is the number of reviewers of each agency.
SmallWorld thousand_firms() {
    SmallWorld world;
    world.region("R", 1'000, 0.0).set("firm.ties_degree", 0);
    return world;
}

std::uint64_t approvals(const Cultivation& run) {
    return run.counts()[Events::index<ApprovalGiven>];
}

}  // namespace

TEST_CASE("review: no stages take no time, and each further one takes an approval") {
    for (const double stages : {0.0, 1.0, 3.0, 6.0}) {
        CAPTURE(stages);
        Cultivation run =
            arriving_at(thousand_firms().set("review.stages", stages), Arrivals(20, 10.0), {"review"});
        run.run();
        CHECK(approvals(run) == 20 * static_cast<std::uint64_t>(stages));
        CHECK(run.counts()[Events::index<AccessGranted>] == 20);
        CHECK((run.world().ledger.reviews.mean() == 0.0) == (stages == 0.0));
        CHECK(run.world().ledger.accesses.days == run.world().ledger.reviews.days);
    }
}

TEST_CASE("review: an agency with one reviewer approves in the order in which cases came, one at a time") {
    Cultivation run = arriving_at(thousand_firms().set("review.stages", 1).set("review.servers", 1),
                                  Arrivals(60, 5.0), {"review"});
    run.run();
    std::vector<std::uint32_t> order;
    sim::Time last{};
    each_event<ApprovalGiven>(run.trace(), [&](const ApprovalGiven& event, const TraceRow& row) {
        order.push_back(event.scenario.index);
        CHECK(row.time > last);
        last = row.time;
    });
    CHECK(order.size() == 60);
    CHECK(std::is_sorted(order.begin(), order.end()));
    // One reviewer (Lindley 1952): a case begins when it has come and the one before is done.
    const std::vector<sim::Time> came = times_of<Contracted>(run);
    double done = 0.0;
    for (std::uint32_t s = 0; s < 60; ++s)
        done = std::max(done, sim::in_days(came[s] - run.world().start)) +
               sim::Stream(1, static_cast<std::uint16_t>(Purpose::review_time),
                           run.world().scenarios[ScenarioId{s}].key, 0)
                   .exponential(45.0);
    CHECK(sim::in_days(last - run.world().start) == doctest::Approx(done).epsilon(1e-9));
}

TEST_CASE("review: more reviewers take up the line on the day they come") {
    SmallWorld world =
        thousand_firms().set("review.stages", 1).set("review.servers", 1).set("review.mean", 1e5);
    add_change(world, sim::date(2020, 1, 1), "review.servers", 30.0);
    Cultivation run = arriving_at(world, Arrivals(20, 1.0), {"calendar", "review"});
    run.run_until(sim::date(2020, 1, 1));
    CHECK(run.world().review_desks[0].taken == 1);
    CHECK(run.world().review_desks[0].line.size() == 19);
    run.run_until(sim::date(2020, 1, 2));
    CHECK(run.world().review_desks[0].taken == 20);
    CHECK(run.world().review_desks[0].line.empty());
}

TEST_CASE("review: stages go to the agencies in turn, four lines where a world names fewer") {
    for (const std::size_t agencies : {0U, 2U, 4U, 5U}) {
        SmallWorld world = thousand_firms().set("review.stages", 6).set("review.parallel", 1.0);
        world.description.agencies.resize(agencies);
        Cultivation run = arriving_at(world.set("review.mean", 1e6), Arrivals(1, 1.0), {"review"});
        run.run_until(sim::date(2019, 1, 3));
        const std::vector<Facility>& desks = run.world().review_desks;
        REQUIRE(desks.size() == (agencies == 5 ? 5 : 4));
        for (std::size_t d = 0; d < desks.size(); ++d)
            CHECK(desks[d].taken == (d + desks.size() < 6 ? 2 : 1));
    }
}

TEST_CASE("review: a conflict repeats the step that came last, once") {
    for (const double parallel : {0.0, 1.0}) {
        SmallWorld world = thousand_firms().set("review.conflict", 1.0).set("review.cohesion", 0.0);
        Cultivation run = arriving_at(world.set("review.parallel", parallel), Arrivals(40, 20.0), {"review"});
        run.run();
        CHECK(approvals(run) == 200);
        std::vector<std::vector<std::uint32_t>> stages(40);
        each_event<ApprovalGiven>(run.trace(), [&](const ApprovalGiven& event, const TraceRow&) {
            stages[event.scenario.index].push_back(event.stage);
        });
        for (const std::vector<std::uint32_t>& of : stages) {
            REQUIRE(of.size() == 5);
            CHECK(of[4] == of[3]);
            if (parallel == 0.0) CHECK(of == std::vector<std::uint32_t>{0, 1, 2, 3, 3});
        }
    }
}

TEST_CASE("review: agencies that act as one have no conflicts") {
    const auto fingerprint = [](double conflict, double cohesion) {
        SmallWorld world = busy_world().set("review.conflict", conflict).set("review.cohesion", cohesion);
        Cultivation run(world.years(3).description, 3);
        run.run();
        return run.fingerprint();
    };
    CHECK(fingerprint(0.5, 1.0) == fingerprint(0.0, 0.0));
    CHECK(fingerprint(0.5, 0.5) != fingerprint(0.0, 0.0));
}

TEST_CASE("review: what was withdrawn frees its place in line, and its approvals no longer count") {
    Cultivation run = arriving_at(thousand_firms().set("review.stages", 2).set("review.servers", 1),
                                  Arrivals(3, 1.0), {"review"});
    run.run_until(sim::date(2019, 1, 5));
    World& world = run.world();
    for (const std::uint32_t gone : {0U, 1U}) {
        if (world.scenarios[ScenarioId{gone}].state != ScenarioState::in_review) continue;
        world.enter(world.scenarios[ScenarioId{gone}], ScenarioState::owner_exit);
        world.leave_contract(Party(FirmId{0}));
    }
    run.run();
    CHECK(times_of<ReviewFinished>(run)[1] == sim::Time{});
    CHECK(times_of<ReviewFinished>(run)[2] > sim::date(2019, 1, 5));
    for (const Facility& desk : world.review_desks) CHECK(desk.taken == 0);
}

TEST_CASE("speed: lists, rounds and approvals come that many times as fast") {
    SmallWorld world = pipeline_world(400).set("list.interval_region", 100.0).set("matching.interval", 30.0);
    world.set("policy.speed", 2.0);
    Cultivation run(world.years(10).description, 1, trace_only);
    run.run();
    const double days = sim::in_days(run.end() - run.world().start);
    const auto count = [&run](std::uint8_t type) { return static_cast<double>(run.counts()[type]); };
    const double national = 365.0;
    CHECK(std::fabs(count(Events::index<ListReleased>) - days * 2.0 * (1.0 / 100.0 + 1.0 / national)) <= 2.0);
    CHECK(std::fabs(count(Events::index<MatchingHeld>) - days * 2.0 / 30.0) <= 1.0);

    const auto review = [](double speed) {
        Cultivation one =
            arriving_at(thousand_firms().set("policy.speed", speed), Arrivals(30, 5.0), {"review"});
        one.run();
        return one.world().ledger.reviews.mean();
    };
    CHECK(review(2.0) == doctest::Approx(review(1.0) / 2.0).epsilon(1e-9));
}
