// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "experiments/results/file_error.hpp"
#include "experiments/results/journal.hpp"
#include "tests/experiments/program.hpp"
#include "tests/experiments/scratch.hpp"

using namespace cultivar;
namespace fs = std::filesystem;

namespace {

const JournalHead head{"0123456789abcdef",
                       {{"adopters", 3, {}}, {"adopters.5g", 3, {.family = 1}}, {"用", 4, {.grade = 2}}}};

/// A run whose numbers are easily lost: a NaN with a payload, a zero with a sign, the smallest of all.
RunResult odd_run() {
    RunResult run;
    run.stage = "running";
    run.message = "a \"message\"\nof two lines, 名字";
    run.events = std::numeric_limits<std::uint64_t>::max();
    run.fingerprint = 0x0123456789abcdef;
    run.seconds = 0.1;
    run.times = {sim::Time(sim::Duration(-1)), sim::Time(sim::Duration(1) + sim::one_day)};
    run.series = {{1.0, -0.0}, {}, {std::bit_cast<double>(0x7ff8dead0000beefULL)}};
    run.values = {std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::infinity()};
    run.trace = {
        {{1}, sim::Time(sim::one_day), {2}, {3}, {4}, 250, Outcome::outranked, {5, 6, 7, 0xffffffff}}};
    run.draws = {{1, 2, 0.1, 3, 65535}, {0, 0, -0.0, 0, 0}};
    return run;
}

std::vector<std::uint64_t> bits(const std::vector<double>& numbers) {
    std::vector<std::uint64_t> all;
    for (const double number : numbers) all.push_back(std::bit_cast<std::uint64_t>(number));
    return all;
}

fs::path only_file(const fs::path& folder) {
    REQUIRE(std::distance(fs::directory_iterator(folder), {}) == 1);
    return fs::directory_iterator(folder)->path();
}

/// A journal of three runs "a", "b", "c"; the second is the odd one.
fs::path three_runs(const Scratch& scratch) {
    Journal journal(scratch.folder(), head);
    journal.append("a", RunResult{});
    journal.append("b", odd_run());
    journal.append("c", RunResult{});
    return only_file(scratch.folder());
}

std::string ids_in(const fs::path& path) {
    JournalReader reader(path);
    std::string ids;
    while (const auto kept = reader.next()) ids += kept->id;
    return ids;
}

}  // namespace

TEST_CASE("journal: runs and scalars come back bit for bit") {
    const Scratch scratch;
    JournalReader reader(three_runs(scratch));
    CHECK(reader.head().layout == head.layout);
    REQUIRE(reader.head().scalars.size() == 3);
    CHECK(reader.head().scalars[1].name == "adopters.5g");
    CHECK(reader.head().scalars[1].metric == 3);
    CHECK(reader.head().scalars[1].slice.family == 1);
    CHECK(reader.head().scalars[1].slice.grade == -1);
    CHECK(reader.head().scalars[2].slice.grade == 2);
    REQUIRE(reader.next().has_value());
    const auto kept = reader.next();
    REQUIRE(kept.has_value());
    const RunResult run = odd_run();
    CHECK(kept->id == "b");
    CHECK(kept->result.status == run.status);
    CHECK(kept->result.stage == run.stage);
    CHECK(kept->result.message == run.message);
    CHECK(kept->result.events == run.events);
    CHECK(kept->result.fingerprint == run.fingerprint);
    CHECK(kept->result.seconds == run.seconds);
    CHECK(kept->result.times == run.times);
    REQUIRE(kept->result.series.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(bits(kept->result.series[i]) == bits(run.series[i]));
    CHECK(bits(kept->result.values) == bits(run.values));
    REQUIRE(kept->result.trace.size() == 1);
    const TraceRow& row = kept->result.trace.front();
    CHECK(row.id.value == 1);
    CHECK(row.time == sim::Time(sim::one_day));
    CHECK(row.cause.value == 2);
    CHECK(row.through.value == 3);
    CHECK(row.policy.value == 4);
    CHECK(row.type == 250);
    CHECK(row.outcome == Outcome::outranked);
    CHECK(row.entity == run.trace.front().entity);
    CHECK(kept->result.draws == run.draws);
    CHECK(std::signbit(kept->result.draws[1].value));
    CHECK(reader.next().has_value());
    CHECK_FALSE(reader.next().has_value());
}

TEST_CASE("journal: wherever the file is cut, the whole records before the cut are read") {
    const Scratch scratch;
    const fs::path path = three_runs(scratch);
    const std::string whole = text_of(path);
    std::vector<std::size_t> ends;  // of the head and of each record, by the lengths in their headers
    for (std::size_t at = 0; at < whole.size();) {
        std::uint64_t length = 0;
        std::copy_n(whole.begin() + static_cast<std::ptrdiff_t>(at) + 8, 8, reinterpret_cast<char*>(&length));
        ends.push_back(at += 24 + length);
    }
    REQUIRE(ends.size() == 4);
    REQUIRE(ends.back() == whole.size());
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        scratch.write("cut", whole.substr(0, size));
        const auto records =
            std::count_if(ends.begin() + 1, ends.end(), [&](std::size_t end) { return end <= size; });
        CHECK(ids_in(scratch / "cut") == std::string("abc").substr(0, static_cast<std::size_t>(records)));
    }
}

TEST_CASE("journal: a flipped byte anywhere ends the reading before its record, or at the head") {
    const Scratch scratch;
    const fs::path path = three_runs(scratch);
    const std::string whole = text_of(path);
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << at % 8));
        scratch.write("flipped", flipped);
        const std::string ids = ids_in(scratch / "flipped");
        CHECK(ids.size() < 3);
        CHECK(std::string("abc").starts_with(ids));
    }
}

TEST_CASE("journal: an empty file, a text and zeros hold no runs") {
    const Scratch scratch;
    for (const std::string& text : {std::string(), std::string("seeds: 3\n"), std::string(4096, '\0')}) {
        CHECK(ids_in(scratch.write("x", text)).empty());
        CHECK(JournalReader(scratch / "x").head().layout.empty());
    }
    CHECK_THROWS_AS(JournalReader(scratch / "none"), FileError);
}

TEST_CASE("journal: no two writers share a file") {
    const Scratch scratch;
    { const Journal one(scratch.folder(), head), other(scratch.folder(), head); }
    CHECK(std::distance(fs::directory_iterator(scratch.folder()), {}) == 2);
}

TEST_CASE("journal: where no more can be written, the error names the file and the runs before stay") {
    const Scratch scratch;
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit small = before;
    small.rlim_cur = 2000;
    std::string said;
    int code = 0;
    {
        Journal journal(scratch.folder(), head);
        journal.append("a", odd_run());
        ::setrlimit(RLIMIT_FSIZE, &small);
        RunResult large;
        large.values.resize(10'000);
        try {
            journal.append("b", large);
        } catch (const FileError& error) {
            said = error.what();
            code = error.exit_code();
        }
        ::setrlimit(RLIMIT_FSIZE, &before);
        ::signal(SIGXFSZ, SIG_DFL);
    }
    CHECK(code == 4);
    CHECK(said.find(only_file(scratch.folder()).string() + ": error[file-write]: cannot write: ") == 0);
    CHECK(ids_in(only_file(scratch.folder())) == "a");
    CHECK(fs::file_size(only_file(scratch.folder())) < 2000);
    CHECK_THROWS_AS(Journal("/proc/none", head), FileError);
}
