// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/run_folder.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

#include "experiments/results/atomic_file.hpp"
#include "experiments/results/file_error.hpp"
#include "experiments/results/submission_file.hpp"

namespace cultivar {

namespace {

namespace fs = std::filesystem;

/// Shards that begin together wait so long for the first to lay down the plan.
constexpr std::chrono::seconds longest_wait{10};
constexpr std::chrono::milliseconds between_looks{20};

[[noreturn]] void refuse_in_use(const fs::path& folder) {
    throw FileError(folder, "in-use",
                    "another process is at work here; wait for it, or write elsewhere with -o");
}

[[noreturn]] void refuse_foreign(const fs::path& folder) {
    throw FileError(
        folder, "out",
        "holds runs of another experiment, or recorded differently; choose another name with -o, or "
        "--force to move it aside",
        2);
}

/// Journals in the order of their names.
std::vector<fs::path> journals_in(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> found;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (Journal::is_name(entry->path().filename().string())) found.push_back(entry->path());
    if (error) throw FileError(folder, "file-read", "cannot read: " + error.message());
    std::sort(found.begin(), found.end());
    return found;
}

/// The plan of a folder, none if it has none; one that cannot be read counts as foreign if it may be moved.
std::optional<RunPlan> plan_or_foreign(const fs::path& folder, bool force, bool& foreign) {
    try {
        return read_plan(plan_in(folder));
    } catch (const FileError& error) {
        if (error.exit_code() != 2) throw;
        if (!force)
            throw FileError(folder, "out", error.what() + std::string("; --force moves the folder aside"), 2);
        foreign = true;
        return std::nullopt;
    }
}

/// Finds rows of the plan by the identities of their runs.
class RowsById {
  public:
    explicit RowsById(const Experiment& experiment) {
        std::vector<std::string> ids = run_identities(experiment);
        for (std::size_t row = 0; row < ids.size(); ++row) rows_.emplace_back(std::move(ids[row]), row);
        std::sort(rows_.begin(), rows_.end());
    }

    [[nodiscard]] std::optional<std::size_t> find(const std::string& id) const {
        const auto found = std::lower_bound(rows_.begin(), rows_.end(), std::pair(id, std::size_t{0}));
        if (found == rows_.end() || found->first != id) return std::nullopt;
        return found->second;
    }

    /// For each row the first one with the same identity.
    [[nodiscard]] std::vector<std::size_t> twins() const {
        std::vector<std::size_t> first(rows_.size());
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const bool again = i > 0 && rows_[i].first == rows_[i - 1].first;
            first[rows_[i].second] = again ? first[rows_[i - 1].second] : rows_[i].second;
        }
        return first;
    }

  private:
    std::vector<std::pair<std::string, std::size_t>> rows_;
};

/// Hands on each whole run of the journals of the plan's layout: the head that it stands under, its row if the
/// plan has one, and the run.
template <class Take>
void each_kept(const fs::path& folder, const RunPlan& plan, Take take) {
    const std::vector<fs::path> journals = journals_in(folder);
    if (journals.empty()) return;
    const RowsById rows(plan.experiment);
    const std::string layout = run_layout(plan);
    for (const fs::path& path : journals) {
        JournalReader journal(path);
        if (journal.head().layout != layout) continue;
        while (std::optional<KeptRun> run = journal.next())
            take(journal.head(), rows.find(run->id), std::move(run->result));
    }
}

void remove_file(const fs::path& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT)
        throw FileError(path, "file-remove", "cannot remove: " + std::generic_category().message(errno));
}

}  // namespace

fs::path run_folder_of(const fs::path& output) {
    return output.string() + ".d";
}

fs::path plan_in(const fs::path& folder) {
    return folder / "plan";
}

std::size_t KeptRows::count() const {
    return static_cast<std::size_t>(std::count(there.begin(), there.end(), char{1}));
}

std::vector<std::size_t> KeptRows::missing(std::vector<std::size_t> rows) const {
    std::erase_if(rows,
                  [this](std::size_t row) { return there[row] != 0 || (!twin.empty() && twin[row] != row); });
    return rows;
}

std::vector<std::size_t> KeptRows::answered_by_twins() const {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < twin.size(); ++row)
        if (there[row] == 0 && there[twin[row]] != 0) rows.push_back(row);
    return rows;
}

void KeptRuns::copy_to_twins() {
    for (const std::size_t row : answered_by_twins()) {
        results.runs[row] = results.runs[twin[row]];
        there[row] = 1;
    }
}

KeptRows no_rows(const Experiment& experiment) {
    KeptRows none;
    none.there.resize(planned_runs(experiment).size());
    if (experiment.sampling) none.twin = RowsById(experiment).twins();
    return none;
}

KeptRuns read_runs(const fs::path& folder, const RunPlan& plan) {
    KeptRuns kept{no_rows(plan.experiment), {}, false};
    kept.results.runs.resize(kept.there.size());
    each_kept(folder, plan, [&](const JournalHead& head, std::optional<std::size_t> row, RunResult&& run) {
        if (kept.results.scalars.empty()) kept.results.scalars = head.scalars;
        if (!row) {
            kept.others = true;
        } else if (kept.there[*row] == 0) {
            kept.results.runs[*row] = std::move(run);
            kept.there[*row] = 1;
        }
    });
    kept.copy_to_twins();
    return kept;
}

MeasuredRows read_rows(const fs::path& folder, const RunPlan& plan) {
    MeasuredRows kept{no_rows(plan.experiment), 0, 0.0};
    each_kept(folder, plan, [&](const JournalHead&, std::optional<std::size_t> row, const RunResult& run) {
        if (!row || kept.there[*row] != 0) return;
        kept.there[*row] = 1;
        ++kept.runs;
        kept.seconds += run.seconds;
    });
    for (const std::size_t row : kept.answered_by_twins()) kept.there[row] = 1;
    return kept;
}

RunFolder::RunFolder(const fs::path& output, RunPlan plan, Sharing sharing, bool force)
    : path_(run_folder_of(output)),
      plan_(std::move(plan)),
      layout_(run_layout(plan_)),
      ids_(run_identities(plan_.experiment)),
      sharing_(sharing) {
    const auto end = std::chrono::steady_clock::now() + longest_wait;
    while (!open(output, force)) {
        if (sharing == Sharing::alone || std::chrono::steady_clock::now() > end) refuse_in_use(path_);
        std::this_thread::sleep_for(between_looks);
    }
}

bool RunFolder::open(const fs::path& output, bool force) {
    lock_ = FolderLock::take(path_, Sharing::alone);
    const bool by_myself = lock_.has_value();
    if (!by_myself && sharing_ == Sharing::shared) lock_ = FolderLock::take(path_, Sharing::shared);
    if (!lock_) return false;
    bool foreign = false;
    const std::optional<RunPlan> found = plan_or_foreign(path_, force && by_myself, foreign);
    if (found && !same_question(*found, plan_)) {
        if (!force) refuse_foreign(path_);
        foreign = true;
    }
    if (foreign && by_myself) {
        moved_ = move_aside(path_);
        return open(output, false);
    }
    if (found) plan_.started = found->started;
    const bool same = found && same_plan(*found, plan_);
    if (!by_myself) return same;
    if (!same) write_plan(plan_in(path_), plan_);
    remove_leftovers(plan_in(path_));
    remove_leftovers(output);
    return sharing_ == Sharing::alone || lock_->change(Sharing::shared);
}

void RunFolder::keep(std::size_t number, std::size_t row, const RunResult& run,
                     const std::vector<Scalar>& scalars) {
    Worker& worker = workers_[number];
    if (worker.journal != nullptr && !worker.described && !scalars.empty()) {
        worker.journal->sync();
        worker.journal.reset();
    }
    if (worker.journal == nullptr) {
        worker.journal = std::make_unique<Journal>(path_, JournalHead{layout_, scalars});
        worker.described = !scalars.empty();
    }
    worker.journal->append(ids_[row], run);
}

void RunFolder::close() {
    for (const Worker& worker : workers_)
        if (worker.journal != nullptr) worker.journal->sync();
    workers_.clear();
}

bool RunFolder::alone() {
    if (sharing_ == Sharing::shared && lock_->change(Sharing::alone)) sharing_ = Sharing::alone;
    return sharing_ == Sharing::alone;
}

void refuse_foreign_plan(const fs::path& folder, const RunPlan& found, const RunPlan& plan) {
    if (!same_question(found, plan)) refuse_foreign(folder);
}

bool remove_folder(const fs::path& folder) {
    remove_file(plan_in(folder));
    remove_leftovers(plan_in(folder));
    for (const fs::path& journal : journals_in(folder)) remove_file(journal);
    remove_file(submission_in(folder));
    remove_file(job_script_in(folder));
    remove_file(FolderLock::file_in(folder));
    if (::rmdir(folder.c_str()) == 0) return true;
    if (errno != ENOTEMPTY && errno != EEXIST)
        throw FileError(folder, "file-remove", "cannot remove: " + std::generic_category().message(errno));
    return false;
}

}  // namespace cultivar
