// SPDX-License-Identifier: Apache-2.0
#include "experiments/cli/output.hpp"

#include "experiments/analysis/report.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/plan/refusal.hpp"
#include "experiments/results/atomic_file.hpp"
#include "experiments/results/stored_results.hpp"

namespace cultivar {

namespace {

/// More failed runs than this share of all make the answer worthless.
constexpr double most_failed = 0.05;
constexpr std::size_t failures_told = 3;

void refuse_output(const std::filesystem::path& file, const std::string& what, const std::string& hint = {}) {
    refuse_input("out", what, file.string(), hint);
}

void tell_failures(const Experiment& experiment, const RunResults& results) {
    const std::vector<PlannedRun> planned = planned_runs(experiment);
    std::size_t told = 0;
    for (std::size_t row = 0; row < results.runs.size() && told < failures_told; ++row) {
        const RunResult& run = results.runs[row];
        if (run.status != RunStatus::failed) continue;
        ++told;
        complain("run " + run_name(experiment, planned[row]) + " failed while " + run.stage + ": " +
                 run.message);
    }
    if (results.failed() > told)
        complain("and " + std::to_string(results.failed() - told) + " more, see /errors");
}

std::string closing_lines(const Output& output, const Experiment& experiment, const RunResults& results) {
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - output.begin).count();
    const std::string file = output.file.string();
    const std::size_t done = results.runs.size() - results.failed();
    std::string text = "\nWritten to " + file + ": " + count_of(done, "run");
    if (results.failed() > 0) text += ", " + std::to_string(results.failed()) + " failed";
    text += ", in " + spoken_seconds(seconds) + ".\n";
    if (done > 0) text += "Why did it happen?  cultivar why " + file + " installed\n";
    if (experiment.variants.size() > 1 && done > 1) {
        const std::string seed = '/' + std::to_string(experiment.seeds.front());
        text += "Where do they part? cultivar diff " + file + " --run " + experiment.variants[0].name + seed +
                " --run " + experiment.variants[1].name + seed + '\n';
    }
    return text;
}

}  // namespace

std::string count_of(std::size_t number, const std::string& thing) {
    return std::to_string(number) + ' ' + thing + (number == 1 ? "" : "s");
}

bool check_output(const std::filesystem::path& file, const Experiment& experiment, bool force) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (fs::is_directory(status)) refuse_output(file, "is a folder", "name a file such as results/x.h5");
    if (fs::exists(status) && !fs::is_regular_file(status)) refuse_output(file, "is not a regular file");
    for (const fs::path& input : experiment.inputs)
        if (fs::equivalent(file, input, error))
            refuse_output(file, "is also an input", "choose another name");
    { const AtomicFile probe(file); }
    if (!fs::exists(status) || stored_identity(file) == experiment_identity(experiment)) return false;
    if (!force)
        refuse_output(file, "exists and does not hold results of this experiment",
                      "choose another name with -o, or --force to move it aside");
    return true;
}

int compile(const Output& output, const Experiment& experiment, const KeptRuns& kept) {
    const RunResults& results = kept.results;
    const Comparison comparison = compare(experiment, results);
    if (output.aside) complain("moved the older file to " + move_aside(output.file).string());
    Provenance provenance = output.provenance;
    provenance.ended = utc_now();
    (void)write_results(output.file, experiment, results, comparison, provenance);
    const std::filesystem::path folder = run_folder_of(output.file);
    if (kept.others)
        complain("note: " + folder.string() + " also holds finished runs of other seeds, and stays");
    else
        (void)remove_folder(folder);
    say(report(experiment, results, comparison) + closing_lines(output, experiment, results));
    tell_failures(experiment, results);
    const double failed = static_cast<double>(results.failed());
    return failed > most_failed * static_cast<double>(results.runs.size()) ? exit_code::model_stopped
                                                                           : exit_code::done;
}

}  // namespace cultivar
