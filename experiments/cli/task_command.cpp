// SPDX-License-Identifier: Apache-2.0
#include <signal.h>

#include <atomic>
#include <cstdlib>

#include "experiments/cli/commands.hpp"
#include "experiments/cli/given.hpp"
#include "experiments/cli/output.hpp"
#include "experiments/cli/run_folder_name.hpp"
#include "experiments/cluster/packing.hpp"
#include "experiments/cluster/slurm.hpp"
#include "experiments/plan/refusal.hpp"
#include "experiments/results/file_error.hpp"
#include "experiments/results/submission_file.hpp"
#include "experiments/runner/interrupt.hpp"
#include "experiments/runner/runner.hpp"
#include "experiments/runner/world_model.hpp"

namespace cultivar {

namespace {

namespace fs = std::filesystem;

/// What Slurm says of a task in its environment.
struct Place {
    std::string array_job;
    std::uint64_t task = 0;
    std::uint64_t restarts = 0;
};

std::optional<std::string> environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
}

Place place_of(const Submission& submission) {
    const auto task = environment("SLURM_ARRAY_TASK_ID");
    if (!task)
        refuse_input("slurm", "this is no task of a job array", "cli",
                     "the jobs of cultivar submit start this command; to run here, use cultivar run");
    Place place;
    place.array_job = environment("SLURM_ARRAY_JOB_ID").value_or("");
    place.task = *whole({*task}, "SLURM_ARRAY_TASK_ID", 1, static_cast<std::int64_t>(submission.tasks));
    const auto restarts = environment("SLURM_RESTART_COUNT");
    if (restarts) place.restarts = *whole({*restarts}, "SLURM_RESTART_COUNT", 0, 1'000'000'000);
    return place;
}

/// What was sent, if it is what this task was sent with.
Submission submission_for(const TaskRequest& request, const fs::path& folder, const RunPlan& plan) {
    const std::optional<Submission> submission = read_submission(folder);
    if (!submission) throw FileError(folder, "file-missing", "nothing was sent from here", 2);
    if (submission->ticket != request.ticket)
        throw FileError(folder, "slurm", "a later submission has taken the place of this one", 2);
    if (submission->plan != plan_digest(plan))
        throw FileError(folder, "slurm", "its plan is another since this was sent; submit again", 2);
    return *submission;
}

/// The rows of a task, those together that share work.
std::vector<std::size_t> own_rows(const Model& model, const Submission& submission, const Place& place) {
    std::vector<std::size_t> rows;
    for (const Task& task :
         dealt(model.tasks({submission.rows.begin(), submission.rows.end()}), place.task, submission.tasks))
        rows.insert(rows.end(), task.begin(), task.end());
    return rows;
}

int stopped(const Submission& submission, const Place& place, const std::string& done) {
    const bool out_of_time = InterruptWatch::signal() == SIGUSR1;
    if (!out_of_time || place.restarts >= submission.retries) {
        complain("stopped; " + done + " are done. " +
                 (out_of_time ? "Its retries are used up; submit" : "Submit") + " again what is missing");
        return exit_code::stopped_cleanly;
    }
    complain("stopped before its time is over; " + done + " are done, the others go back into the queue");
    requeue(place.array_job, std::to_string(place.task));
    return exit_code::stopped_cleanly;
}

}  // namespace

int task_command(const TaskRequest& request) {
    const InterruptWatch watch;
    const fs::path path = named_run_folder(request.folder);
    std::optional<RunPlan> plan = read_plan(plan_in(path));
    if (!plan) throw FileError(path, "file-missing", "holds no plan of runs", 2);
    const Submission submission = submission_for(request, path, *plan);
    const Place place = place_of(submission);
    read_worlds(*plan, plan_in(path));
    RunFolder folder(output_of(path), *plan, Sharing::shared, false);
    const Experiment& experiment = folder.plan().experiment;
    const WorldModel model(experiment, {.trace = plan->trace, .metrics = true, .draws = plan->draws});
    const std::vector<std::size_t> all = own_rows(model, submission, place);
    const std::vector<std::size_t> rows =
        place.restarts > 0 ? read_rows(path, folder.plan()).missing(all) : all;
    std::atomic<std::size_t> done{all.size() - rows.size()};
    Progress progress(ProgressStyle::none, rows.size());
    RunResults results;
    results.runs.resize(planned_runs(experiment).size());
    folder.expect_workers(submission.cores);
    const Ending ending = run_rows(
        model, rows, static_cast<unsigned>(submission.cores),
        [&](std::size_t thread, std::size_t row, const RunResult& run, const std::vector<Scalar>& scalars) {
            folder.keep(thread, row, run, scalars);
            ++done;
        },
        results, progress);
    folder.close();
    const std::string told = std::to_string(done) + " of " + count_of(all.size(), "run");
    if (ending == Ending::interrupted) return stopped(submission, place, told);
    tell_failures(experiment, results);
    if (ending == Ending::too_many_failed) {
        complain("stopped: too many runs fail; " + told + " are done");
        return exit_code::model_stopped;
    }
    say("Task " + std::to_string(place.task) + " of " + std::to_string(submission.tasks) + ": " + told +
        " done.\n");
    return exit_code::done;
}

}  // namespace cultivar
