// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>

#include "experiments/results/run_folder.hpp"
#include "experiments/results/stored_results.hpp"
#include "tests/experiments/question.hpp"

using namespace cultivar;
namespace fs = std::filesystem;

namespace {

/// Stands in for a shard that is at work in x.h5.d, until it is closed.
int share_lock(const Scratch& scratch) {
    const int lock = ::open((scratch / "x.h5.d/lock").c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(::flock(lock, LOCK_SH) == 0);
    return lock;
}

}  // namespace

TEST_CASE("shards: in any order, or all at once, they give the data of one go") {
    const Scratch scratch;
    const std::string digest = undisturbed(scratch, 4);
    CHECK(run_question(scratch, {"-o", "two.h5", "-j", "2"}).status == 0);
    CHECK(digest_of(scratch / "two.h5") == digest);
    CHECK(says(after_shard(scratch, "3/3"), "2 of 8 runs are in x.h5.d"));
    CHECK(says(after_shard(scratch, "1/3"), "5 of 8 runs are in x.h5.d"));
    CHECK_FALSE(fs::exists(scratch / "x.h5"));
    CHECK(says(after_shard(scratch, "2/3"), "Written to x.h5: 8 runs"));
    CHECK(digest_of(scratch / "x.h5") == digest);
    for (int round = 0; round < 5; ++round) {
        fs::remove(scratch / "x.h5");
        std::vector<pid_t> children;
        for (int shard = 1; shard <= 7; ++shard)
            children.push_back(start_program(
                {"run", "question.yaml", "-o", "x.h5", "-j", "1", "--shard", std::to_string(shard) + "/7"},
                scratch.folder()));
        for (const pid_t child : children) CHECK(finish_program(child, scratch.folder()).status == 0);
        REQUIRE(fs::exists(scratch / "x.h5"));
        CHECK(digest_of(scratch / "x.h5") == digest);
        CHECK_FALSE(fs::exists(scratch / "x.h5.d"));
    }
}

TEST_CASE("collect: names what is missing, then needs neither the question nor its world") {
    const Scratch scratch;
    const std::string digest = undisturbed(scratch, 4);
    (void)after_shard(scratch, "1/8");
    const Finished missing = run_program({"collect", "x.h5.d"}, scratch.folder());
    CHECK(missing.status == 6);
    CHECK(missing.err ==
          "x.h5.d: error[incomplete]: 7 runs of 8 are missing: as_is/4, as_is/5, as_is/6, wide/3, wide/4 and "
          "2 more "
          "— run what is missing with: cultivar run question.yaml -o x.h5\n");
    CHECK_FALSE(fs::exists(scratch / "x.h5"));
    const Finished status = run_program({"status", "x.h5.d/"}, scratch.folder());
    CHECK(status.status == 0);
    CHECK(says(status.out, "x.h5.d: 1 of 8 runs\n"));
    CHECK(says(status.out, "as_is      1        0         3\n"));
    CHECK(says(status.out, "wide       0        0         4\n"));
    CHECK(says(status.out, "cultivar run question.yaml -o x.h5\n"));
    const int lock = share_lock(scratch);
    for (int shard = 2; shard <= 8; ++shard) (void)after_shard(scratch, std::to_string(shard) + "/8");
    ::close(lock);
    fs::remove(scratch / "question.yaml");
    CHECK(says(run_program({"status", "x.h5.d"}, scratch.folder()).out, "cultivar collect x.h5.d"));
    const Finished collected = run_program({"collect", "x.h5.d/"}, scratch.folder());
    REQUIRE_MESSAGE(collected.status == 0, collected.err);
    CHECK(digest_of(scratch / "x.h5") == digest);
    CHECK_FALSE(fs::exists(scratch / "x.h5.d"));
    const Finished again = run_program({"collect", "x.h5.d"}, scratch.folder());
    CHECK(again.status == 0);
    CHECK(again.out == "Nothing is left to collect: x.h5 holds 8 runs.\n");
    CHECK(run_program({"collect", "none.h5.d"}, scratch.folder()).status == 2);
    CHECK(says(run_program({"status", "x.h5"}, scratch.folder()).out, "x.h5: 8 of 8 runs, complete\n"));
}

TEST_CASE("collect: results of another experiment under the name are refused") {
    const Scratch scratch;
    ask_toy(scratch);
    (void)after_shard(scratch, "1/2");
    const int lock = share_lock(scratch);
    (void)after_shard(scratch, "2/2");
    ::close(lock);
    scratch.write("x.h5", "somebody else's\n");
    const Finished refused = run_program({"collect", "x.h5.d"}, scratch.folder());
    CHECK(refused.status == 2);
    CHECK(text_of(scratch / "x.h5") == "somebody else's\n");
    CHECK(fs::exists(scratch / "x.h5.d/plan"));
}

TEST_CASE("rerun: a stored run comes out the same, and a file that says otherwise is refused") {
    const Scratch scratch;
    ask_toy(scratch);
    REQUIRE(run_question(scratch, {"-o", "x.h5"}).status == 0);
    const Finished verified = run_program({"rerun", "x.h5", "--run", "wide/4", "--verify"}, scratch.folder());
    CHECK(verified.status == 0);
    CHECK(verified.out.find("Run wide/4, run again, is the same: ") == 0);
    const Finished told = run_program({"rerun", "x.h5", "--run", "wide/4"}, scratch.folder());
    CHECK(says(told.out, "a question, run wide/4"));
    CHECK(says(told.out, "needs that arose"));
    CHECK(run_program({"rerun", "x.h5"}, scratch.folder()).status == 2);
    CHECK(run_program({"rerun", "x.h5", "--run", "wide/5"}, scratch.folder()).status == 2);
    (void)after_shard(scratch, "1/4");
    const RunPlan plan = *read_plan(scratch / "x.h5.d/plan");
    KeptRuns kept = read_runs(scratch / "x.h5.d", plan);
    for (const auto& entry : fs::directory_iterator(scratch / "x.h5.d"))
        if (Journal::is_name(entry.path().filename().string())) fs::remove(entry.path());
    kept.results.runs[0].fingerprint ^= 1;
    Journal(scratch / "x.h5.d", {run_layout({}), kept.results.scalars})
        .append(run_identity(plan.experiment, planned_runs(plan.experiment)[0]), kept.results.runs[0]);
    REQUIRE(run_question(scratch, {"-o", "x.h5"}).status == 0);
    const Finished differs = run_program({"rerun", "x.h5", "--run", "as_is/3", "--verify"}, scratch.folder());
    CHECK(differs.status == 2);
    CHECK(says(differs.err, "run as_is/3 comes out differently"));
}
