// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "experiments/plan/experiment_file.hpp"
#include "experiments/runner/progress.hpp"
#include "experiments/runner/shard.hpp"

namespace cultivar {

/// Exit codes of the program; 128 + n ends it on a second signal n.
namespace exit_code {
inline constexpr int done = 0;
inline constexpr int bug = 1;
inline constexpr int bad_input = 2;
inline constexpr int too_large = 3;
inline constexpr int file_system = 4;
inline constexpr int model_stopped = 5;
inline constexpr int incomplete = 6;
inline constexpr int stopped_cleanly = 75;
}  // namespace exit_code

struct RunRequest {
    std::filesystem::path file;
    std::optional<std::filesystem::path> output;  ///< results/<name>.h5 unless said
    Overrides overrides;
    unsigned jobs = 1;
    bool trace = false;
    bool draws = false;
    bool force = false;          ///< move another experiment's file and folder aside
    std::optional<Shard> shard;  ///< run this part only, beside the others
    ProgressStyle progress = ProgressStyle::none;
    std::string command;        ///< as it was typed, for provenance
    std::string whole_command;  ///< the same without --shard
};

struct SubmitRequest {
    RunRequest run;
    bool dry_run = false;  ///< show what would be sent
};

struct TaskRequest {
    std::filesystem::path folder;  ///< X.h5.d
    std::string ticket;            ///< of the submission that it belongs to
};

struct WhyRequest {
    std::filesystem::path file;
    std::string event;
    std::optional<std::string> run;
    bool down = false;  ///< what followed from the event, not what led to it
};

struct FactsRequest {
    std::filesystem::path file;
    std::optional<std::string> variant;  ///< the last one unless said
    std::size_t runs = 5;                ///< at most so many of its runs are pooled
};

struct DiffRequest {
    std::filesystem::path a;
    std::filesystem::path b;
    std::vector<std::string> runs;  ///< none, one for both files, or one for each
};

struct CollectRequest {
    std::filesystem::path folder;  ///< X.h5.d
};

struct StatusRequest {
    std::filesystem::path path;  ///< X.h5.d or X.h5
};

struct RerunRequest {
    std::filesystem::path file;
    std::string run;
    bool verify = false;  ///< only say whether it comes out the same
};

struct FieldsRequest {
    bool markdown = false;
    std::string name;  ///< a parameter or a mechanism; empty: all
};

// Each command prints its answer and returns the exit code; what is wrong with an input is thrown as
// sim::InputError or FileError.

/// Runs what is missing of a world or an experiment, keeping each finished run at once; when all runs are
/// there, writes the results and prints the report.
int run_command(const RunRequest& request);
/// Sends the runs that are missing to Slurm: an array of tasks, and a job that compiles their runs.
int submit_command(const SubmitRequest& request);
/// Runs what falls to one task of that array; started by its job script.
int task_command(const TaskRequest& request);
/// Writes the results of a folder in which every run is there; exit code 6 if some are missing.
int collect_command(const CollectRequest& request);
/// Tells how many runs of each variant are done, failed and missing.
int status_command(const StatusRequest& request);
/// Runs one stored run again, and says whether it is the same, and its numbers.
int rerun_command(const RerunRequest& request);
/// Reads files as `run` would, and says what they would run.
int check_command(const std::vector<std::filesystem::path>& files);
/// Lists parameters with unit, range, default, neutral value, meaning and source.
int fields_command(const FieldsRequest& request);
/// Runs one stored run again, traced, and tells the chain of causes that led to an event, or the cascade that
/// followed from it.
int why_command(const WhyRequest& request);
/// Runs stored runs of a variant again, traced, and holds them against the stylised facts.
int facts_command(const FactsRequest& request);
/// Runs two stored runs again, traced, and tells the first event in which they differ.
int diff_command(const DiffRequest& request);

/// Prints to standard output; a reader that went away is no error.
void say(const std::string& text);
/// Prints to standard error.
void complain(const std::string& text);

}  // namespace cultivar
