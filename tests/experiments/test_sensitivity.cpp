// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>

#include "experiments/plan/experiment_file.hpp"
#include "experiments/results/hdf5_reader.hpp"
#include "experiments/results/run_folder.hpp"
#include "tests/experiments/sample.hpp"

using namespace cultivar;
namespace fs = std::filesystem;

namespace {

const std::string sobol = "{sobol: {n: 4, second_order: true}}";

/// The numbers of runs that stand in a folder's journals.
std::size_t runs_kept(const fs::path& folder) {
    std::size_t count = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (!Journal::is_name(entry.path().filename().string())) continue;
        JournalReader journal(entry.path());
        while (journal.next()) ++count;
    }
    return count;
}

}  // namespace

TEST_CASE("sensitivity: threads, shards in any order and interruptions leave no trace in the data") {
    const Scratch scratch;
    ask_sample(scratch, sobol);
    REQUIRE(run_question(scratch, {"-o", "one.h5", "-j", "1"}).status == 0);
    const std::string digest = digest_of(scratch / "one.h5");
    const Finished two = run_question(scratch, {"-o", "two.h5", "-j", "2"});
    CHECK(two.status == 0);
    CHECK(says(two.out, "Written to two.h5: 38 runs"));
    CHECK(digest_of(scratch / "two.h5") == digest);
    for (const char* shard : {"2/3", "3/3", "1/3"}) (void)after_shard(scratch, shard);
    CHECK(digest_of(scratch / "x.h5") == digest);
    fs::remove(scratch / "x.h5");
    (void)after_shard(scratch, "2/3");
    const Finished missing = run_program({"collect", "x.h5.d"}, scratch.folder());
    CHECK(missing.status == 6);
    CHECK(says(missing.err, "run what is missing with: cultivar run question.yaml -o x.h5"));
    CHECK(says(run_program({"status", "x.h5.d"}, scratch.folder()).out, "p17"));
    const Finished rest = run_question(scratch, {"-o", "x.h5", "-j", "2"});
    CHECK(says(rest.err, "kept in x.h5.d from before"));
    CHECK(digest_of(scratch / "x.h5") == digest);
}

TEST_CASE("sensitivity: what a signal stops goes on with the same command, to the same data") {
    const Scratch scratch;
    ask_sample(scratch, "{sobol: {n: 256}}");
    const Words words{"run", "question.yaml", "-o", "x.h5", "-j", "2"};
    const pid_t child = start_program(words, scratch.folder());
    while (!fs::exists(scratch / "x.h5.d") || files_in(scratch / "x.h5.d") < 3) ::usleep(1000);
    ::kill(child, SIGTERM);
    CHECK(finish_program(child, scratch.folder()).status == 75);
    CHECK(run_program(words, scratch.folder()).status == 0);
    CHECK(run_question(scratch, {"-o", "y.h5"}).status == 0);
    CHECK(digest_of(scratch / "x.h5") == digest_of(scratch / "y.h5"));
}

TEST_CASE("sensitivity: collect needs neither the question nor its world") {
    const Scratch scratch;
    ask_sample(scratch, "{morris: {trajectories: 3, seed: 5}}", "{first: 3, count: 2}");
    REQUIRE(run_question(scratch, {"-o", "one.h5"}).status == 0);
    (void)after_shard(scratch, "1/2");
    const RunPlan plan = *read_plan(scratch / "x.h5.d/plan");
    REQUIRE(plan.experiment.sampling.has_value());
    CHECK(plan.experiment.sampling->choice.method == Method::morris);
    CHECK(run_identities(plan.experiment) == run_identities(load_experiment(scratch / "question.yaml")));
    REQUIRE(run_question(scratch, {"-o", "z.h5", "--shard", "2/2"}).status == 0);
    for (const fs::directory_entry& entry : fs::directory_iterator(scratch / "z.h5.d"))
        if (Journal::is_name(entry.path().filename().string()))
            fs::copy(entry.path(), scratch / ("x.h5.d/other-" + entry.path().filename().string()));
    fs::remove(scratch / "question.yaml");
    const Finished collected = run_program({"collect", "x.h5.d"}, scratch.folder());
    CHECK_MESSAGE(collected.status == 0, collected.err);
    CHECK(says(collected.out, "3 Morris trajectories"));
    CHECK(digest_of(scratch / "x.h5") == digest_of(scratch / "one.h5"));
}

TEST_CASE("sensitivity: a longer design keeps the runs of a shorter one") {
    const Scratch scratch;
    ask_sample(scratch, "{sobol: {n: 4}}", "{first: 3, count: 1}");
    (void)after_shard(scratch, "1/2");
    const std::size_t kept = runs_kept(scratch / "x.h5.d");
    CHECK(kept >= 5);
    ask_sample(scratch, "{sobol: {n: 8}}", "{first: 3, count: 1}");
    const Finished longer = run_question(scratch, {"-o", "x.h5", "-j", "1"});
    CHECK(longer.status == 0);
    CHECK(says(longer.err, "of 40 runs are kept in x.h5.d from before"));
    REQUIRE(run_question(scratch, {"-o", "fresh.h5"}).status == 0);
    CHECK(digest_of(scratch / "x.h5") == digest_of(scratch / "fresh.h5"));
}

TEST_CASE("sensitivity: points at which every factor is the same are run once") {
    const Scratch scratch;
    const std::string row = "0.5 per year,2,lottery\n";
    scratch.write("p.csv", "soe.openness,trial.max_trials,matching.rule\n" + row +
                               "0.5 per year,2,auction\n" + row + row);
    ask_sample(scratch, "{points: p.csv}", "{first: 3, count: 2}");
    const Experiment experiment = load_experiment(scratch / "question.yaml");
    const std::vector<std::string> ids = run_identities(experiment);
    CHECK(ids[0] == ids[4]);
    CHECK(ids[1] == ids[7]);
    CHECK(ids[0] != ids[1]);
    CHECK(ids[0] != ids[2]);
    CHECK(says(after_shard(scratch, "1/2"), "6 of 8 runs"));
    CHECK(runs_kept(scratch / "x.h5.d") == 2);
    CHECK(says(after_shard(scratch, "2/2"), "Written to x.h5: 8 runs"));
    const std::vector<double> needs = Hdf5Reader(scratch / "x.h5").reals("/metrics/needs");
    CHECK(needs[0] == needs[6]);
    CHECK(needs[1] == needs[7]);
}

TEST_CASE("sensitivity: a run's identity follows from its values, whatever the order of factors") {
    const Scratch scratch;
    ask_sample(scratch, "{random: {n: 5, seed: 2}}");
    const Experiment one = load_experiment(scratch / "question.yaml");
    std::string text = text_of(scratch / "question.yaml");
    const std::string line = "  trial.max_trials: {integer: [1, 3]}\n";
    text.replace(text.find(line), line.size(), "");
    text.replace(text.find("vary:\n"), 6, "vary:\n" + line);
    const Experiment other = load_experiment(scratch.write("other.yaml", text));
    CHECK(other.sampling->factors.front().path == "trial.max_trials");
    CHECK(run_identities(one) == run_identities(other));
    CHECK(experiment_identity(one) == experiment_identity(other));
    ask_sample(scratch, "{random: {n: 9, seed: 4}}");
    CHECK(experiment_identity(one) == experiment_identity(load_experiment(scratch / "question.yaml")));
    ask_sample(scratch, "{latin_hypercube: {n: 5, seed: 2}}");
    CHECK(experiment_identity(one) != experiment_identity(load_experiment(scratch / "question.yaml")));
}

TEST_CASE("sensitivity: any run of a point can be run again, explained and compared") {
    const Scratch scratch;
    ask_sample(scratch, sobol);
    REQUIRE(run_question(scratch, {"-o", "x.h5"}).status == 0);
    const StoredResults results = read_results(scratch / "x.h5");
    CHECK(results.factors.size() == 3);
    for (const std::string name : {"p0/3", "p5/3", "p31/3", "p8/6"}) {
        const Finished again = run_program({"rerun", "x.h5", "--run", name, "--verify"}, scratch.folder());
        CHECK_MESSAGE(again.status == 0, again.err);
        CHECK(says(again.out, "Run " + name + ", run again, is the same"));
    }
    CHECK(run_program({"why", "x.h5", "need-arose:1", "--run", "p9/3"}, scratch.folder()).status == 0);
    CHECK(run_program({"diff", "x.h5", "--run", "p0/3", "--run", "p9/3"}, scratch.folder()).status == 0);
    CHECK(run_program({"rerun", "x.h5", "--run", "p32/3"}, scratch.folder()).status == 2);
}

TEST_CASE("sensitivity: a run keeps the numbers of the metrics asked for and no series") {
    const Scratch scratch;
    ask_sample(scratch, "factorial", "{first: 3, count: 1}");
    std::string text = text_of(scratch / "question.yaml");
    text.replace(text.find("{uniform: [0.1 per year, 1 per year]}"), 37,
                 "{one_of: [0.1 per year, 1 per year]}");
    scratch.write("question.yaml", text);
    (void)after_shard(scratch, "1/2");
    const RunPlan plan = *read_plan(scratch / "x.h5.d/plan");
    const KeptRuns kept = read_runs(scratch / "x.h5.d", plan);
    for (const Scalar& scalar : kept.results.scalars)
        CHECK((scalar.name.starts_with("needs") || scalar.name.starts_with("validated")));
    for (std::size_t row = 0; row < kept.there.size(); ++row) {
        if (kept.there[row] == 0) continue;
        CHECK(kept.results.runs[row].values.size() == kept.results.scalars.size());
        CHECK(kept.results.runs[row].series.empty());
        CHECK(kept.results.runs[row].times.empty());
    }
    (void)after_shard(scratch, "2/2");
    CHECK(Hdf5Reader(scratch / "x.h5").table("/design/points").rows == 12);
    CHECK_THROWS((void)Hdf5Reader(scratch / "x.h5").reals("/series/needs"));
    CHECK_THROWS((void)Hdf5Reader(scratch / "x.h5").reals("/metrics/adopters"));
}
