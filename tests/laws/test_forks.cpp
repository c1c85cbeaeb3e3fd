// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "tests/support/busy_world.hpp"
#include "tests/support/traced.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// Event by event, with numbers, causes and outcomes.
void check_same_trace(const Trace& a, const Trace& b) {
    const auto same = [](const TraceRow& x, const TraceRow& y) {
        return x.id == y.id && x.time == y.time && x.cause == y.cause && x.through == y.through &&
               x.policy == y.policy && x.type == y.type && x.outcome == y.outcome && x.entity == y.entity;
    };
    CHECK(a.size() == b.size());
    const auto parted = std::mismatch(a.begin(), a.end(), b.begin(), b.end(), same);
    CHECK(parted.first == a.end());
}

void check_alike(const Cultivation& a, const Cultivation& b) {
    CHECK(a.fingerprint() == b.fingerprint());
    CHECK(a.counts() == b.counts());
    CHECK(a.observation().times == b.observation().times);
    CHECK(a.observation().series == b.observation().series);
    CHECK(a.observation().courses == b.observation().courses);
    CHECK(a.draws() == b.draws());
    check_same_trace(a.trace(), b.trace());
}

/// The cells of a metric's series that belong to a region, over all times.
std::vector<double> part_of(const Cultivation& run, std::size_t metric, std::size_t region) {
    const std::vector<double>& series = run.observation().series[metric];
    const std::size_t regions = run.world().regions.size();
    const std::size_t width = cell_count(metrics()[metric], run.world()) / regions;
    std::vector<double> part;
    for (std::size_t row = 0; row < run.observation().times.size(); ++row)
        for (std::size_t i = 0; i < width; ++i) part.push_back(series[(row * regions + region) * width + i]);
    return part;
}

bool by_region(const Metric& metric) {
    return metric.has_series() && !metric.axes.empty() && metric.axes.front() == Axis::region;
}

SmallWorld with_wilderness(bool in_front) {
    SmallWorld world = busy_world();
    RegionDescription empty;
    empty.code = empty.name = "EMPTY";
    empty.macro_region = "west";
    std::vector<RegionDescription>& regions = world.description.regions;
    regions.insert(in_front ? regions.begin() : regions.end(), empty);
    return world.place_regions(600.0);
}

}  // namespace

/// Exact. Seen: a run that draws from the number of its call.
TEST_CASE("forks: the same seed gives the same run, another seed another") {
    const WorldDescription description = busy_world().description;
    Cultivation first(description, 3, {.trace = true}), again(description, 3, {.trace = true});
    Cultivation other(description, 4, {.trace = true});
    first.run();
    again.run();
    other.run();
    check_alike(first, again);
    CHECK(first.fingerprint() != other.fingerprint());
    CHECK(first.world().scenarios.size() > 500);
}

TEST_CASE("forks: a run in two parts, or in many, is the whole run") {
    const WorldDescription description = busy_world().description;
    Cultivation whole(description, 3), halves(description, 3), steps(description, 3);
    whole.run();
    halves.run_until(sim::date(2022, 12, 17) + sim::Duration{12345});
    halves.run();
    for (sim::Time time = steps.now(); time < steps.end(); time += sim::days(13.7)) steps.run_until(time);
    steps.run();
    check_alike(whole, halves);
    check_alike(whole, steps);
}

TEST_CASE("forks: copies made on the way go on to the same end and do not disturb each other") {
    const WorldDescription description = busy_world().description;
    Cultivation whole(description, 3);
    whole.run();
    Cultivation original(description, 3);
    for (const int year : {2019, 2021, 2022, 2024}) {
        original.run_until(sim::date(year, 6, 30));
        Cultivation copy = original;
        copy.run();
        check_alike(whole, copy);
    }
    Cultivation assigned(description, 99);
    assigned = original;
    original.run();
    check_alike(whole, original);
    assigned.run();
    check_alike(whole, assigned);
}

TEST_CASE("forks: runs that differ by a later change share their past and part at its date") {
    const Recording all{.trace = true, .metrics = true, .draws = true};
    Cultivation base(busy_world().description, 3, all);
    base.run_until(sim::date(2023, 6, 1));
    Cultivation variant = base;
    PolicyChange change;
    change.from = sim::date(2023, 6, 1);
    change.parameter = busy_world().description.catalogue.id("soe.openness");
    change.target = 1.0;
    variant.change(change);
    SmallWorld told = busy_world();
    add_change(told, change.from, "soe.openness", 1.0);
    Cultivation from_the_start(told.description, 3, all);
    CHECK(variant.fingerprint() == base.fingerprint());
    base.run();
    variant.run();
    from_the_start.run();
    CHECK(variant.fingerprint() != base.fingerprint());
    check_alike(variant, from_the_start);
}

/// Whatever lies ahead on either side: nothing, more or fewer changes; ramps on their way that go on, that a
/// change of that day takes over, or that one takes over later; a step of a ramp on that very day.
TEST_CASE("forks: a run that goes on under other changes is the run of a world that has them, bit for bit") {
    const Recording all{.trace = true, .metrics = true, .draws = true};
    const std::vector<sim::Time> partings{sim::date(2022, 2, 11), sim::date(2022, 3, 1),
                                          sim::date(2023, 1, 1)};
    for (const sim::Time parting : partings) {
        CAPTURE(sim::format_date(parting));
        SmallWorld bare = busy_world();
        std::erase_if(bare.description.changes, [&](const PolicyChange& c) { return c.from >= parting; });
        SmallWorld taken_over = bare;
        add_change(taken_over, parting, "soe.openness", 0.9);
        SmallWorld ramped = bare;
        add_change(ramped, parting + sim::days(11), "soe.openness", 0.2, 100.0);
        add_change(ramped, parting, "tolerance", 0.3, 45.0);
        add_change(ramped, parting + sim::days(200), "tolerance", 0.9);
        const std::vector<WorldDescription> worlds{bare.description, busy_world().description,
                                                   taken_over.description, ramped.description};
        std::vector<Cultivation> whole;
        for (const WorldDescription& world : worlds) whole.emplace_back(world, 3, all).run();
        for (const WorldDescription& from : worlds) {
            Cultivation trunk(from, 3, all);
            trunk.run_until(parting);
            for (std::size_t to = 0; to < worlds.size(); ++to) {
                Cultivation fork = trunk;
                fork.follow(worlds[to].changes);
                fork.run();
                check_alike(fork, whole[to]);
            }
        }
    }
}

TEST_CASE("forks: a run cannot go on under changes that differ before now") {
    SmallWorld other = busy_world();
    add_change(other, sim::date(2022, 2, 10), "tolerance", 0.3);
    Cultivation run(busy_world().description, 3);
    run.run_until(sim::date(2022, 2, 11));
    CHECK_THROWS_AS(run.follow(other.description.changes), std::invalid_argument);
    CHECK_THROWS_AS(run.follow({}), std::invalid_argument);
}

/// Bit for bit, wherever the empty region stands in the list.
TEST_CASE("forks: a region without firms, money and research changes no other region's series") {
    Cultivation alone(busy_world().description, 3);
    alone.run();
    for (const bool in_front : {false, true}) {
        CAPTURE(in_front);
        Cultivation joined(with_wilderness(in_front).description, 3);
        joined.run();
        for (std::size_t m = 0; m < metrics().size(); ++m) {
            if (!by_region(metrics()[m])) continue;
            CAPTURE(metrics()[m].id);
            for (std::size_t r = 0; r < alone.world().regions.size(); ++r)
                CHECK(part_of(alone, m, r) == part_of(joined, m, r + (in_front ? 1 : 0)));
        }
    }
}
