// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "experiments/results/stored_results.hpp"
#include "models/cultivation.hpp"

namespace cultivar {

/// Runs a stored run again, traced, from the canonical text of its world in the file. Empty if it was
/// interrupted. Throws FileError with exit code 2 if the file was written under another result version or the
/// run comes out differently.
[[nodiscard]] std::optional<Cultivation> rerun(const StoredResults& results, const StoredRun& run);

/// Throws FileError with exit code 2 if the file was written under another result version.
void check_result_version(const StoredResults& results);
/// Throws FileError with exit code 2: a run came out differently.
[[noreturn]] void refuse_difference(const StoredResults& results, const StoredRun& run);

}  // namespace cultivar
