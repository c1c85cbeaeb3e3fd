// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>

#include "experiments/plan/experiment_file.hpp"
#include "experiments/results/hdf5_reader.hpp"
#include "experiments/results/result_datasets.hpp"
#include "experiments/results/stored_results.hpp"
#include "experiments/runner/runner.hpp"
#include "experiments/runner/world_model.hpp"
#include "tests/experiments/program.hpp"
#include "tests/experiments/scratch.hpp"

using namespace cultivar;
namespace fs = std::filesystem;

namespace {

const std::string toy = CULTIVAR_SOURCE_DIR "/scenarios/toy.yaml";
const std::string delta = CULTIVAR_SOURCE_DIR "/scenarios/delta.yaml";

/// A comparison over the four provinces, small enough for a test.
fs::path question(const Scratch& scratch) {
    return scratch.write("question.yaml",
                         "format: cultivar-experiment/1\nexperiment: compare\ntitle: a question\nworld: " +
                             fs::relative(delta, scratch.folder()).string() +
                             "\nhorizon: {to: 2025-12-31}\nvariants:\n  - name: as_is\n"
                             "  - {name: wide, from: 2021-01-01, set: {soe.openness: 0.6 per year}}\n"
                             "seeds: {first: 3, count: 4}\n");
}

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

}  // namespace

TEST_CASE("run: the data do not depend on the number of threads") {
    const Scratch scratch;
    question(scratch);
    std::string first;
    for (const std::string jobs : {"1", "2", "7"}) {
        const Finished finished =
            run_program({"run", "question.yaml", "-j", jobs, "-o", jobs + ".h5"}, scratch.folder());
        REQUIRE_MESSAGE(finished.status == 0, finished.err);
        const std::string digest = read_results(scratch / (jobs + ".h5")).data_digest;
        if (first.empty()) first = digest;
        CHECK(digest == first);
    }
    const Finished other =
        run_program({"run", "question.yaml", "--first-seed", "4", "-o", "other.h5"}, scratch.folder());
    CHECK(other.status == 0);
    CHECK(read_results(scratch / "other.h5").data_digest != first);
}

TEST_CASE("run: more seeds add rows and leave those of the others as they were") {
    const Scratch scratch;
    question(scratch);
    REQUIRE(run_program({"run", "question.yaml", "--seeds", "2", "-o", "a.h5"}, scratch.folder()).status ==
            0);
    REQUIRE(run_program({"run", "question.yaml", "--seeds", "3", "-o", "b.h5"}, scratch.folder()).status ==
            0);
    const StoredResults a = read_results(scratch / "a.h5");
    const StoredResults b = read_results(scratch / "b.h5");
    REQUIRE(a.runs.size() == 4);
    for (const StoredRun& run : a.runs) {
        const StoredRun& same = find_run(b, a.name_of(run));
        CHECK(same.id == run.id);
        CHECK(same.fingerprint == run.fingerprint);
    }
}

TEST_CASE("run: the digest of a series stands for that series alone") {
    const Experiment experiment = load_experiment(toy);
    auto results = run_all(experiment, WorldModel(experiment));
    REQUIRE(results.has_value());
    const std::string before = digest(series_dataset(experiment, *results, 0));
    results->runs[0].series[6].assign(results->runs[0].series[6].size(), 1.0);
    results->scalars.push_back({"another", 0, {}});
    results->runs[0].values.push_back(1.0);
    CHECK(digest(series_dataset(experiment, *results, 0)) == before);
    results->runs[0].series[0][0] += 1.0;
    CHECK(digest(series_dataset(experiment, *results, 0)) != before);
}

TEST_CASE("run: the same experiment replaces its file, another one is refused or moves it aside") {
    const Scratch scratch;
    REQUIRE(run_program({"run", toy}, scratch.folder()).status == 0);
    REQUIRE(fs::exists(scratch / "results/toy.h5"));
    CHECK(run_program({"run", toy, "--seeds", "2"}, scratch.folder()).status == 0);
    const Finished refused = run_program({"run", delta, "-o", "results/toy.h5"}, scratch.folder());
    CHECK(refused.status == 2);
    CHECK(read_results(scratch / "results/toy.h5").runs.size() == 2);
    const Finished forced = run_program({"run", delta, "-o", "results/toy.h5", "--force"}, scratch.folder());
    CHECK(forced.status == 0);
    CHECK(read_results(scratch / "results/toy.h5.1").runs.size() == 2);
    CHECK(read_results(scratch / "results/toy.h5").worlds.front().find("Jiangsu") != std::string::npos);
    CHECK(files_in(scratch / "results") == 2);
}

TEST_CASE("run: a closed standard output harms nothing") {
    const Scratch scratch;
    const Finished finished =
        finish_program(start_program({"run", toy}, scratch.folder(), true), scratch.folder());
    CHECK(finished.status == 0);
    CHECK(finished.err.empty());
    CHECK(read_results(scratch / "results/toy.h5").runs.size() == 1);
}

TEST_CASE("run: one seed has no interval, several have one, and it is quiet besides") {
    const Scratch scratch;
    const Finished one = run_program({"run", toy}, scratch.folder());
    CHECK(one.err.empty());
    CHECK(one.out.find("interval") == std::string::npos);
    const Finished many = run_program({"run", toy, "--seeds", "3"}, scratch.folder());
    CHECK(many.out.find("95 % interval") != std::string::npos);
    CHECK(many.out.find("cultivar why results/toy.h5") != std::string::npos);
}

TEST_CASE("run: a comparison tells differences and what shared seeds are worth") {
    const Scratch scratch;
    question(scratch);
    const Finished finished = run_program({"run", "question.yaml"}, scratch.folder());
    REQUIRE(finished.status == 0);
    for (const char* part : {"as_is", "wide", "difference", "5G+", "validated", "Public spending",
                             "correlation", "times as many runs", "results/question.h5", "cultivar diff"})
        CHECK_MESSAGE(finished.out.find(part) != std::string::npos, part);
}

TEST_CASE("why --down: lists what followed from an event, with its size") {
    const Scratch scratch;
    REQUIRE(run_program({"run", delta, "-o", "d.h5"}, scratch.folder()).status == 0);
    const Finished down = run_program({"why", "d.h5", "breakthrough-made", "--down"}, scratch.folder());
    CHECK(down.status == 0);
    CHECK(down.out.find("breakthrough: ") != std::string::npos);
    CHECK(down.out.find("events followed from it, the last on ") != std::string::npos);
    CHECK(down.out.find("a scenario was listed") != std::string::npos);
    CHECK(down.out.find("was listed, now that its technology was ready") != std::string::npos);
    CHECK(down.out.find("Its first turning points") != std::string::npos);
}

TEST_CASE("why: walks from an adoption back to where it began") {
    const Scratch scratch;
    question(scratch);
    REQUIRE(run_program({"run", "question.yaml"}, scratch.folder()).status == 0);
    const Finished why = run_program({"why", "results/question.h5", "installed"}, scratch.folder());
    CHECK(why.status == 0);
    CHECK(why.out.find("Run wide/3, run again: the same ") == 0);
    CHECK(why.out.find("to work") != std::string::npos);
    CHECK(why.out.find("← ") != std::string::npos);
    CHECK(why.out.find("The last move of policy before it") != std::string::npos);
    const Finished third =
        run_program({"why", "results/question.h5", "need-arose:3", "--run", "as_is/4"}, scratch.folder());
    CHECK(third.status == 0);
    CHECK(third.out.find("felt a need") != std::string::npos);
    CHECK(run_program({"why", "results/question.h5", "needarose:99999999"}, scratch.folder()).status == 2);
    CHECK(run_program({"why", "results/question.h5", "1", "--run", "wide/99"}, scratch.folder()).status == 2);
}

TEST_CASE("diff: names the first event in which two runs differ, by row, id and name") {
    const Scratch scratch;
    question(scratch);
    REQUIRE(run_program({"run", "question.yaml"}, scratch.folder()).status == 0);
    const std::string file = "results/question.h5";
    const StoredResults results = read_results(scratch / file);
    for (const auto& [a, b] : {std::pair<std::string, std::string>{"as_is/3", "wide/3"},
                               {"0", "4"},
                               {results.runs[0].id, results.runs[4].id}}) {
        const Finished diff = run_program({"diff", file, "--run", a, "--run", b}, scratch.folder());
        CHECK(diff.status == 0);
        CHECK(diff.out.find("2021-01-01  policy (variant 'wide') set soe.openness to 0.6 per year") !=
              std::string::npos);
    }
    const Finished same = run_program({"diff", file, file, "--run", "1"}, scratch.folder());
    CHECK(same.out.find("are the same: all " + std::to_string(results.runs[1].events) + " events agree") !=
          std::string::npos);
}
