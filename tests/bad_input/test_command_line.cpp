// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/experiments/program.hpp"
#include "tests/experiments/scratch.hpp"
#include "tests/support/bad_input.hpp"
#include "tests/support/sanitized.hpp"

namespace {

struct Row {
    std::vector<std::string> arguments;
    int status;
    std::string says;  ///< part of the error output
};

const std::string delta = CULTIVAR_SOURCE_DIR "/scenarios/delta.yaml";

const std::vector<Row> rows{
    {{"rnu", delta}, 2, "cli: error[cli]: unknown command 'rnu' — did you mean 'run'?"},
    {{"run", delta, "--sed", "3"}, 2, "cli: error[cli]: unknown option '--sed' — did you mean '--seeds'?"},
    {{"run", delta, "--sed=3"}, 2, "did you mean '--seeds'?"},
    {{"-x"}, 2, "unknown option '-x'"},
    {{"run"}, 2, "cli: error[cli]: no file given"},
    {{"run", delta, delta}, 2, "one file at a time"},
    {{"run", delta, "--first-seed", "1", "--first-seed", "2"},
     2,
     "cli: error[cli]: --first-seed given twice"},
    {{"run", delta, "-o", "a.h5", "-o", "b.h5"}, 2, "-o given twice"},
    {{"run", delta, "-j", "0"}, 2, "-j 0: expected 1 to 1024"},
    {{"run", delta, "-j", "-1"}, 2, "-j -1: expected 1 to 1024"},
    {{"run", delta, "-j", "1e9"}, 2, "-j 1e9: expected 1 to 1024"},
    {{"run", delta, "-j", "two"}, 2, "-j 'two': expected a whole number"},
    {{"run", delta, "-j", "2.5"}, 2, "expected a whole number"},
    {{"run", delta, "-j", "99999999999999999999"}, 2, "expected a whole number"},
    {{"run", delta, "--seeds", "0"}, 2, "--seeds 0: expected 1 to 1000000"},
    {{"run", delta, "--seeds", "1e12"}, 2, "expected 1 to 1000000"},
    {{"run", delta, "--seeds", "010"}, 2, "--seeds '010': expected a whole number"},
    {{"run", delta, "--seeds"}, 2, "cli: error[cli]: "},
    {{"run", delta, "--first-seed", "-4"}, 2, "--first-seed -4: expected 0 to"},
    {{"run", delta, "--to", "2030-02-30"}, 2, "--to '2030-02-30': expected a day"},
    {{"run", delta, "--to", "2001-01-01"}, 2, "cli: error[range]: ends 2001-01-01, before the world begins"},
    {{"run", delta, "--progress", "loud"}, 2, "--progress 'loud'"},
    {{"run", delta, "--scale", "150 %"}, 2, "cli: error[range]"},
    {{"run", delta, "--set", "soe.openness=1=2"},
     2,
     "cli: error[cli-set]: --set 'soe.openness=1=2': a second '=' (character 15)"},
    {{"run", delta, "--set", "soe.openness"}, 2, "error[cli-set]: --set 'soe.openness': '=' is missing"},
    {{"run", delta, "--set", "=1"}, 2, "error[cli-set]: --set '=1': the path is missing (character 1)"},
    {{"run", delta, "--set", "soe.openness="}, 2, "the value is missing"},
    {{"run", delta, "--set", "soe.opennes=0.5 per year"},
     2,
     "cli: error[unknown-path]: no parameter is called 'soe.opennes' — did you mean 'soe.openness'?"},
    {{"run", delta, "--set", "soe.openness=0.5"}, 2, "cli: error[unit]"},
    {{"run", delta, "--set", "review.parallel=1.2"}, 2, "cli: error[range]"},
    {{"run", "nothing.yaml"}, 2, "nothing.yaml: error[file-missing]"},
    {{"run", delta, "-o", "."}, 2, ".: error[out]: is a folder"},
    {{"run", delta, "-o", delta}, 2, "error[out]: is also an input"},
    {{"run", delta, "-o", "foreign.h5"},
     2,
     "foreign.h5: error[out]: exists and does not hold results of this experiment"},
    {{"run", delta, "-o", "/proc/none/x.h5"}, 4, "error[file-create]"},
    {{"run", delta, "-o", "foreign.h5/x.h5"}, 4, "error[file-create]"},
    {{"run", delta, "caf\xe9"}, 2, "cli: error[cli]: argument 3 is not UTF-8"},
    {{"run", delta, "--seeds", "1000000"},
     3,
     "delta.yaml: error[memory]: the series of 1 × 1000000 runs need about"},
    {{"why"}, 2, "no file given"},
    {{"why", "foreign.h5"}, 2, "foreign.h5: error[results]: not a results file"},
    {{"why", "none.h5"}, 2, "none.h5: error[file-missing]"},
    {{"why", "."}, 2, ".: error[file-kind]"},
    {{"diff", "foreign.h5"}, 2, "one file needs --run twice"},
    {{"diff", "a.h5", "b.h5", "c.h5"}, 2, "two files at most"},
    {{"fields", "soe.opennes"}, 2, "did you mean 'soe.openness'?"},
    {{"check"}, 2, "no file given"},
    {{"submit"}, 2, "cli: error[cli]: no file given"},
    {{"submit", delta, "--dryrun"}, 2, "did you mean '--dry-run'?"},
    {{"submit", delta, "-j", "4"}, 2, "unknown option '-j'"},
    {{"submit", delta, "--shard", "1/2"}, 2, "unknown option '--shard'"},
    {{"submit", delta, "-o", "a\nb.h5"}, 2, "cli: error[name]: a control character in the path"},
    {{"task"}, 2, "cli: error[cli]: no folder given"},
    {{"task", "none.h5.d", "1"}, 2, "none.h5.d: error[file-missing]"},
    {{"check", "nothing.yaml"}, 2, "error[file-missing]"},
};

}  // namespace

TEST_CASE("command line: every slip gets its line and exit status, and nothing is written") {
    const Scratch scratch;
    scratch.write("foreign.h5", "somebody else's\n");
    for (const Row& row : rows) {
        std::string typed;
        for (const std::string& word : row.arguments) typed += ' ' + word;
        CAPTURE(typed);
        const Finished finished = run_program(row.arguments, scratch.folder());
        CHECK(finished.status == row.status);
        CHECK_MESSAGE(finished.err.find(row.says) != std::string::npos, finished.err);
        CHECK(finished.out.empty());
        CHECK(text_of(scratch / "foreign.h5") == "somebody else's\n");
        CHECK_FALSE(std::filesystem::exists(scratch / "results"));
    }
}

TEST_CASE("command line: texts on which a parser hangs or falls are answered at once") {
    struct Text {
        std::string text;
        std::string says;
    };
    const std::vector<Text> texts{
        {",", "1:1: error[syntax]"},
        {",a::", "1:1: error[syntax]"},
        {"&a [*a]", "1:5: error[alias-cycle]"},
        {std::string(100'000, '['), "1:65: error[limit-depth]"},
    };
    for (const Text& one : texts) {
        const Scratch scratch;
        scratch.write("w.yaml", one.text);
        scratch.write("x.yaml",
                      "format: cultivar-experiment/1\nexperiment: compare\ntitle: x\nworld: w.yaml\n"
                      "variants: [{name: a}]\nseeds: [1]\n");
        for (const std::string command : {"check", "run"}) {
            for (const std::string file : {"w.yaml", "x.yaml"}) {
                CAPTURE(one.text.substr(0, 10));
                CAPTURE(command + ' ' + file);
                const Finished finished = run_program({command, file}, scratch.folder());
                CHECK(finished.status == 2);
                CHECK_MESSAGE(finished.err.find("w.yaml:" + one.says) == 0, finished.err.substr(0, 200));
                CHECK(finished.err.size() < 300);
                CHECK(finished.cpu_seconds < cultivar::test::most_seconds);
                CHECK_FALSE(std::filesystem::exists(scratch / "results"));
            }
        }
    }
}

TEST_CASE("command line: a fault in any file that a question rests on has its line, and nothing is written") {
    struct Fault {
        std::string file, from, to, says;
    };
    const Scratch scratch;
    const std::string world = cultivar::test::two_regions();
    const std::size_t begin = world.find("families:\n"), end = world.find("categories:\n");
    const std::vector<std::pair<std::string, std::string>> sound{
        {"w.yaml",
         world.substr(0, begin) + "families: families.yaml\n\n" +
             cultivar::test::replaced(world.substr(end), "policy:\n", "policy:\n  - policy.yaml\n")},
        {"families.yaml", "format: cultivar-catalogue/1\n" + world.substr(begin, end - begin)},
        {"policy.yaml",
         "format: cultivar-policy/1\ntitle: p\nchanges:\n  - {from: 2020-01-01, set: {tolerance: 0.5}}\n"},
        {"x.yaml",
         "format: cultivar-experiment/1\nexperiment: compare\nworld: w.yaml\n"
         "variants: [{name: a}]\nseeds: [1]\n"},
    };
    const std::vector<Fault> faults{
        {"w.yaml", "scale: 1\n", "scale: 0\n", "w.yaml:8:10: error[range]: 0; allowed: 1e-06 to 1\n"},
        {"families.yaml", "needs_coverage", "need_coverage",
         "families.yaml:3:69: error[unknown-key]: 'need_coverage' in the family — did you mean "
         "'needs_coverage'?\n"},
        {"policy.yaml", "0.5", "5", "policy.yaml:4:41: error[range]: 5; allowed: 0 to 1"},
        {"x.yaml", "[1]", "[1, 1]", "x.yaml:5:12: error[dup-seed]: seed 1 twice; the runs would be copies\n"},
    };
    for (const Fault& fault : faults) {
        for (const auto& file : sound) scratch.write(file.first, file.second);
        CHECK(run_program({"check", "x.yaml"}, scratch.folder()).status == 0);
        scratch.write(fault.file,
                      cultivar::test::replaced(text_of(scratch / fault.file), fault.from, fault.to));
        for (const std::string command : {"check", "run"}) {
            CAPTURE(command + ' ' + fault.file);
            const Finished finished = run_program({command, "x.yaml"}, scratch.folder());
            CHECK(finished.status == 2);
            CHECK_MESSAGE(finished.err.find(fault.says) == 0, finished.err);
            CHECK(finished.out.empty());
            CHECK_FALSE(std::filesystem::exists(scratch / "results"));
        }
    }
}

TEST_CASE(
    "command line: runs keep within a user's limits, or one line with its exit status says which forbids "
    "them" *
    doctest::skip(cultivar::test::sanitized)) {
    constexpr int beyond_ours = 126;
    struct Limit {
        __rlimit_resource resource;
        rlim_t most;
        const char* threads;
        int status;
        std::string says;
    };
    const std::vector<Limit> limits{
        {RLIMIT_NOFILE, 8, "1", 0, ""},
        {RLIMIT_NOFILE, 4, "1", 4, "error[file-create]: cannot write here"},
        {RLIMIT_STACK, 64 << 10, "1", 4, "cli: error[stack]"},
        {RLIMIT_FSIZE, 50 << 10, "1", 4, "error[file-write]"},
        {RLIMIT_AS, 100'000 << 10, "1", 0, ""},
        {RLIMIT_STACK, rlim_t{1} << 47, "2", 0, ""},  // a second thread's stack finds no room
    };
    for (const Limit& row : limits) {
        CAPTURE(static_cast<int>(row.resource));
        CAPTURE(row.most);
        const Scratch scratch;
        const pid_t child = ::fork();
        if (child == 0) {
            const rlimit limit{row.most, row.most};
            const int out = ::open((scratch / "out.txt").c_str(), O_CREAT | O_WRONLY, 0666);
            const int err = ::open((scratch / "err.txt").c_str(), O_CREAT | O_WRONLY, 0666);
            const bool ready =
                ::chdir(scratch.folder().c_str()) == 0 && ::dup2(out, 1) == 1 && ::dup2(err, 2) == 2;
            if (::setrlimit(row.resource, &limit) != 0) ::_exit(beyond_ours);
            ::closefrom(3);
            if (ready)
                ::execl(CULTIVAR_PROGRAM, CULTIVAR_PROGRAM, "run", CULTIVAR_SOURCE_DIR "/scenarios/toy.yaml",
                        "--progress", "none", "--seeds", "32", "-j", row.threads, nullptr);
            ::_exit(127);
        }
        const Finished finished = finish_program(child, scratch.folder());
        if (finished.status == beyond_ours) {
            rlimit own{};
            REQUIRE(::getrlimit(row.resource, &own) == 0);
            REQUIRE(own.rlim_max < row.most);
            MESSAGE("not tried: only who may raise limits can have one of ", row.most);
            continue;
        }
        CHECK(finished.status == row.status);
        CHECK_MESSAGE(finished.err.find(row.says) != std::string::npos, finished.err);
        CHECK(std::count(finished.err.begin(), finished.err.end(), '\n') == (row.status == 0 ? 0 : 1));
        CHECK(std::filesystem::exists(scratch / "results/toy.h5") == (row.status == 0));
    }
}

TEST_CASE("command line: help and version answer on standard output") {
    const Scratch scratch;
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{}, {"--help"}, {"run", "--help"}, {"why", "--help"}, {"--version"}}) {
        const Finished finished = run_program(arguments, scratch.folder());
        CHECK(finished.status == 0);
        CHECK(finished.out.find("cultivar") != std::string::npos);
        CHECK(finished.err.empty());
    }
}
