// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/cluster/packing.hpp"
#include "experiments/plan/experiment.hpp"
#include "experiments/plan/run_block.hpp"

namespace cultivar {

/// A program and its arguments, as the system takes them. No shell ever sees them.
using ArgumentVector = std::vector<std::string>;

/// The script of every job. Slurm starts it with the arguments that follow it; they are all it knows.
inline constexpr std::string_view job_script =
    "#!/bin/sh\n"
    "# A job of \"cultivar submit\": runs its arguments, word by word. Nothing a user writes stands in "
    "here.\n"
    "exec \"$@\"\n";

/// All that the jobs of one submission need. Paths are absolute.
struct Sending {
    std::filesystem::path program;  ///< this program
    std::filesystem::path folder;   ///< of the runs
    std::filesystem::path logs;     ///< where the jobs print
    std::string name;               ///< of the experiment
    std::string ticket;             ///< of the submission
    RunBlock block;
    Packing packing;
    std::size_t collect_minutes = 0;
    std::uint64_t collect_megabytes = 0;
};

/// The jobs of the runs that are missing. Throws sim::InputError (code "name") if a path holds a control
/// character, which Slurm's line-by-line records would not survive.
[[nodiscard]] Sending sending_of(const Experiment& experiment, const std::filesystem::path& output,
                                 const Packing& packing, const std::string& ticket);

/// The folder for what the jobs of an output print: X.h5.logs for X.h5.
[[nodiscard]] std::filesystem::path logs_of(const std::filesystem::path& output);

/// Starts the array of tasks.
[[nodiscard]] ArgumentVector array_words(const Sending& sending);
/// Starts what compiles the results once all tasks have ended, however they did.
[[nodiscard]] ArgumentVector collect_words(const Sending& sending, const std::string& array_job);

/// The job that `sbatch --parsable` names: "123" of "123" or of "123;cluster", on the last line that is one.
[[nodiscard]] std::optional<std::string> job_in(std::string_view answer);

}  // namespace cultivar
