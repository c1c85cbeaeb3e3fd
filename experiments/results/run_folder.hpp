// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiments/results/folder_lock.hpp"
#include "experiments/results/journal.hpp"
#include "experiments/results/plan_file.hpp"
#include "experiments/runner/run_result.hpp"

namespace cultivar {

/// Which rows of a plan are there.
struct KeptRows {
    std::vector<char> there;        ///< by row
    std::vector<std::size_t> twin;  ///< by row of a sampled experiment: the first row that is the same run

    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] bool complete() const { return count() == there.size(); }
    /// Those of some rows that are still to be run: a row whose run is that of a row before it never is.
    [[nodiscard]] std::vector<std::size_t> missing(std::vector<std::size_t> rows) const;
    /// Rows that are not there, but whose twin is.
    [[nodiscard]] std::vector<std::size_t> answered_by_twins() const;
};

/// The finished runs of a folder by row of the plan.
struct KeptRuns : KeptRows {
    RunResults results;   ///< rows that are not there are empty
    bool others = false;  ///< the folder also holds runs that the plan does not have

    /// Gives a row whose twin is there the same result.
    void copy_to_twins();
};

/// The runs of a folder without their numbers, which the memory of one journal is enough to tell.
struct MeasuredRows : KeptRows {
    std::size_t runs = 0;  ///< that were run: rows that share one count once
    double seconds = 0.0;  ///< of CPU time, of all of them
};

/// The folder beside an output while its runs are under way: X.h5.d for X.h5.
[[nodiscard]] std::filesystem::path run_folder_of(const std::filesystem::path& output);
[[nodiscard]] std::filesystem::path plan_in(const std::filesystem::path& folder);

/// Reads all journals of a folder; the same run twice counts once.
[[nodiscard]] KeptRuns read_runs(const std::filesystem::path& folder, const RunPlan& plan);

[[nodiscard]] MeasuredRows read_rows(const std::filesystem::path& folder, const RunPlan& plan);

/// The rows of a plan before anything is run.
[[nodiscard]] KeptRows no_rows(const Experiment& experiment);

/// A folder that this process works in: the plan, a lock, and a journal for each worker that finished a run.
/// Throws FileError with exit code 4 if another process is in the way, and with 2 if the folder holds another
/// experiment's runs.
class RunFolder {
  public:
    /// Opens the folder of an output and lays down the plan. With `force` another experiment's folder is
    /// moved aside.
    RunFolder(const std::filesystem::path& output, RunPlan plan, Sharing sharing, bool force);

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] const RunPlan& plan() const { return plan_; }
    /// Where another experiment's folder went.
    [[nodiscard]] const std::optional<std::filesystem::path>& moved() const { return moved_; }

    /// Makes room for workers 0 … count − 1.
    void expect_workers(std::size_t count) { workers_.resize(count); }
    /// Keeps a finished run of a row and the scalars of its world, none if that could not be founded. Workers
    /// may call it at the same time, each with its own number.
    void keep(std::size_t worker, std::size_t row, const RunResult& run, const std::vector<Scalar>& scalars);
    /// Brings all journals to the disk and closes them.
    void close();
    /// Whether this process is the last one in the folder, and so may compile it. If not, it is no longer in
    /// the folder.
    [[nodiscard]] bool alone();

  private:
    struct Worker {
        std::unique_ptr<Journal> journal;
        bool described = false;  ///< its journal names the scalars
    };

    bool open(const std::filesystem::path& output, bool force);

    std::filesystem::path path_;
    RunPlan plan_;
    std::string layout_;
    std::vector<std::string> ids_;  ///< identities by row
    Sharing sharing_;
    std::optional<std::filesystem::path> moved_;
    std::optional<FolderLock> lock_;
    std::vector<Worker> workers_;
};

/// Throws FileError with exit code 2 if the plan found in a folder is of another experiment or layout.
void refuse_foreign_plan(const std::filesystem::path& folder, const RunPlan& found, const RunPlan& plan);

/// Removes what a folder of runs consists of, the plan first: without it the folder counts as done with.
/// Only for who is alone in it. False if something else lies there, which stays.
bool remove_folder(const std::filesystem::path& folder);

}  // namespace cultivar
