// SPDX-License-Identifier: Apache-2.0
#include "experiments/cli/rerun.hpp"

#include "experiments/plan/experiment.hpp"
#include "experiments/results/file_error.hpp"
#include "experiments/runner/world_model.hpp"

namespace cultivar {

void check_result_version(const StoredResults& results) {
    if (results.result_version != result_version)
        throw FileError(results.file, "result-version",
                        "written under result version " + std::to_string(results.result_version) +
                            "; this is " + std::to_string(result_version),
                        2);
}

void refuse_difference(const StoredResults& results, const StoredRun& run) {
    throw FileError(results.file, "result-version",
                    "run " + results.name_of(run) +
                        " comes out differently in this program than in the one that wrote the file",
                    2);
}

std::optional<Cultivation> rerun(const StoredResults& results, const StoredRun& run) {
    check_result_version(results);
    Cultivation again(world_of(results, run), run.seed, {.trace = true, .metrics = true});
    if (!run_to_end(again)) return std::nullopt;
    if (!run.failed && again.fingerprint() != run.fingerprint) refuse_difference(results, run);
    return again;
}

}  // namespace cultivar
