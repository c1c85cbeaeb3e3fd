// SPDX-License-Identifier: Apache-2.0
#include "experiments/cluster/pilot.hpp"

#include <algorithm>
#include <chrono>

#include "experiments/plan/refusal.hpp"

namespace cultivar {

namespace {

constexpr std::size_t most_runs = 4;
constexpr std::chrono::seconds enough{10};
constexpr int model_stopped = 5;
/// What is faster than this cannot be told apart from nothing.
constexpr double least_seconds = 1e-4;

[[noreturn]] void refuse_failures(const Experiment& experiment, const RunResult& run) {
    refuse_input("pilot", "all runs that were tried fail, the last while " + run.stage + ": " + run.message,
                 experiment.inputs.front().string(), {}, model_stopped);
}

}  // namespace

Cost cost_of(double seconds, std::size_t runs) {
    return {std::max(least_seconds, seconds / static_cast<double>(runs)), runs};
}

std::optional<Cost> run_pilot(const Experiment& experiment, const Model& model,
                              const std::vector<std::size_t>& rows, ProgressStyle style,
                              const KeepRun& keep) {
    const auto end = std::chrono::steady_clock::now() + enough;
    Progress progress(style, std::min(most_runs, rows.size()));
    RunResults results;
    results.runs.resize(planned_runs(experiment).size());
    double seconds = 0.0;
    std::size_t measured = 0, last = 0;
    const KeepRun measure = [&](std::size_t thread, std::size_t row, const RunResult& run,
                                const std::vector<Scalar>& scalars) {
        if (keep) keep(thread, row, run, scalars);
        seconds += run.seconds;
        ++measured;
        last = row;
    };
    for (Task& task : model.tasks(rows)) {
        task.resize(std::min(task.size(), most_runs - measured));
        const Ending ending = run_rows(model, task, 1, measure, results, progress);
        if (ending == Ending::interrupted) return std::nullopt;
        const bool ended = ending == Ending::too_many_failed || measured >= std::min(most_runs, rows.size());
        if (ended && results.failed() == measured) refuse_failures(experiment, results.runs[last]);
        if (ended || std::chrono::steady_clock::now() > end) break;
    }
    return cost_of(seconds, measured);
}

}  // namespace cultivar
