// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "experiments/results/run_folder.hpp"
#include "tests/experiments/question.hpp"

using namespace cultivar;
namespace fs = std::filesystem;

namespace {

const std::string delta = CULTIVAR_SOURCE_DIR "/scenarios/delta.yaml";
const std::string china = CULTIVAR_SOURCE_DIR "/scenarios/china.yaml";

/// Puts failed runs of wide under seeds from 3 on into x.h5.d.
void plant_failures(const Scratch& scratch, std::size_t count) {
    const RunPlan plan = *read_plan(scratch / "x.h5.d/plan");
    const std::size_t first = plan.experiment.seeds.size();
    Journal journal(scratch / "x.h5.d", {run_layout({}), {}});
    for (std::size_t row = first; row < first + count; ++row)
        journal.append(run_identity(plan.experiment, planned_runs(plan.experiment)[row]),
                       failed_run("running", "planted"));
}

}  // namespace

TEST_CASE("resume: what a signal stops goes on with the same command, to the same data") {
    for (const int number : {SIGINT, SIGTERM, SIGUSR1}) {
        const Scratch scratch;
        const Words words{"run", delta, "--seeds", "12", "--to", "2022-12-31", "-j", "2", "-o", "x.h5"};
        const pid_t child = start_program(words, scratch.folder());
        while (!fs::exists(scratch / "x.h5.d") || files_in(scratch / "x.h5.d") < 3) ::usleep(1000);
        ::kill(child, number);
        const Finished stopped = finish_program(child, scratch.folder());
        CHECK(stopped.status == 75);
        CHECK(says(stopped.err, " of 12 runs "));
        CHECK(says(stopped.err, "kept in x.h5.d. Go on with the same command: cultivar run " + delta));
        CHECK_FALSE(fs::exists(scratch / "x.h5"));
        const Finished resumed = run_program(words, scratch.folder());
        CHECK(resumed.status == 0);
        CHECK(says(resumed.err, "kept in x.h5.d from before"));
        CHECK_FALSE(fs::exists(scratch / "x.h5.d"));
        CHECK(
            run_program({"run", delta, "--seeds", "12", "--to", "2022-12-31", "-o", "y.h5"}, scratch.folder())
                .status == 0);
        CHECK(digest_of(scratch / "x.h5") == digest_of(scratch / "y.h5"));
    }
}

TEST_CASE("resume: stopped before the first run is finished, nothing is left") {
    const Scratch scratch;
    const pid_t child = start_program({"run", china, "--seeds", "1000", "-o", "x.h5"}, scratch.folder());
    while (!fs::exists(scratch / "x.h5.d/plan")) ::usleep(1000);
    ::kill(child, SIGINT);
    const Finished stopped = finish_program(child, scratch.folder());
    CHECK(stopped.status == 75);
    CHECK(says(stopped.err, "nothing was written"));
    CHECK(files_in(scratch.folder()) == 2);  // out.txt and err.txt
}

TEST_CASE("resume: finished runs are not run again, their seconds come from the journal") {
    const Scratch scratch;
    const std::string digest = undisturbed(scratch);
    (void)after_shard(scratch, "1/2");
    RunPlan plan = *read_plan(scratch / "x.h5.d/plan");
    KeptRuns kept = read_runs(scratch / "x.h5.d", plan);
    REQUIRE(kept.count() == 2);
    RunResult marked = kept.results.runs[0];
    REQUIRE(kept.there[0] != 0);
    marked.seconds = 12345.0;
    for (const auto& entry : fs::directory_iterator(scratch / "x.h5.d"))
        if (Journal::is_name(entry.path().filename().string())) fs::remove(entry.path());
    Journal(scratch / "x.h5.d", {run_layout({}), kept.results.scalars})
        .append(run_identity(plan.experiment, planned_runs(plan.experiment)[0]), marked);
    const Finished resumed = run_question(scratch, {"-o", "x.h5"});
    CHECK(resumed.status == 0);
    CHECK(says(resumed.err, "1 of 4 runs is kept"));
    const StoredResults results = read_results(scratch / "x.h5");
    CHECK(results.runs[0].seconds == 12345.0);
    CHECK(results.runs[1].seconds < 100.0);
    CHECK(results.data_digest == digest);
}

TEST_CASE("resume: failed runs are finished runs") {
    const Scratch scratch;
    ask_toy(scratch, 10);
    (void)after_shard(scratch, "1/2");
    plant_failures(scratch, 1);
    const Finished resumed = run_question(scratch, {"-o", "x.h5"});
    CHECK(resumed.status == 0);
    CHECK(says(resumed.err, "run wide/3 failed while running: planted\n"));
    CHECK(says(resumed.out, "19 runs, 1 failed, in "));
    CHECK(read_results(scratch / "x.h5").runs[10].failed);
}

TEST_CASE("resume: when more than 5 % have failed no more are run, and what is finished stays") {
    const Scratch scratch;
    ask_toy(scratch, 10);
    (void)after_shard(scratch, "1/2");
    plant_failures(scratch, 2);
    for (int repeated = 0; repeated < 2; ++repeated) {
        const Finished stopped = run_question(scratch, {"-o", "x.h5"});
        CHECK(stopped.status == 5);
        CHECK(says(stopped.err,
                   "stopped: 2 of 20 runs failed, more than 5 %; 12 of 20 runs are kept in x.h5.d\n"));
        CHECK(says(stopped.err, "run wide/3 failed while running: planted (and 1 more alike)\n"));
        CHECK_FALSE(fs::exists(scratch / "x.h5"));
    }
    CHECK(run_question(scratch, {"-o", "x.h5", "--seeds", "20"}).status == 0);
    CHECK(read_results(scratch / "x.h5").runs.size() == 40);
}

TEST_CASE("resume: more seeds reuse what is there, fewer leave the rest in the folder") {
    const Scratch scratch;
    const std::string digest = undisturbed(scratch, 4);
    ask_toy(scratch, 2);
    (void)after_shard(scratch, "1/2");
    ask_toy(scratch, 4);
    const Finished fewer = run_question(scratch, {"-o", "x.h5", "--seeds", "1"});
    CHECK(fewer.status == 0);
    CHECK(says(fewer.err, "1 of 2 runs is kept"));
    CHECK(says(fewer.err, "x.h5.d also holds finished runs of other seeds, and stays"));
    CHECK(read_results(scratch / "x.h5").runs.size() == 2);
    const Finished more = run_question(scratch, {"-o", "x.h5"});
    CHECK(more.status == 0);
    CHECK(says(more.err, "3 of 8 runs are kept"));
    CHECK(digest_of(scratch / "x.h5") == digest);
    CHECK_FALSE(fs::exists(scratch / "x.h5.d"));
}

TEST_CASE("resume: runs without events are no part of a traced experiment, nor the other way round") {
    const Scratch scratch;
    ask_toy(scratch);
    (void)after_shard(scratch, "1/2");
    for (const std::string flag : {"--trace", "--draws"}) {
        const Finished refused = run_question(scratch, {"-o", "x.h5", flag});
        CHECK(refused.status == 2);
        CHECK(says(refused.err,
                   "x.h5.d: error[out]: holds runs of another experiment, or recorded differently"));
    }
    CHECK(run_question(scratch, {"-o", "x.h5", "--trace", "--force"}).status == 0);
    CHECK(fs::exists(scratch / "x.h5.d.1/plan"));
    CHECK_FALSE(fs::exists(scratch / "x.h5.d"));
}

TEST_CASE("resume: another experiment's folder is refused, or moved aside") {
    const Scratch scratch;
    ask_toy(scratch);
    (void)after_shard(scratch, "1/2");
    const Words other{"run", delta, "--to", "2019-02-28", "-o", "x.h5"};
    const Finished refused = run_program(other, scratch.folder());
    CHECK(refused.status == 2);
    CHECK(std::count(refused.err.begin(), refused.err.end(), '\n') == 1);
    CHECK_FALSE(fs::exists(scratch / "x.h5"));
    Words forced = other;
    forced.emplace_back("--force");
    const Finished moved = run_program(forced, scratch.folder());
    CHECK(moved.status == 0);
    CHECK(says(moved.err, "moved the older folder to x.h5.d.1"));
    const RunPlan plan = *read_plan(scratch / "x.h5.d.1/plan");
    CHECK(read_runs(scratch / "x.h5.d.1", plan).count() == 2);
}

TEST_CASE("resume: a damaged plan is refused, and the folder can be moved aside") {
    const Scratch scratch;
    ask_toy(scratch);
    (void)after_shard(scratch, "1/2");
    std::string plan = text_of(scratch / "x.h5.d/plan");
    plan[plan.size() / 2] ^= 1;
    scratch.write("x.h5.d/plan", plan);
    for (const Words& words :
         {Words{"run", "question.yaml", "-o", "x.h5"}, {"collect", "x.h5.d"}, {"status", "x.h5.d"}}) {
        const Finished refused = run_program(words, scratch.folder());
        CHECK(refused.status == 2);
        CHECK(says(refused.err, "x.h5.d/plan: error[results]: damaged"));
    }
    CHECK(run_question(scratch, {"-o", "x.h5", "--force"}).status == 0);
    CHECK(fs::exists(scratch / "x.h5.d.1"));
}

TEST_CASE("resume: a second process on the same folder is refused, unless both run shards") {
    const Scratch scratch;
    ask_toy(scratch);
    fs::create_directory(scratch / "x.h5.d");
    const int lock = ::open((scratch / "x.h5.d/lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666);
    REQUIRE(::flock(lock, LOCK_EX) == 0);
    const Finished refused = run_question(scratch, {"-o", "x.h5"});
    CHECK(refused.status == 4);
    CHECK(
        refused.err ==
        "x.h5.d: error[in-use]: another process is at work here; wait for it, or write elsewhere with -o\n");
    REQUIRE(::flock(lock, LOCK_UN) == 0);
    (void)after_shard(scratch, "1/2");
    REQUIRE(::flock(lock, LOCK_SH) == 0);
    CHECK(run_question(scratch, {"-o", "x.h5"}).status == 4);
    const Finished shard = run_question(scratch, {"-o", "x.h5", "--shard", "2/2"});
    CHECK(shard.status == 0);
    CHECK(says(shard.out, "This shard is done, others are at work"));
    CHECK(run_program({"collect", "x.h5.d"}, scratch.folder()).status == 4);
    ::close(lock);
    CHECK(run_program({"collect", "x.h5.d"}, scratch.folder()).status == 0);
    CHECK(read_results(scratch / "x.h5").runs.size() == 4);
}

TEST_CASE("resume: a row that is the run of a row before it is never run, and is answered by that one") {
    const KeptRows kept{{0, 1, 0, 0}, {0, 1, 2, 1}};
    CHECK(kept.missing({3, 2, 1, 0}) == std::vector<std::size_t>{2, 0});
    CHECK(kept.answered_by_twins() == std::vector<std::size_t>{3});
    CHECK(kept.count() == 1);
}
