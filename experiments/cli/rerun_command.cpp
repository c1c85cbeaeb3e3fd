// SPDX-License-Identifier: Apache-2.0
#include "experiments/analysis/report.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/cli/rerun.hpp"
#include "experiments/results/file_error.hpp"
#include "experiments/runner/interrupt.hpp"
#include "experiments/runner/runner.hpp"
#include "experiments/runner/world_model.hpp"

namespace cultivar {

namespace {

/// The stored run as an experiment of its own.
Experiment experiment_of(const StoredResults& results, const StoredRun& run) {
    Experiment experiment;
    experiment.kind = "world";
    const std::string name = results.name_of(run);
    experiment.name = name.substr(0, name.rfind('/'));
    experiment.title = results.title + ", run " + name;
    experiment.seeds = {run.seed};
    experiment.variants.push_back({experiment.name, world_of(results, run), results.worlds[run.variant]});
    return experiment;
}

std::string outcome(const RunResult& run) {
    if (run.status == RunStatus::failed) return "failed while " + run.stage + ": " + run.message;
    return std::to_string(run.events) + " events, fingerprint " + std::to_string(run.fingerprint);
}

}  // namespace

int rerun_command(const RerunRequest& request) {
    const InterruptWatch watch;
    const StoredResults results = read_results(request.file);
    check_result_version(results);
    const StoredRun& stored = find_run(results, request.run);
    const Experiment experiment = experiment_of(results, stored);
    const std::optional<RunResults> again = run_all(experiment, WorldModel(experiment));
    if (!again) return exit_code::stopped_cleanly;
    const RunResult& run = again->runs.front();
    const bool failed = run.status == RunStatus::failed;
    if (failed != stored.failed ||
        (!failed && (run.events != stored.events || run.fingerprint != stored.fingerprint)))
        refuse_difference(results, stored);
    if (!request.verify && !failed) say(report(experiment, *again, analyse(experiment, *again)) + '\n');
    say("Run " + results.name_of(stored) + ", run again, is the same: " + outcome(run) + '\n');
    return exit_code::done;
}

}  // namespace cultivar
