// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "experiments/analysis/text_table.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/cli/output.hpp"
#include "experiments/cli/run_folder_name.hpp"
#include "experiments/results/file_error.hpp"
#include "experiments/results/stored_results.hpp"
#include "experiments/results/submission_file.hpp"

namespace cultivar {

namespace {

namespace fs = std::filesystem;

/// More arms than these are told as one.
constexpr std::size_t most_arms = 40;

/// How far the runs of one arm, or of all, are.
struct Standing {
    std::string name;
    std::size_t done = 0;
    std::size_t failed = 0;
    std::size_t missing = 0;

    void add(bool there, bool has_failed) {
        done += there && !has_failed ? 1 : 0;
        failed += there && has_failed ? 1 : 0;
        missing += there ? 0 : 1;
    }
};

/// All standings, the sum last, and the CPU seconds of the runs that are there.
struct Progressed {
    std::vector<Standing> arms;
    Standing all{"all"};
    double seconds = 0.0;

    void add(std::size_t arm, bool there, bool failed, double cpu_seconds) {
        arms[arm].add(there, failed);
        all.add(there, failed);
        seconds += there ? cpu_seconds : 0.0;
    }
};

std::string told(const fs::path& path, const Progressed& progressed) {
    const Standing& all = progressed.all;
    const std::size_t there = all.done + all.failed;
    std::string text = path.string() + ": " + std::to_string(there) + " of " +
                       count_of(there + all.missing, "run") + (all.missing == 0 ? ", complete" : "") + "\n\n";
    TextTable table;
    table.row({"", "done", "failed", "missing"});
    const auto row = [&](const Standing& one) {
        table.row(
            {one.name, std::to_string(one.done), std::to_string(one.failed), std::to_string(one.missing)});
    };
    if (progressed.arms.size() <= most_arms)
        for (const Standing& arm : progressed.arms) row(arm);
    if (progressed.arms.size() != 1) row(all);
    text += table.text();
    if (there == 0) return text;
    const double each = progressed.seconds / static_cast<double>(there);
    text += "\nA run takes " + spoken_number(each) + " s of CPU time";
    if (all.missing > 0)
        text += "; those missing need about " + spoken_seconds(each * static_cast<double>(all.missing));
    return text + ".\n";
}

/// Where the runs of a folder were sent.
std::string jobs_told(const fs::path& folder) {
    const std::optional<Submission> sent = read_submission(folder);
    if (!sent || sent->array_job.empty()) return {};
    std::string text = "Sent as job " + sent->array_job + " (" + count_of(sent->tasks, "task") + ')';
    if (!sent->collect_job.empty()) text += ", compiled by job " + sent->collect_job;
    return text + "; still there?  squeue --jobs=" + sent->array_job +
           (sent->collect_job.empty() ? "" : ',' + sent->collect_job) + '\n';
}

std::string folder_told(const fs::path& folder) {
    const std::optional<RunPlan> plan = read_plan(plan_in(folder));
    if (!plan) throw FileError(folder, "file-missing", "holds no plan of runs", 2);
    const Experiment& experiment = plan->experiment;
    const KeptRuns kept = read_runs(folder, *plan);
    const std::vector<PlannedRun> planned = planned_runs(experiment);
    Progressed progressed;
    for (std::size_t arm = 0; arm < arm_count(experiment); ++arm)
        progressed.arms.push_back({arm_name(experiment, arm)});
    for (std::size_t row = 0; row < planned.size(); ++row) {
        const RunResult& run = kept.results.runs[row];
        progressed.add(planned[row].arm, kept.there[row] != 0, run.status == RunStatus::failed, run.seconds);
    }
    std::string text = told(folder, progressed);
    text += jobs_told(folder);
    if (progressed.all.missing > 0)
        text += "To go on:  " + plan->command + '\n';
    else
        text += "To write the results:  cultivar collect " + folder.string() + '\n';
    return text;
}

std::string result_told(const fs::path& file) {
    const StoredResults results = read_results(file);
    Progressed progressed;
    for (const std::string& name : results.variants) progressed.arms.push_back({name});
    for (const StoredRun& run : results.runs) progressed.add(run.variant, true, run.failed, run.seconds);
    return told(file, progressed);
}

/// Whether a folder of runs is gone and its results are there.
bool compiled(const fs::path& typed) {
    const fs::path folder = typed.has_filename() ? typed : typed.parent_path();
    std::error_code error;
    return folder.extension() == ".d" && !fs::exists(folder, error) && fs::exists(output_of(folder), error);
}

}  // namespace

int status_command(const StatusRequest& request) {
    const fs::path path = compiled(request.path) ? output_of(named_run_folder(request.path)) : request.path;
    std::error_code error;
    const bool folder = fs::is_directory(path, error);
    say(folder ? folder_told(named_run_folder(path)) : result_told(path));
    return exit_code::done;
}

}  // namespace cultivar
