// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include "experiments/analysis/report.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/plan/refusal.hpp"
#include "experiments/plan/size.hpp"
#include "experiments/results/atomic_file.hpp"
#include "experiments/results/file_error.hpp"
#include "experiments/results/results_file.hpp"
#include "experiments/results/stored_results.hpp"
#include "experiments/runner/interrupt.hpp"
#include "experiments/runner/runner.hpp"
#include "sim/error.hpp"

namespace cultivar {

namespace {

/// More failed runs than this share of all make the answer worthless.
constexpr double most_failed = 0.05;
constexpr std::size_t failures_told = 3;

void refuse_output(const std::filesystem::path& output, const std::string& what,
                   const std::string& hint = {}) {
    refuse_input("out", what, output.string(), hint);
}

/// Refuses, before anything runs, an output that must not or cannot be written. True if another experiment's
/// file must be moved aside first.
bool check_output(const std::filesystem::path& output, const Experiment& experiment, bool force) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::file_status status = fs::status(output, error);
    if (fs::is_directory(status)) refuse_output(output, "is a folder", "name a file such as results/x.h5");
    if (fs::exists(status) && !fs::is_regular_file(status)) refuse_output(output, "is not a regular file");
    for (const fs::path& input : experiment.inputs)
        if (fs::equivalent(output, input, error))
            refuse_output(output, "is also an input", "choose another name");
    { const AtomicFile probe(output); }
    if (!fs::exists(status) || stored_identity(output) == experiment_identity(experiment)) return false;
    if (!force)
        refuse_output(output, "exists and does not hold results of this experiment",
                      "choose another name with -o, or --force to move it aside");
    return true;
}

std::string count_of(std::size_t number, const std::string& thing) {
    return std::to_string(number) + ' ' + thing + (number == 1 ? "" : "s");
}

void tell_failures(const Experiment& experiment, const RunResults& results) {
    const std::vector<PlannedRun> planned = planned_runs(experiment);
    std::size_t told = 0;
    for (std::size_t row = 0; row < results.runs.size() && told < failures_told; ++row) {
        const RunResult& run = results.runs[row];
        if (run.status != RunStatus::failed) continue;
        ++told;
        complain("run " + arm_name(experiment, planned[row].arm) + '/' + std::to_string(planned[row].seed) +
                 " failed while " + run.stage + ": " + run.message);
    }
    if (results.failed() > told)
        complain("and " + std::to_string(results.failed() - told) + " more, see /errors");
}

std::string closing_lines(const std::filesystem::path& output, const Experiment& experiment,
                          const RunResults& results, double seconds) {
    const std::size_t done = results.runs.size() - results.failed();
    std::string text = "\nWritten to " + output.string() + ": " + count_of(done, "run");
    if (results.failed() > 0) text += ", " + std::to_string(results.failed()) + " failed";
    text += ", in " + spoken_seconds(seconds) + ".\n";
    if (done > 0) text += "Why did it happen?  cultivar why " + output.string() + " installed\n";
    if (experiment.variants.size() > 1 && done > 1) {
        const std::string seed = '/' + std::to_string(experiment.seeds.front());
        text += "Where do they part? cultivar diff " + output.string() + " --run " +
                experiment.variants[0].name + seed + " --run " + experiment.variants[1].name + seed + '\n';
    }
    return text;
}

int interrupted(const RunRequest& request) {
    complain("stopped; nothing was written. Start again with the same command: " + request.command);
    return exit_code::stopped_cleanly;
}

}  // namespace

int run_command(const RunRequest& request) {
    const auto begin = std::chrono::steady_clock::now();
    Provenance provenance{request.command, utc_now(), ""};
    const Experiment experiment = load_experiment(request.file, request.overrides);
    for (const std::string& note : experiment.notes) complain("note: " + note);
    refuse_too_large(experiment);
    const std::filesystem::path output = request.output.value_or("results/" + experiment.name + ".h5");
    const bool aside = check_output(output, experiment, request.force);
    const InterruptWatch watch;
    Progress progress(request.progress, planned_runs(experiment).size());
    const auto results = run_all(experiment, {request.jobs, request.trace, request.draws}, progress);
    if (!results) return interrupted(request);
    const Comparison comparison = compare(experiment, *results);
    if (aside) complain("moved the older file to " + move_aside(output).string());
    provenance.ended = utc_now();
    (void)write_results(output, experiment, *results, comparison, provenance);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    say(report(experiment, *results, comparison) + closing_lines(output, experiment, *results, seconds));
    tell_failures(experiment, *results);
    const double failed = static_cast<double>(results->failed());
    return failed > most_failed * static_cast<double>(results->runs.size()) ? exit_code::model_stopped
                                                                            : exit_code::done;
}

int check_command(const std::vector<std::filesystem::path>& files) {
    int code = exit_code::done;
    for (const std::filesystem::path& file : files) {
        try {
            const Experiment experiment = load_experiment(file);
            for (const std::string& note : experiment.notes) complain("note: " + note);
            const WorldDescription& world = experiment.variants.front().world;
            say(file.string() + ": fine — " + count_of(world.regions.size(), "region") + ", " +
                sim::format_date(world.start) + " to " + sim::format_date(world.end - sim::one_day) + ", " +
                count_of(experiment.variants.size(), "variant") + " × " +
                count_of(experiment.seeds.size(), "seed") + " = " +
                count_of(planned_runs(experiment).size(), "run") + '\n');
        } catch (const sim::InputError& error) {
            complain(error.what());
            code = std::max(code, error.exit_code());
        }
    }
    return code;
}

}  // namespace cultivar
