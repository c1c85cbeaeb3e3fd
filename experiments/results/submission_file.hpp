// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cultivar {

/// What was sent to a cluster out of a folder of runs: which rows of which plan, in how many tasks.
struct Submission {
    std::string ticket;       ///< its own; what an older one left in the queue finds it changed
    std::string plan;         ///< digest of the plan whose rows they are
    std::uint64_t tasks = 1;  ///< among which the rows are dealt one by one
    std::uint64_t cores = 1;  ///< of a task
    std::uint64_t retries = 0;
    std::vector<std::uint64_t> rows;  ///< that were missing, in the order in which they are run
    std::string array_job;            ///< empty until Slurm has taken it
    std::string collect_job;
};

[[nodiscard]] std::filesystem::path submission_in(const std::filesystem::path& folder);
[[nodiscard]] std::filesystem::path job_script_in(const std::filesystem::path& folder);

/// Writes it in place of an older one, whole or not at all.
void write_submission(const std::filesystem::path& folder, const Submission& submission);

/// None if nothing was sent out of this folder. Throws FileError with exit code 2 if it is damaged.
[[nodiscard]] std::optional<Submission> read_submission(const std::filesystem::path& folder);

}  // namespace cultivar
