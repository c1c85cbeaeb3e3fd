// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "experiments/plan/experiment.hpp"

namespace cultivar {

/// What the runs of a folder are: all that is needed to run those that are missing and to compile them.
struct RunPlan {
    Experiment experiment;
    bool trace = false;
    bool draws = false;
    std::string command;  ///< that runs whatever is missing, as it was typed but for --shard
    std::string started;  ///< UTC, see Provenance
};

/// 16 hex digits made from what is recorded of a run and in which form: the metrics of this program, those that
/// a sampled experiment asks for, events, draws. Runs of different layouts cannot stand in one file.
[[nodiscard]] std::string run_layout(const RunPlan& plan);

/// Whether two plans are of the same experiment and layout; their seeds and titles may differ.
[[nodiscard]] bool same_question(const RunPlan& a, const RunPlan& b);
/// The same and the same runs, word for word the same file behind them: one leaves the other as it is.
[[nodiscard]] bool same_plan(const RunPlan& a, const RunPlan& b);

/// 32 hex digits that two equal plans share.
[[nodiscard]] std::string plan_digest(const RunPlan& plan);

/// Writes a plan in place of an older one, whole or not at all.
void write_plan(const std::filesystem::path& path, const RunPlan& plan);

/// Reads a plan; none if there is no such file. The worlds of the variants are left as text. Throws FileError
/// with exit code 2 if it is damaged or was written under another result version or for other metrics.
[[nodiscard]] std::optional<RunPlan> read_plan(const std::filesystem::path& path);

/// Makes the worlds of a plan that was read out of their texts.
void read_worlds(RunPlan& plan, const std::filesystem::path& path);

}  // namespace cultivar
