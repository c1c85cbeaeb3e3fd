// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <variant>

#include "experiments/analysis/text_table.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/cli/given.hpp"
#include "experiments/cli/output.hpp"
#include "experiments/cluster/pilot.hpp"
#include "experiments/cluster/sbatch.hpp"
#include "experiments/cluster/slurm.hpp"
#include "experiments/results/atomic_file.hpp"
#include "experiments/results/file_error.hpp"
#include "experiments/results/submission_file.hpp"
#include "experiments/runner/interrupt.hpp"
#include "experiments/runner/world_model.hpp"

namespace cultivar {

namespace {

namespace fs = std::filesystem;

/// A number that no other submission has, from the clock.
std::string new_ticket() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

std::string shell_line(const ArgumentVector& words) {
    std::string line;
    for (const std::string& word : words) line += (line.empty() ? "" : " ") + shell_word(word);
    return line + '\n';
}

std::string told(const Sending& sending, std::size_t runs, const Cost& cost) {
    const Packing& packing = sending.packing;
    const RunBlock& block = sending.block;
    std::string text = count_of(runs, "run") + (runs == 1 ? " is" : " are") + " missing; one takes about " +
                       spoken_number(cost.seconds) + " s of CPU time (" + count_of(cost.runs, "run") +
                       " measured).\n" + count_of(packing.tasks, "task") + " of about " +
                       spoken_seconds(packing.seconds) + " on " + count_of(block.cores, "core");
    if (block.concurrent > 0) text += ", at most " + std::to_string(block.concurrent) + " at a time";
    return text + "; Slurm may end one after " + std::to_string(packing.minutes) + " min.\n";
}

/// Refuses what the jobs of an earlier submission would be in the way of.
void refuse_queued(const fs::path& folder) {
    const std::optional<Submission> earlier = read_submission(folder);
    if (!earlier) return;
    for (const std::string& job : {earlier->array_job, earlier->collect_job})
        if (!job.empty() && in_queue(job))
            throw FileError(
                folder, "in-use",
                "job " + job + " is still in the queue; wait for it, or end it with scancel " + job);
}

int dry_run(const RunRequest& request, const RunPlan& plan, const Model& model, const fs::path& output) {
    const Experiment& experiment = plan.experiment;
    const fs::path folder = run_folder_of(output);
    MeasuredRows kept{no_rows(experiment), 0, 0.0};
    if (const auto found = read_plan(plan_in(folder))) {
        refuse_foreign_plan(folder, *found, plan);
        kept = read_rows(folder, plan);
    }
    const std::vector<std::size_t> rows = kept.missing(breadth_first(experiment));
    const std::optional<Cost> cost = kept.runs > 0 ? cost_of(kept.seconds, kept.runs)
                                                   : run_pilot(experiment, model, rows, request.progress, {});
    if (!cost) return exit_code::stopped_cleanly;
    if (rows.empty()) {
        say("All runs are there, none would be sent.\n");
        return exit_code::done;
    }
    const Load load{rows.size(), model.tasks(rows).size(), cost->seconds};
    const Packing packing = pack(load, experiment.run_block, most_tasks);
    const Sending sending = sending_of(experiment, output, packing, "TICKET");
    say(told(sending, rows.size(), *cost) + "\nThe script of every job, " +
        job_script_in(sending.folder).string() + ":\n\n" + std::string(job_script) +
        "\nStarted without a shell, as these words:\n\n" + shell_line(array_words(sending)) + '\n' +
        shell_line(collect_words(sending, "JOB")) +
        "\nThis was a dry run: nothing was written, nothing sent.\n");
    return exit_code::done;
}

/// What is known before the first job is sent.
struct Prepared {
    Sending sending;
    Submission submission;
};

/// Writes into a folder what the jobs will find there.
Prepared prepare(const RunFolder& folder, const fs::path& output, const std::vector<std::size_t>& rows,
                 const Packing& packing) {
    const Experiment& experiment = folder.plan().experiment;
    const std::string ticket = new_ticket();
    const RunBlock& block = experiment.run_block;
    Submission submission{.ticket = ticket,
                          .plan = plan_digest(folder.plan()),
                          .tasks = packing.tasks,
                          .cores = block.cores,
                          .retries = block.retries,
                          .rows = {rows.begin(), rows.end()},
                          .array_job = {},
                          .collect_job = {}};
    AtomicFile script(job_script_in(folder.path()));
    script.write({job_script.begin(), job_script.end()});
    script.commit();
    write_submission(folder.path(), submission);
    return {sending_of(experiment, output, packing, ticket), std::move(submission)};
}

/// Has both jobs sent, and notes them in the folder.
int send_jobs(const Prepared& prepared, const fs::path& folder) {
    const Sending& sending = prepared.sending;
    Submission submission = prepared.submission;
    std::error_code error;
    fs::create_directories(sending.logs, error);
    if (error) throw FileError(sending.logs, "file-create", "cannot make the folder: " + error.message());
    submission.array_job = send(array_words(sending));
    write_submission(folder, submission);
    try {
        submission.collect_job = send(collect_words(sending, submission.array_job));
    } catch (const FileError& refused) {
        complain(refused.what());
        complain("the tasks are job " + submission.array_job +
                 ", but no job will compile their runs; when they have ended:  cultivar collect " +
                 shell_word(folder.string()));
        return refused.exit_code();
    }
    write_submission(folder, submission);
    say("Sent: the tasks are job " + submission.array_job + ", and job " + submission.collect_job +
        " compiles their runs.\nHow far?       cultivar status " + shell_word(folder.string()) +
        "\nWhat they say: " + shell_word(sending.logs.string()) + '\n');
    return exit_code::done;
}

/// The jobs, once the folder holds what they need; none if they were interrupted before, or if no run is
/// missing any more: then the exit code.
std::variant<Prepared, int> lay_down(const RunRequest& request, const RunPlan& plan, const Model& model,
                                     Output& output) {
    const std::size_t most = std::min(most_tasks, largest_array());
    output.aside = check_output(output.file, plan.experiment, request.force);
    RunFolder folder(output.file, plan, Sharing::alone, request.force);
    output.provenance.started = folder.plan().started;
    if (folder.moved()) complain("moved the older folder to " + folder.moved()->string());
    MeasuredRows kept = read_rows(folder.path(), folder.plan());
    std::optional<Cost> cost;
    if (kept.runs > 0) {
        cost = cost_of(kept.seconds, kept.runs);
    } else {
        folder.expect_workers(1);
        cost =
            run_pilot(plan.experiment, model, kept.missing(breadth_first(plan.experiment)), request.progress,
                      [&](std::size_t worker, std::size_t row, const RunResult& run,
                          const std::vector<Scalar>& scalars) {
                          folder.keep(worker, row, run, scalars);
                          kept.there[row] = 1;
                      });
        folder.close();
    }
    if (!cost) {
        complain("stopped before anything was sent. Start again with the same command: " + request.command);
        return exit_code::stopped_cleanly;
    }
    const std::vector<std::size_t> rows = kept.missing(breadth_first(plan.experiment));
    if (rows.empty()) return compile(output, plan.experiment, read_runs(folder.path(), folder.plan()));
    const Load load{rows.size(), model.tasks(rows).size(), cost->seconds};
    const Packing packing = pack(load, plan.experiment.run_block, most);
    Prepared prepared = prepare(folder, output.file, rows, packing);
    say(told(prepared.sending, prepared.submission.rows.size(), *cost));
    return prepared;
}

}  // namespace

int submit_command(const SubmitRequest& submit) {
    const RunRequest& request = submit.run;
    Output output{{}, false, {request.command, utc_now(), ""}, std::chrono::steady_clock::now()};
    const Experiment experiment = asked_in(request);
    output.file = results_path(request, experiment);
    (void)sending_of(experiment, output.file, {}, {});
    const RunPlan plan{experiment, request.trace, request.draws, request.command, output.provenance.started};
    const InterruptWatch watch;
    const WorldModel model(plan.experiment, {.trace = plan.trace, .metrics = true, .draws = plan.draws});
    if (submit.dry_run) return dry_run(request, plan, model, output.file);
    const fs::path folder = run_folder_of(output.file);
    refuse_queued(folder);
    const auto laid = lay_down(request, plan, model, output);
    if (const int* code = std::get_if<int>(&laid)) return *code;
    return send_jobs(std::get<Prepared>(laid), folder);
}

}  // namespace cultivar
