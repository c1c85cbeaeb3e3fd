// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "experiments/cluster/pilot.hpp"
#include "experiments/plan/experiment_file.hpp"
#include "experiments/plan/pasts.hpp"
#include "experiments/runner/runner.hpp"
#include "experiments/runner/world_model.hpp"
#include "tests/experiments/program.hpp"
#include "tests/experiments/question.hpp"
#include "tests/experiments/scratch.hpp"

using namespace cultivar;
namespace fs = std::filesystem;

namespace {

constexpr Recording everything{.trace = true, .metrics = true, .draws = true};

/// A tree of variants over the four provinces: `wide` and `both` part from the others in 2020, those two from
/// each other in 2021, `fast` in 2021; `same` never does, and `unlike` shares nothing.
fs::path tree(const Scratch& scratch, const std::string& to = "2021-12-31") {
    return scratch.write(
        "tree.yaml",
        "format: cultivar-experiment/1\nexperiment: compare\ntitle: a tree\nworld: " +
            fs::relative(CULTIVAR_SOURCE_DIR "/scenarios/delta.yaml", scratch.folder()).string() +
            "\nhorizon: {to: " + to +
            "}\nvariants:\n"
            "  - name: as_is\n"
            "  - {name: wide, from: 2020-03-15, ramp: 300 days, set: {soe.openness: 0.6 per year}}\n"
            "  - {name: fast, from: 2021-01-01, set: {trial.iter_delay: 20 days}}\n"
            "  - {name: both, combine: [wide, fast]}\n"
            "  - {name: unlike, set: {need.rate: 0.5 per year}}\n"
            "  - {name: same}\n"
            "seeds: {first: 3, count: 3}\n");
}

bool same_row(const TraceRow& x, const TraceRow& y) {
    return x.id == y.id && x.time == y.time && x.cause == y.cause && x.through == y.through &&
           x.policy == y.policy && x.type == y.type && x.outcome == y.outcome && x.entity == y.entity;
}

void check_whole(const RunResult& result, const WorldDescription& world, std::uint64_t seed) {
    Cultivation whole(world, seed, everything);
    whole.run();
    Observation observation = whole.observation();
    CHECK(result.status == RunStatus::done);
    CHECK(result.fingerprint == whole.fingerprint());
    CHECK(result.values == observation.values(whole.world()));
    CHECK(result.times == observation.times);
    CHECK(result.series == observation.series);
    CHECK(result.draws == whole.draws());
    CHECK(std::equal(result.trace.begin(), result.trace.end(), whole.trace().begin(), whole.trace().end(),
                     same_row));
}

/// Events of a run before a time.
std::uint64_t events_before(const RunResult& run, sim::Time time) {
    return static_cast<std::uint64_t>(std::count_if(run.trace.begin(), run.trace.end(),
                                                    [time](const TraceRow& row) { return row.time < time; }));
}

}  // namespace

TEST_CASE("pasts: arms of one founder part at the first change that they do not have in common") {
    const Scratch scratch;
    const Experiment experiment = load_experiment(tree(scratch));
    const Pasts pasts(experiment);
    for (const std::size_t arm : {0, 1, 2, 3, 5}) CHECK(pasts.founder(arm) == 0);
    CHECK(pasts.founder(4) == 4);
    CHECK(pasts.parting(0, 1) == sim::date(2020, 3, 15));
    CHECK(pasts.parting(0, 2) == sim::date(2021, 1, 1));
    CHECK(pasts.parting(1, 3) == sim::date(2021, 1, 1));
    CHECK(pasts.parting(2, 3) == sim::date(2020, 3, 15));
    CHECK(pasts.parting(0, 5) == sim::Time::max());
}

TEST_CASE(
    "pasts: a world of another length or scale, or with other changes on the first day, shares nothing") {
    Experiment experiment = load_experiment(CULTIVAR_SOURCE_DIR "/scenarios/toy.yaml");
    for (int copy = 0; copy < 4; ++copy) experiment.variants.push_back(experiment.variants.front());
    experiment.variants[1].world.end += sim::one_day;
    experiment.variants[2].world.scale *= 0.5;
    PolicyChange change;
    change.parameter = experiment.variants[3].world.catalogue.id("tolerance");
    change.from = experiment.variants[3].world.start;
    change.ramp = sim::days(100);
    experiment.variants[3].world.changes.push_back(change);
    const Pasts pasts(experiment);
    for (const std::size_t arm : {1, 2, 3}) CHECK(pasts.founder(arm) == arm);
    CHECK(pasts.founder(4) == 0);
}

TEST_CASE("pasts: forked runs are whole runs bit for bit, and what they share is run once") {
    const Scratch scratch;
    const Experiment experiment = load_experiment(tree(scratch));
    const WorldModel model(experiment, everything);
    const std::optional<RunResults> results = run_all(experiment, model);
    REQUIRE(results.has_value());
    const std::vector<PlannedRun> planned = planned_runs(experiment);
    for (std::size_t row = 0; row < planned.size(); ++row) {
        CAPTURE(run_name(experiment, planned[row]));
        check_whole(results->runs[row], experiment.variants[planned[row].arm].world, planned[row].seed);
    }
    std::uint64_t once = 0;
    for (std::size_t k = 0; k < 3; ++k) {
        const auto run = [&](std::size_t arm) -> const RunResult& { return results->runs[arm * 3 + k]; };
        const sim::Time first = sim::date(2020, 3, 15), second = sim::date(2021, 1, 1);
        once += run(0).events + run(4).events;
        once += run(1).events - events_before(run(1), first);
        once += run(2).events - events_before(run(2), second);
        once += run(3).events - events_before(run(3), second);
    }
    CHECK(model.handled() == once);
}

TEST_CASE("pasts: where no more runs are wanted, none is finished; of a past the many go on last") {
    const Scratch scratch;
    const Experiment experiment = load_experiment(tree(scratch, "2021-01-31"));
    const WorldModel model(experiment);
    std::vector<std::size_t> delivered;
    const auto until = [&](std::size_t most) {
        return [&delivered, most](std::size_t row, const RunResult&, const std::vector<Scalar>&) {
            delivered.push_back(row);
            return delivered.size() < most;
        };
    };
    CHECK(model.run({0, 3, 6, 9, 15}, until(9)));
    CHECK(delivered == std::vector<std::size_t>{3, 9, 6, 0, 15});
    delivered.clear();
    CHECK_FALSE(model.run({0, 3, 6, 9, 15}, until(2)));
    CHECK(delivered == std::vector<std::size_t>{3, 9});
}

TEST_CASE("pasts: a pilot tries four runs, however many share their past") {
    const Scratch scratch;
    const Experiment experiment = load_experiment(tree(scratch, "2021-01-31"));
    std::size_t kept = 0;
    const std::optional<Cost> cost = run_pilot(
        experiment, WorldModel(experiment), breadth_first(experiment), ProgressStyle::none,
        [&kept](std::size_t, std::size_t, const RunResult&, const std::vector<Scalar>&) { ++kept; });
    REQUIRE(cost.has_value());
    CHECK(kept == 4);
    CHECK(cost->runs == 4);
}

TEST_CASE("pasts: a task is an equal share at most, and what is left over is cut for all hands") {
    for (const std::vector<std::size_t>& sizes :
         {std::vector<std::size_t>{1, 1, 1, 12}, {5, 1, 5, 1, 5, 1}, {3}, {1, 1}, {7, 7, 7}}) {
        std::vector<Task> tasks;
        std::size_t rows = 0;
        for (const std::size_t size : sizes) {
            tasks.emplace_back();
            for (std::size_t i = 0; i < size; ++i) tasks.back().push_back(rows++);
        }
        for (std::size_t hands = 1; hands < 9; ++hands) {
            CAPTURE(hands);
            const std::vector<Task> cut = spread(tasks, hands);
            Task all;
            for (const Task& task : cut) {
                CHECK(task.size() <= (rows + hands - 1) / hands);
                all.insert(all.end(), task.begin(), task.end());
            }
            CHECK(all == [rows] {
                Task whole(rows);
                std::iota(whole.begin(), whole.end(), std::size_t{0});
                return whole;
            }());
            const std::size_t left_over = cut.size() % hands;
            if (2 * left_over <= hands)
                for (std::size_t i = cut.size() - left_over; i < cut.size(); ++i) CHECK(cut[i].size() == 1);
        }
    }
}

TEST_CASE("pasts: runs of one seed are a task, unless it is cut") {
    const Scratch scratch;
    const Experiment experiment = load_experiment(tree(scratch));
    const WorldModel model(experiment);
    const std::vector<Task> whole = model.tasks(breadth_first(experiment));
    CHECK(whole ==
          std::vector<Task>{{0, 3, 6, 9, 15}, {12}, {1, 4, 7, 10, 16}, {13}, {2, 5, 8, 11, 17}, {14}});
    CHECK(spread(whole, 1) == whole);
    CHECK(spread(whole, 3) == whole);
    CHECK(spread(whole, 4) ==
          std::vector<Task>{{0, 3, 6, 9, 15}, {12}, {1, 4, 7, 10, 16}, {13}, {2, 5}, {8, 11, 17}, {14}});
    CHECK(spread({{0, 3, 6, 9}}, 3) == std::vector<Task>{{0, 3}, {6, 9}});
    CHECK(spread({{9, 0}}, 7) == std::vector<Task>{{9}, {0}});
}

TEST_CASE("pasts: what fails in a common past fails all of its runs") {
    const Scratch scratch;
    Experiment experiment = load_experiment(tree(scratch));
    for (Variant& variant : experiment.variants) {
        WorldDescription& world = variant.world;
        world.values[world.catalogue.id("region.budget").index] = -0.01;  // no law allows that
    }
    std::size_t failed = 0;
    const Deliver count = [&](std::size_t, const RunResult& run, const std::vector<Scalar>& scalars) {
        failed += run.status == RunStatus::failed && run.stage == "running" && !scalars.empty() &&
                  run.message.find("2019-02-01") != std::string::npos;
        return true;
    };
    CHECK(WorldModel(experiment).run({0, 3, 6}, count));
    CHECK(failed == 3);
}

TEST_CASE("pasts: threads, shards and runs kept from before give the same data") {
    const Scratch scratch;
    tree(scratch, "2021-03-31");
    const auto run = [&](Words words) {
        words.insert(words.begin(), {"run", "tree.yaml"});
        const Finished finished = run_program(words, scratch.folder());
        REQUIRE_MESSAGE(finished.status == 0, finished.err);
    };
    run({"-j", "1", "-o", "one.h5"});
    const std::string digest = digest_of(scratch / "one.h5");
    run({"-j", "7", "-o", "seven.h5"});
    CHECK(digest_of(scratch / "seven.h5") == digest);
    for (const char* shard : {"3/4", "1/4", "4/4", "2/4"}) run({"-o", "x.h5", "--shard", shard});
    CHECK(digest_of(scratch / "x.h5") == digest);
    run({"-o", "y.h5", "--shard", "2/5"});  // some of the runs of two seeds
    run({"-o", "y.h5"});
    CHECK(digest_of(scratch / "y.h5") == digest);
    for (const char* row : {"both/3", "wide/4", "same/5"})
        CHECK(run_program({"rerun", "one.h5", "--run", row, "--verify"}, scratch.folder()).status == 0);
}
