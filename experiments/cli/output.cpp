// SPDX-License-Identifier: Apache-2.0
#include "experiments/cli/output.hpp"

#include <map>
#include <utility>
#include <vector>

#include "experiments/analysis/report.hpp"
#include "experiments/plan/refusal.hpp"
#include "experiments/plan/size.hpp"
#include "experiments/results/atomic_file.hpp"
#include "experiments/results/stored_results.hpp"

namespace cultivar {

namespace {

constexpr std::size_t failures_told = 3;

/// Failed runs of one stage and message.
struct Failures {
    std::size_t first = 0;  ///< row
    std::size_t count = 0;
};

/// In the order of their first rows.
std::vector<Failures> failures_of(const RunResults& results) {
    std::map<std::pair<std::string, std::string>, std::size_t> places;
    std::vector<Failures> found;
    for (std::size_t row = 0; row < results.runs.size(); ++row) {
        const RunResult& run = results.runs[row];
        if (run.status != RunStatus::failed) continue;
        const auto [place, is_new] = places.emplace(std::pair(run.stage, run.message), found.size());
        if (is_new) found.push_back({row, 0});
        ++found[place->second].count;
    }
    return found;
}

void refuse_output(const std::filesystem::path& file, const std::string& what, const std::string& hint = {}) {
    refuse_input("out", what, file.string(), hint);
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

void tell_failures(const Experiment& experiment, const RunResults& results) {
    const std::vector<PlannedRun> planned = planned_runs(experiment);
    const std::vector<Failures> failures = failures_of(results);
    std::size_t untold = results.failed();
    for (std::size_t i = 0; i < failures.size() && i < failures_told; ++i) {
        const RunResult& run = results.runs[failures[i].first];
        complain(
            "run " + run_name(experiment, planned[failures[i].first]) + " failed while " + run.stage + ": " +
            run.message +
            (failures[i].count > 1 ? " (and " + std::to_string(failures[i].count - 1) + " more alike)" : ""));
        untold -= failures[i].count;
    }
    if (untold > 0) complain("and " + std::to_string(untold) + " more");
}

Experiment asked_in(const RunRequest& request) {
    Experiment experiment = load_experiment(request.file, request.overrides);
    for (const std::string& note : experiment.notes) complain("note: " + note);
    refuse_too_large(experiment);
    return experiment;
}

std::filesystem::path results_path(const RunRequest& request, const Experiment& experiment) {
    return request.output.value_or("results/" + experiment.name + ".h5");
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
    const Findings findings = analyse(experiment, results);
    if (output.aside) complain("moved the older file to " + move_aside(output.file).string());
    Provenance provenance = output.provenance;
    provenance.ended = utc_now();
    (void)write_results(output.file, experiment, results, findings, provenance);
    const std::filesystem::path folder = run_folder_of(output.file);
    if (kept.others)
        complain("note: " + folder.string() + " also holds finished runs of other seeds, and stays");
    else
        (void)remove_folder(folder);
    say(report(experiment, results, findings) + closing_lines(output, experiment, results));
    tell_failures(experiment, results);
    return too_many_failed(results.failed(), results.runs.size()) ? exit_code::model_stopped
                                                                  : exit_code::done;
}

}  // namespace cultivar
