// SPDX-License-Identifier: Apache-2.0
#include "experiments/runner/runner.hpp"

#include <time.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <numeric>
#include <thread>
#include <utility>

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
    result.stage = "founding";
    try {
        Cultivation run(world, seed, recording);
        described = scalars(run.world());
        result.stage = "running";
        if (!run_to_end(run)) return std::nullopt;
        result.stage = "measuring";
        measure(result, run);
        result.stage.clear();
    } catch (const std::exception& error) {
        RunResult failed;
        failed.status = RunStatus::failed;
        failed.stage = result.stage;
        failed.message = error.what();
        result = std::move(failed);
    }
    result.seconds = thread_seconds() - begin;
    return result;
}

/// The work of all threads: the next run to take, and where its result goes.
class Pool {
  public:
    Pool(const Experiment& experiment, const RunOptions& options, Progress& progress)
        : experiment_(experiment),
          recording_{.trace = options.trace, .metrics = true, .draws = options.draws},
          progress_(progress),
          runs_(planned_runs(experiment)),
          order_(breadth_first(experiment)) {
        results_.runs.resize(runs_.size());
    }

    void work() {
        for (std::size_t next = taken_++; next < order_.size() && !interrupted_; next = taken_++) {
            const std::size_t row = order_[next];
            const PlannedRun& run = runs_[row];
            std::vector<Scalar> described;
            std::optional<RunResult> result =
                run_and_describe(world_of(experiment_, run.arm), run.seed, recording_, described);
            if (!result) {
                interrupted_ = true;
                return;
            }
            const std::scoped_lock lock(mutex_);
            progress_.ended(result->status == RunStatus::failed);
            results_.runs[row] = std::move(*result);
            if (results_.scalars.empty()) results_.scalars = std::move(described);
        }
    }

    [[nodiscard]] std::optional<RunResults> take() {
        if (interrupted_) return std::nullopt;
        return std::move(results_);
    }

  private:
    const Experiment& experiment_;
    Recording recording_;
    Progress& progress_;
    std::vector<PlannedRun> runs_;
    std::vector<std::size_t> order_;
    std::atomic<std::size_t> taken_{0};
    std::atomic<bool> interrupted_{false};
    std::mutex mutex_;
    RunResults results_;
};

}  // namespace

std::size_t RunResults::failed() const {
    return static_cast<std::size_t>(std::count_if(
        runs.begin(), runs.end(), [](const RunResult& run) { return run.status == RunStatus::failed; }));
}

std::optional<RunResults> run_all(const Experiment& experiment, const RunOptions& options,
                                  Progress& progress) {
    Pool pool(experiment, options, progress);
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 1; i < options.jobs; ++i) threads.emplace_back([&pool] { pool.work(); });
        pool.work();
    }
    progress.close();
    return pool.take();
}

}  // namespace cultivar
