// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "experiments/analysis/findings.hpp"
#include "experiments/plan/experiment.hpp"
#include "experiments/runner/run_result.hpp"

namespace cultivar {

/// Who made a results file, how and when; the only part that differs when the same experiment is run again.
struct Provenance {
    std::string command;
    std::string started;  ///< UTC, "2026-01-31T08:15:00Z"
    std::string ended;
};

/// The instant now for Provenance.
[[nodiscard]] std::string utc_now();

/// Writes a whole results file, in place of any file of that name, and returns its data digest. Nothing
/// appears under the name before all is written and synced. Throws FileError.
std::string write_results(const std::filesystem::path& path, const Experiment& experiment,
                          const RunResults& results, const Findings& findings, const Provenance& provenance);

}  // namespace cultivar
