// SPDX-License-Identifier: Apache-2.0
#include "experiments/runner/world_model.hpp"

#include <time.h>

#include <algorithm>
#include <exception>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "experiments/runner/asked.hpp"
#include "experiments/runner/interrupt.hpp"

namespace cultivar {

bool run_to_end(Cultivation& run) {
    const sim::Duration step = sim::years(0.25);
    while (run.now() < run.end()) {
        if (InterruptWatch::stop_asked()) return false;
        run.run_until(std::min(run.now() + step, run.end()));
    }
    return true;
}

namespace {

double thread_seconds() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

void measure(RunResult& result, Cultivation& run) {
    Observation observation = run.observation();
    result.values = observation.values(run.world());
    result.times = std::move(observation.times);
    result.series = std::move(observation.series);
    const auto& counts = run.counts();
    result.events = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
    result.fingerprint = run.fingerprint();
    result.trace = run.trace();
    result.draws = run.draws();
}

/// One run from founding to its numbers, and the scalars of its world; empty if it was interrupted.
std::optional<RunResult> run_and_describe(const WorldDescription& world, std::uint64_t seed,
                                          Recording recording, std::vector<Scalar>& described) {
    RunResult result;
    const double begin = thread_seconds();
    std::string stage = "founding";
    try {
        Cultivation run(world, seed, recording);
        described = scalars(run.world());
        stage = "running";
        if (!run_to_end(run)) return std::nullopt;
        stage = "measuring";
        measure(result, run);
    } catch (const std::exception& error) {
        result = failed_run(std::move(stage), error.what());
    }
    result.seconds = thread_seconds() - begin;
    return result;
}

}  // namespace

WorldModel::WorldModel(const Experiment& experiment, Recording recording)
    : experiment_(experiment), runs_(planned_runs(experiment)), recording_(recording) {}

bool WorldModel::run(const Task& task, const Deliver& deliver) const {
    for (const std::size_t row : task) {
        std::vector<Scalar> described;
        std::optional<RunResult> result =
            run_and_describe(world_of(experiment_, runs_[row].arm), runs_[row].seed, recording_, described);
        if (!result) return false;
        keep_asked(experiment_, *result, described);
        deliver(row, std::move(*result), described);
    }
    return true;
}

}  // namespace cultivar
