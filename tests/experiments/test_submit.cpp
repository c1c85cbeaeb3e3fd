// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "experiments/cluster/sbatch.hpp"
#include "experiments/results/run_folder.hpp"
#include "experiments/results/stored_results.hpp"
#include "experiments/results/submission_file.hpp"
#include "tests/experiments/stand_in_slurm.hpp"

using namespace cultivar;
namespace fs = std::filesystem;

namespace {

/// Adds a run block to the question.
void with_block(const Scratch& scratch, const std::string& block) {
    scratch.write("question.yaml", text_of(scratch / "question.yaml") + "run: {on: slurm" + block + "}\n");
}

Finished submit(const Scratch& scratch, Words words = {}) {
    words.insert(words.begin(), {"submit", "question.yaml", "-o", "x.h5"});
    return run_program(words, scratch.folder());
}

/// Both calls of sbatch of a submission that succeeds.
std::vector<Words> sent(const Scratch& scratch, const StandInSlurm& slurm, const Words& words = {}) {
    slurm.forget();
    const Finished finished = submit(scratch, words);
    REQUIRE_MESSAGE(finished.status == 0, finished.err);
    const std::vector<Words> calls = slurm.calls("sbatch");
    REQUIRE(calls.size() == 2);
    return calls;
}

/// Starts the first task and waits until it has finished a run beyond the pilot's.
pid_t start_and_wait(const Scratch& scratch, const Words& call, int restarts) {
    const std::size_t before = files_in(scratch / "x.h5.d");
    const pid_t child = start_job(call, 1, restarts);
    for (int i = 0; i < 3000 && files_in(scratch / "x.h5.d") == before; ++i) ::usleep(10'000);
    return child;
}

}  // namespace

TEST_CASE("submit: sbatch gets the block of the file as words, and a job that compiles comes after") {
    const Scratch scratch;
    const StandInSlurm slurm(scratch);
    ask_toy(scratch, 4);
    with_block(
        scratch,
        ", partition: compute, task: 30 min, cores: 2, memory: 1.5 GB per core, concurrent: 50, grace: 90 s, "
        "retries: 2, account: econ, qos: night, constraint: 'amd&(rack1|rack2)'");
    const std::vector<Words> calls = sent(scratch, slurm);
    const std::string folder = (scratch / "x.h5.d").string();
    const std::string ticket = calls[0].back();
    const Words common{"--parsable",
                       "--job-name=cultivar-question",
                       "--nodes=1",
                       "--ntasks=1",
                       "--requeue",
                       "--open-mode=append",
                       "--chdir=" + (scratch / "x.h5.logs").string()};
    const Words named{"--partition=compute", "--account=econ", "--qos=night",
                      "--constraint=amd&(rack1|rack2)"};
    const auto all = [&](const char* log, Words own) {
        Words words = common;
        words.push_back(std::string("--output=") + log);
        words.insert(words.end(), named.begin(), named.end());
        words.insert(words.end(), own.begin(), own.end());
        return words;
    };
    CHECK(calls[0] == all("task-%A_%a.log", {"--array=1-1%50", "--cpus-per-task=2", "--mem-per-cpu=1536M",
                                             "--time=4", "--signal=B:USR1@90", folder + "/job.sh",
                                             CULTIVAR_PROGRAM, "task", folder, ticket}));
    CHECK(calls[1] ==
          all("collect-%j.log", {"--dependency=afterany:4711", option(calls[1], "--mem").insert(0, "--mem="),
                                 "--time=10", folder + "/job.sh", CULTIVAR_PROGRAM, "collect", folder}));
    CHECK(text_of(scratch / "x.h5.d/job.sh") == job_script);
    CHECK(ticket.find_first_not_of("0123456789") == std::string::npos);
}

TEST_CASE("submit: its tasks and its last job give the data of one go") {
    const Scratch scratch;
    const StandInSlurm slurm(scratch);
    const std::string digest = undisturbed(scratch, 4);
    const std::vector<Words> calls = sent(scratch, slurm);
    fs::remove(scratch / "question.yaml");
    CHECK(says(run_program({"status", "x.h5.d"}, scratch.folder()).out, "job 4711"));
    const Finished early = run_job(calls[1], 0);
    CHECK(early.status == 6);
    CHECK(says(early.err, "4 runs of 8 are missing"));
    CHECK(says(early.err, "cultivar submit question.yaml -o x.h5"));
    const Finished task = run_job(calls[0], 1);
    CHECK_MESSAGE(task.status == 0, task.err);
    CHECK(task.out == "Task 1 of 1: 4 of 4 runs done.\n");
    CHECK_FALSE(fs::exists(scratch / "x.h5"));
    const Finished collected = run_job(calls[1], 0);
    CHECK_MESSAGE(collected.status == 0, collected.err);
    CHECK(digest_of(scratch / "x.h5") == digest);
    CHECK_FALSE(fs::exists(scratch / "x.h5.d"));
}

TEST_CASE("submit: again, it sends what is missing and no more") {
    const Scratch scratch;
    const StandInSlurm slurm(scratch);
    const std::string digest = undisturbed(scratch, 6);
    (void)sent(scratch, slurm);
    Submission submission = *read_submission(scratch / "x.h5.d");
    CHECK(submission.rows == std::vector<std::uint64_t>{2, 8, 3, 9, 4, 10, 5, 11});
    submission.tasks = 3;
    write_submission(scratch / "x.h5.d", submission);
    const std::vector<Words> first = slurm.calls("sbatch");
    CHECK(run_job(first[0], 1).out == "Task 1 of 3: 3 of 3 runs done.\n");
    CHECK(run_job(first[0], 3).out == "Task 3 of 3: 2 of 2 runs done.\n");
    CHECK(run_job(first[0], 4).status == 2);
    slurm.says("squeue", "PENDING\n");
    const Finished queued = submit(scratch);
    CHECK(queued.status == 4);
    CHECK(says(queued.err, "x.h5.d: error[in-use]: job 4711 is still in the queue"));
    CHECK(slurm.calls("squeue") == std::vector<Words>{{"--noheader", "--format=%T", "--jobs=4711"}});
    CHECK(slurm.calls("sbatch").size() == 2);
    slurm.refuses("squeue", "slurm_load_jobs error: Invalid job id specified");
    slurm.says("squeue", "");
    const std::vector<Words> second = sent(scratch, slurm);
    CHECK(read_submission(scratch / "x.h5.d")->rows == std::vector<std::uint64_t>{8, 4, 11});
    CHECK(says(run_job(first[0], 2).err, "a later submission has taken the place of this one"));
    CHECK(run_job(second[0], 1).status == 0);
    CHECK(run_job(second[1], 0).status == 0);
    CHECK(digest_of(scratch / "x.h5") == digest);
}

TEST_CASE(
    "submit: the signal before the end of its time puts a task back into the queue, as often as may be") {
    const Scratch scratch;
    const StandInSlurm slurm(scratch);
    ask_toy(scratch, 4000);
    with_block(scratch, ", retries: 2");
    const std::vector<Words> calls = sent(scratch, slurm);
    struct Case {
        int signal;
        int restarts;
        std::size_t requeued;
        const char* says;
    };
    for (const Case& one :
         {Case{SIGTERM, 0, 0, "Submit again what is missing"}, Case{SIGUSR1, 1, 1, "back into the queue"},
          Case{SIGUSR1, 2, 0, "Its retries are used up"}}) {
        CAPTURE(one.signal);
        CAPTURE(one.restarts);
        slurm.forget();
        const std::size_t before = read_rows(scratch / "x.h5.d", *read_plan(scratch / "x.h5.d/plan")).count();
        const pid_t child = start_and_wait(scratch, calls[0], one.restarts);
        ::kill(child, one.signal);
        const Finished task = finish_program(child, scratch / "x.h5.logs");
        CHECK(task.status == 75);
        CHECK_MESSAGE(says(task.err, one.says), task.err);
        CHECK(slurm.calls("scontrol") == std::vector<Words>(one.requeued, Words{"requeue", "4711_1"}));
        CHECK(read_rows(scratch / "x.h5.d", *read_plan(scratch / "x.h5.d/plan")).count() > before);
    }
    slurm.refuses("scontrol", "slurm_requeue error: Access/permission denied");
    const pid_t child = start_and_wait(scratch, calls[0], 0);
    ::kill(child, SIGUSR1);
    const Finished task = finish_program(child, scratch / "x.h5.logs");
    CHECK(task.status == 4);
    CHECK(says(task.err, "scontrol: error[slurm]: slurm_requeue error: Access/permission denied"));
}

TEST_CASE("submit: a restarted task leaves alone what it has run") {
    const Scratch scratch;
    const StandInSlurm slurm(scratch);
    ask_toy(scratch, 4);
    const std::vector<Words> calls = sent(scratch, slurm);
    CHECK(run_job(calls[0], 1).status == 0);
    const std::size_t files = files_in(scratch / "x.h5.d");
    CHECK(run_job(calls[0], 1, 1).out == "Task 1 of 1: 4 of 4 runs done.\n");
    CHECK(files_in(scratch / "x.h5.d") == files);
}

TEST_CASE("submit: what sbatch says when it refuses is told, and what was run is kept") {
    const Scratch scratch;
    const StandInSlurm slurm(scratch);
    ask_toy(scratch, 4);
    slurm.refuses("sbatch",
                  "sbatch: error: invalid partition specified: compute\nsbatch: error: Batch job "
                  "submission failed: Invalid partition name specified\n");
    const Finished refused = submit(scratch);
    CHECK(refused.status == 4);
    CHECK(says(refused.err,
               "sbatch: error[slurm]: sbatch: error: invalid partition specified: compute sbatch: error: "
               "Batch job submission failed: Invalid partition name specified\n"));
    CHECK(read_rows(scratch / "x.h5.d", *read_plan(scratch / "x.h5.d/plan")).count() == 4);
    slurm.relents("sbatch");
    slurm.says("sbatch", "a word of welcome\n");
    CHECK(says(submit(scratch).err, "names no job it has taken; it says: a word of welcome"));
    slurm.says("scontrol", "Configuration data\nMaxArraySize            = 1\n");
    CHECK(says(submit(scratch).err, "this cluster takes no job arrays"));
    slurm.says("scontrol", "Configuration data\nMaxArraySize            = 1001\n");
    const std::string usual = ::getenv("PATH");
    ::setenv("PATH", (scratch / "nothing").c_str(), 1);
    const Finished absent = submit(scratch);
    ::setenv("PATH", usual.c_str(), 1);
    CHECK(absent.status == 4);
    CHECK(absent.err ==
          "scontrol: error[slurm]: cannot start it: No such file or directory — is this a login node of a "
          "Slurm cluster?\n");
    slurm.says("sbatch", "Welcome!\n4712;north\n");
    CHECK(option(sent(scratch, slurm)[1], "--dependency") == "afterany:4712");
}

TEST_CASE("submit: a dry run shows both calls and leaves no trace") {
    const Scratch scratch;
    const StandInSlurm slurm(scratch);
    ask_toy(scratch, 4);
    const Finished dry = submit(scratch, {"--dry-run"});
    CHECK(dry.status == 0);
    CHECK(says(dry.out, "8 runs are missing"));
    CHECK(says(dry.out, std::string(job_script)));
    CHECK(says(dry.out, "\nsbatch --parsable --job-name=cultivar-question "));
    CHECK(says(dry.out, " --dependency=afterany:JOB "));
    for (const char* name : {"sbatch", "squeue", "scontrol"}) CHECK(slurm.calls(name).empty());
    CHECK_FALSE(fs::exists(scratch / "x.h5.d"));
    CHECK_FALSE(fs::exists(scratch / "x.h5.logs"));
    CHECK(files_in(scratch.folder()) == 4);  // the question, the stand-ins, out.txt, err.txt
}

TEST_CASE(
    "submit: what fits into the pilot is compiled at once, and a question that always fails is not sent") {
    const Scratch scratch;
    const StandInSlurm slurm(scratch);
    const std::string digest = undisturbed(scratch, 2);
    CHECK(submit(scratch).status == 0);
    CHECK(digest_of(scratch / "x.h5") == digest);
    CHECK(slurm.calls("sbatch").empty());
}

TEST_CASE("task: whoever is not sent, or sent with another plan, is refused") {
    const Scratch scratch;
    const StandInSlurm slurm(scratch);
    ask_toy(scratch, 4);
    CHECK(says(run_program({"task", "x.h5.d", "1"}, scratch.folder()).err, "holds no plan of runs"));
    (void)after_shard(scratch, "1/8");
    CHECK(says(run_program({"task", "x.h5.d", "1"}, scratch.folder()).err, "nothing was sent from here"));
    const std::vector<Words> calls = sent(scratch, slurm);
    const Finished alone = run_job(calls[0], 0);
    CHECK(alone.status == 2);
    CHECK(says(alone.err, "this is no task of a job array"));
    REQUIRE(run_question(scratch, {"-o", "x.h5", "--seeds", "5", "--shard", "1/9"}).status == 0);
    const Finished changed = run_job(calls[0], 1);
    CHECK(changed.status == 2);
    CHECK(says(changed.err, "its plan is another since this was sent"));
    scratch.write("x.h5.d/submission", "no such thing");
    CHECK(says(run_program({"task", "x.h5.d", "1"}, scratch.folder()).err,
               "x.h5.d/submission: error[results]: damaged"));
}

TEST_CASE("submit: the job is the number on the last line that is one") {
    CHECK(job_in("123\n") == "123");
    CHECK(job_in("123;north") == "123");
    CHECK(job_in("welcome\n7\n") == "7");
    CHECK_FALSE(job_in("Submitted batch job 123\n"));
    CHECK_FALSE(job_in(""));
    CHECK_FALSE(job_in(";north\n"));
}
