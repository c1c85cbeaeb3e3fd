// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "experiments/cli/commands.hpp"
#include "experiments/plan/experiment.hpp"
#include "experiments/results/results_file.hpp"
#include "experiments/results/run_folder.hpp"

namespace cultivar {

/// Where the results of a command go, and what stands beside the numbers.
struct Output {
    std::filesystem::path file;
    bool aside = false;  ///< another experiment's file must be moved aside first
    Provenance provenance;
    std::chrono::steady_clock::time_point begin;  ///< of the command
};

/// The experiment that a request asks for; tells its notes, and refuses one whose results are too large.
[[nodiscard]] Experiment asked_in(const RunRequest& request);
/// Where its results go.
[[nodiscard]] std::filesystem::path results_path(const RunRequest& request, const Experiment& experiment);

/// Refuses, before anything runs, an output that must not or cannot be written. True if another experiment's
/// file must be moved aside first.
[[nodiscard]] bool check_output(const std::filesystem::path& file, const Experiment& experiment, bool force);

/// Writes the results of a folder in which every run is there, removes the folder and prints the report.
/// Returns the exit code.
int compile(const Output& output, const Experiment& experiment, const KeptRuns& kept);

/// Tells the first failed runs of each stage and message on the error stream.
void tell_failures(const Experiment& experiment, const RunResults& results);

/// "1 run", "2 runs".
[[nodiscard]] std::string count_of(std::size_t number, const std::string& thing);

}  // namespace cultivar
