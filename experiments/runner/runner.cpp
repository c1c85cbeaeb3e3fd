// SPDX-License-Identifier: Apache-2.0
#include "experiments/runner/runner.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace cultivar {

namespace {

/// The work of all threads: the next task to take, and where its results go.
class Pool {
  public:
    Pool(const Model& model, const std::vector<std::size_t>& rows, unsigned jobs, const KeepRun& keep,
         RunResults& results, Progress& progress)
        : model_(model),
          tasks_(spread(model.tasks(rows), jobs)),
          keep_(keep),
          results_(results),
          progress_(progress),
          left_(rows.size()),
          failed_(results.failed()),
          stopped_(too_many()) {}

    void work(std::size_t thread) {
        const Deliver deliver = [this, thread](std::size_t row, RunResult run,
                                               const std::vector<Scalar>& scalars) {
            return take(thread, row, std::move(run), scalars);
        };
        try {
            while (!stopped_) {
                const std::size_t next = taken_++;
                if (next >= tasks_.size()) return;
                if (!model_.run(tasks_[next], deliver)) stopped_ = true;
            }
        } catch (...) {
            const std::scoped_lock lock(mutex_);
            if (error_ == nullptr) error_ = std::current_exception();
            stopped_ = true;
        }
    }

    /// How it ended; throws what stopped the work.
    [[nodiscard]] Ending ending() const {
        if (error_ != nullptr) std::rethrow_exception(error_);
        if (left_ == 0) return Ending::finished;
        return too_many() ? Ending::too_many_failed : Ending::interrupted;
    }

  private:
    [[nodiscard]] bool too_many() const { return too_many_failed(failed_, results_.runs.size()); }

    /// False once the work is to stop.
    bool take(std::size_t thread, std::size_t row, RunResult run, const std::vector<Scalar>& scalars) {
        if (keep_) keep_(thread, row, run, scalars);
        const std::scoped_lock lock(mutex_);
        const bool failed = run.status == RunStatus::failed;
        progress_.ended(failed);
        failed_ += failed;
        --left_;
        if (failed && too_many()) stopped_ = true;
        results_.runs[row] = std::move(run);
        if (results_.scalars.empty()) results_.scalars = scalars;
        return !stopped_;
    }

    const Model& model_;
    std::vector<Task> tasks_;
    const KeepRun& keep_;
    RunResults& results_;
    Progress& progress_;
    std::size_t left_;  ///< rows
    std::size_t failed_;
    std::atomic<std::size_t> taken_{0};
    std::atomic<bool> stopped_;
    std::mutex mutex_;
    std::exception_ptr error_;
};

/// The threads that work beside this one: those asked for, or as many as the limits of the user allow.
std::vector<std::jthread> start_others(Pool& pool, unsigned jobs) {
    std::vector<std::jthread> threads;
    bool allowed = true;
    for (unsigned i = 1; i < jobs && allowed; ++i) {
        try {
            threads.emplace_back([&pool, i] { pool.work(i); });
        } catch (const std::system_error&) {
            allowed = false;
        }
    }
    return threads;
}

}  // namespace

Ending run_rows(const Model& model, const std::vector<std::size_t>& rows, unsigned jobs, const KeepRun& keep,
                RunResults& results, Progress& progress) {
    Pool pool(model, rows, jobs, keep, results, progress);
    {
        const std::vector<std::jthread> others = start_others(pool, jobs);
        pool.work(0);
    }
    progress.close();
    return pool.ending();
}

std::optional<RunResults> run_all(const Experiment& experiment, const Model& model) {
    const std::vector<std::size_t> rows = breadth_first(experiment);
    RunResults results;
    results.runs.resize(rows.size());
    Progress quiet(ProgressStyle::none, rows.size());
    if (run_rows(model, rows, 1, {}, results, quiet) != Ending::finished) return std::nullopt;
    return results;
}

}  // namespace cultivar
