// SPDX-License-Identifier: Apache-2.0
#include "experiments/cli/commands.hpp"
#include "experiments/cli/output.hpp"
#include "experiments/cli/run_folder_name.hpp"
#include "experiments/results/file_error.hpp"
#include "experiments/results/stored_results.hpp"

namespace cultivar {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t missing_told = 5;

int tell_missing(const fs::path& folder, const RunPlan& plan, const KeptRuns& kept) {
    const std::vector<PlannedRun> planned = planned_runs(plan.experiment);
    const std::size_t missing = kept.there.size() - kept.count();
    std::string names;
    std::size_t told = 0;
    for (std::size_t row = 0; row < planned.size() && told < missing_told; ++row) {
        if (kept.there[row] != 0) continue;
        names += (told++ > 0 ? ", " : "") + run_name(plan.experiment, planned[row]);
    }
    if (missing > told) names += " and " + std::to_string(missing - told) + " more";
    complain(folder.string() + ": error[incomplete]: " + count_of(missing, "run") + " of " +
             std::to_string(kept.there.size()) + (missing == 1 ? " is" : " are") + " missing: " + names +
             " — run what is missing with: " + plan.command);
    return exit_code::incomplete;
}

/// The folder is gone, or its removal was cut short: the results must be there.
int collected_before(const fs::path& folder, const fs::path& file) {
    if (!fs::exists(file))
        throw FileError(folder, "file-missing", "no folder of runs, and no " + file.string() + " either", 2);
    const StoredResults results = read_results(file);
    if (fs::exists(folder)) (void)remove_folder(folder);
    say("Nothing is left to collect: " + file.string() + " holds " + count_of(results.runs.size(), "run") +
        ".\n");
    return exit_code::done;
}

}  // namespace

int collect_command(const CollectRequest& request) {
    const auto begin = std::chrono::steady_clock::now();
    const fs::path folder = named_run_folder(request.folder);
    const fs::path file = output_of(folder);
    const std::optional<FolderLock> lock =
        FolderLock::take(folder, Sharing::alone, fs::exists(plan_in(folder)));
    std::optional<RunPlan> plan = read_plan(plan_in(folder));
    if (!plan && (lock || !fs::exists(FolderLock::file_in(folder)))) return collected_before(folder, file);
    if (!plan) throw FileError(folder, "in-use", "another process is at work here");
    const KeptRuns kept = read_runs(folder, *plan);
    if (!kept.complete()) return tell_missing(folder, *plan, kept);
    if (!lock) throw FileError(folder, "in-use", "another process is at work here; it will compile the runs");
    read_worlds(*plan, plan_in(folder));
    const bool aside = check_output(file, plan->experiment, false);
    return compile({file, aside, {plan->command, plan->started, ""}, begin}, plan->experiment, kept);
}

}  // namespace cultivar
