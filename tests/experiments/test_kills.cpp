// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "experiments/results/run_folder.hpp"
#include "experiments/results/stored_results.hpp"
#include "tests/experiments/question.hpp"

using namespace cultivar;
namespace fs = std::filesystem;

namespace {

const Words whole_run{"run", "question.yaml", "-j", "1", "-o", "x.h5"};
const Words collecting{"collect", "x.h5.d"};
constexpr std::size_t all_runs = 4;

/// What a command starts from: a folder that is made once and copied for every attempt.
class Start {
  public:
    explicit Start(const Scratch& scratch) : scratch_(scratch) {
        ask_toy(scratch);
        fs::create_directory(scratch / "start");
        fs::create_directory(scratch / "try");
        const std::string world = "world: ";
        std::string text = text_of(scratch / "question.yaml");
        text.insert(text.find(world) + world.size(), "../");
        scratch.write("start/question.yaml", text);
    }
    /// The digest of the question run without a break.
    [[nodiscard]] std::string digest() const {
        REQUIRE(run_program(whole_run, copy()).status == 0);
        return digest_of(scratch_ / "try/x.h5");
    }
    /// Runs a command in the folder itself.
    void in_place(const Words& words) const {
        const Finished finished = run_program(words, scratch_ / "start");
        REQUIRE_MESSAGE(finished.status == 0, finished.err);
    }
    [[nodiscard]] fs::path folder() const { return scratch_ / "start"; }
    /// A fresh copy.
    [[nodiscard]] fs::path copy() const {
        fs::remove_all(scratch_ / "try");
        fs::copy(scratch_ / "start", scratch_ / "try", fs::copy_options::recursive);
        return scratch_ / "try";
    }

  private:
    const Scratch& scratch_;
};

Finished with_fault(const Words& words, const fs::path& folder, const std::string& kind, std::size_t call) {
    ::setenv("LD_PRELOAD", CULTIVAR_FAULTS, 1);
    ::setenv("CULTIVAR_FAULT", kind.c_str(), 1);
    ::setenv("CULTIVAR_CALL", std::to_string(call).c_str(), 1);
    const Finished finished = run_program(words, folder);
    for (const char* name : {"LD_PRELOAD", "CULTIVAR_FAULT", "CULTIVAR_CALL"}) ::unsetenv(name);
    return finished;
}

/// The calls that a command makes, in their order.
Words calls_of(const Words& words, const Start& start) {
    const fs::path log = start.folder().parent_path() / "calls.txt";
    ::setenv("CULTIVAR_CALLS", log.c_str(), 1);
    const Finished finished = with_fault(words, start.copy(), "kill", 0);
    ::unsetenv("CULTIVAR_CALLS");
    REQUIRE_MESSAGE(finished.status == 0, finished.err);
    std::istringstream lines(text_of(log));
    fs::remove(log);
    Words calls;
    for (std::string line; std::getline(lines, line);) calls.push_back(line);
    return calls;
}

/// Nothing stands under the final name, or all of it.
bool whole_or_absent(const fs::path& file, const std::string& digest) {
    return !fs::exists(file) || digest_of(file) == digest;
}

/// The runs of the question that survive: in the folder, or in the results.
std::size_t surviving(const fs::path& folder) {
    if (fs::exists(folder / "x.h5")) return read_results(folder / "x.h5").runs.size();
    const std::optional<RunPlan> plan = read_plan(folder / "x.h5.d/plan");
    return plan ? read_runs(folder / "x.h5.d", *plan).count() : 0;
}

/// How many kills at random times are asked for; none for those of every suite.
const char* many_kills() {
    return ::getenv("CULTIVAR_KILLS");
}

/// What follows the first runs of a sweep fails in the ways that the sweep's own test goes through.
Words later_kinds() {
    return many_kills() == nullptr ? Words{"kill", "torn"} : Words{"kill", "torn", "ENOSPC", "EIO"};
}

void finishes(const Words& words, const fs::path& folder, const std::string& digest) {
    const Finished again = run_program(words, folder);
    CHECK_MESSAGE(again.status == 0, again.err);
    REQUIRE(fs::exists(folder / "x.h5"));
    CHECK(digest_of(folder / "x.h5") == digest);
    CHECK_FALSE(fs::exists(folder / "x.h5.d"));
}

/// The runs that the write calls before a call have left, `others` of which wrote something else.
std::size_t written_before(const Words& calls, std::size_t call, std::size_t others) {
    const auto end = calls.begin() + static_cast<std::ptrdiff_t>(call - 1);
    const auto writes = static_cast<std::size_t>(std::count(calls.begin(), end, "write"));
    return writes - std::min(writes, others);
}

/// Whether a call can go wrong in this way and the program sees it in a place of its own.
bool can_meet(const std::string& call, const std::string& kind) {
    const auto one_of = [&](const Words& names) {
        return std::find(names.begin(), names.end(), call) != names.end();
    };
    if (kind == "torn") return call == "write";
    if (kind == "ENOSPC") return one_of({"write", "open", "mkdir", "rename"});
    if (kind == "EIO") return one_of({"fsync", "fdatasync", "unlink", "rmdir"});
    return true;
}

/// Lets every call of a command go wrong in each of these ways, one at a time; afterwards the same command finishes.
/// Of its write calls the first ones do not write runs.
void every_call(const Words& words, const Start& start, const std::string& digest, std::size_t other_writes,
                const Words& kinds) {
    const Words calls = calls_of(words, start);
    CHECK(calls.size() >= 10);
    for (std::size_t call = 1; call <= calls.size(); ++call) {
        const std::string& name = calls[call - 1];
        for (const std::string& kind : kinds) {
            if (!can_meet(name, kind)) continue;
            CAPTURE(call);
            CAPTURE(name);
            CAPTURE(kind);
            const fs::path folder = start.copy();
            const std::size_t before = surviving(folder);
            const Finished struck = with_fault(words, folder, kind, call);
            CHECK(whole_or_absent(folder / "x.h5", digest));
            CHECK(surviving(folder) >=
                  std::min(all_runs, before + written_before(calls, call, other_writes)));
            if (kind == "kill" || kind == "torn") {
                CHECK(struck.status == 128 + SIGKILL);
            } else if (struck.status != 0) {
                CHECK(struck.status == 4);
                CHECK_MESSAGE(std::count(struck.err.begin(), struck.err.end(), '\n') <= 2, struck.err);
                CHECK(says(struck.err, kind == "EIO" ? "Input/output error" : "No space left on device"));
                CHECK_MESSAGE(says(struck.err, ": error[file-"), struck.err);
            }
            finishes(words, folder, digest);
        }
    }
}

}  // namespace

TEST_CASE("kills: at every call that changes files a sweep may be killed, or meet a full or broken disk") {
    const Scratch scratch;
    const Start start(scratch);
    const std::string digest = start.digest();
    every_call(whole_run, start, digest, 2, {"kill", "torn", "ENOSPC", "EIO"});  // plan and head
}

TEST_CASE("kills: so may one that goes on") {
    const Scratch scratch;
    const Start start(scratch);
    const std::string digest = start.digest();
    start.in_place({"run", "question.yaml", "-o", "x.h5", "--shard", "1/2"});
    every_call(whole_run, start, digest, 1, later_kinds());  // head
}

TEST_CASE("kills: so may collect") {
    const Scratch scratch;
    const Start start(scratch);
    const std::string digest = start.digest();
    start.in_place({"run", "question.yaml", "-o", "x.h5", "--shard", "1/2"});
    const int lock = ::open((start.folder() / "x.h5.d/lock").c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(::flock(lock, LOCK_SH) == 0);
    start.in_place({"run", "question.yaml", "-o", "x.h5", "--shard", "2/2"});
    ::close(lock);
    every_call(collecting, start, digest, 1, later_kinds());  // results
}

TEST_CASE("kills: at any time, again and again, until the sweep is done") {
    const Scratch scratch;
    const std::string digest = undisturbed(scratch, 12);
    const int wanted = many_kills() == nullptr ? 20 : ::atoi(many_kills());
    const Words words{"run", "question.yaml", "-j", "2", "-o", "x.h5"};
    unsigned delay = 1000;
    std::size_t before = 0;
    for (int kills = 0; kills < wanted;) {
        const pid_t child = start_program(words, scratch.folder());
        ::usleep(delay);
        ::kill(child, SIGKILL);
        const Finished finished = finish_program(child, scratch.folder());
        REQUIRE((finished.status == 0 || finished.status == 128 + SIGKILL));
        REQUIRE(whole_or_absent(scratch / "x.h5", digest));
        const std::size_t now = surviving(scratch.folder());
        CHECK(now >= before);
        before = now;
        kills += finished.status == 0 ? 0 : 1;
        // Times without a pattern, from 1 to 200 ms.
        delay = 1000 + (delay * 7919 + 104'729) % 199'000;
        if (!fs::exists(scratch / "x.h5")) continue;
        finishes(words, scratch.folder(), digest);
        fs::remove(scratch / "x.h5");
        before = 0;
    }
    finishes(words, scratch.folder(), digest);
}
