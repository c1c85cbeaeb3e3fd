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
    std::size_t measured = 0;
    for (const Task& task : model.tasks(rows)) {
        if (run_rows(model, task, 1, keep, results, progress) == Ending::interrupted) return std::nullopt;
        for (const std::size_t row : task) seconds += results.runs[row].seconds;
        measured += task.size();
        if (results.failed() == measured && (measured >= most_runs || measured == rows.size()))
            refuse_failures(experiment, results.runs[task.back()]);
        if (measured >= most_runs) break;
        if (std::chrono::steady_clock::now() > end) break;
    }
    return cost_of(seconds, measured);
}

}  // namespace cultivar
