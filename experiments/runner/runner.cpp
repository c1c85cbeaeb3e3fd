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
    Pool(const Experiment& experiment, const std::vector<std::size_t>& rows, const RunOptions& options,
         const KeepRun& keep, RunResults& results, Progress& progress)
        : experiment_(experiment),
          rows_(rows),
          recording_{.trace = options.trace, .metrics = true, .draws = options.draws},
          keep_(keep),
          results_(results),
          progress_(progress),
          runs_(planned_runs(experiment)) {
        results_.runs.resize(runs_.size());
    }

    void work(std::size_t thread) {
        try {
            for (std::size_t next = taken_++; next < rows_.size() && !stopped_; next = taken_++)
                run(thread, rows_[next]);
        } catch (...) {
            const std::scoped_lock lock(mutex_);
            if (error_ == nullptr) error_ = std::current_exception();
            stopped_ = true;
        }
    }

    /// Whether everything was run; throws what stopped the work.
    [[nodiscard]] bool finished() const {
        if (error_ != nullptr) std::rethrow_exception(error_);
        return !stopped_;
    }

  private:
    void run(std::size_t thread, std::size_t row) {
        std::vector<Scalar> described;
        std::optional<RunResult> result =
            run_and_describe(world_of(experiment_, runs_[row].arm), runs_[row].seed, recording_, described);
        if (!result) {
            stopped_ = true;
            return;
        }
        if (keep_) keep_(thread, row, *result, described);
        const std::scoped_lock lock(mutex_);
        progress_.ended(result->status == RunStatus::failed);
        results_.runs[row] = std::move(*result);
        if (results_.scalars.empty()) results_.scalars = std::move(described);
    }

    const Experiment& experiment_;
    const std::vector<std::size_t>& rows_;
    Recording recording_;
    const KeepRun& keep_;
    RunResults& results_;
    Progress& progress_;
    std::vector<PlannedRun> runs_;
    std::atomic<std::size_t> taken_{0};
    std::atomic<bool> stopped_{false};
    std::mutex mutex_;
    std::exception_ptr error_;
};

}  // namespace

std::size_t RunResults::failed() const {
    return static_cast<std::size_t>(std::count_if(
        runs.begin(), runs.end(), [](const RunResult& run) { return run.status == RunStatus::failed; }));
}

bool run_rows(const Experiment& experiment, const std::vector<std::size_t>& rows, const RunOptions& options,
              const KeepRun& keep, RunResults& results, Progress& progress) {
    Pool pool(experiment, rows, options, keep, results, progress);
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 1; i < options.jobs; ++i) threads.emplace_back([&pool, i] { pool.work(i); });
        pool.work(0);
    }
    progress.close();
    return pool.finished();
}

std::optional<RunResults> run_all(const Experiment& experiment, const RunOptions& options,
                                  Progress& progress) {
    RunResults results;
    const bool finished = run_rows(experiment, breadth_first(experiment), options, {}, results, progress);
    return finished ? std::optional(std::move(results)) : std::nullopt;
}

}  // namespace cultivar
