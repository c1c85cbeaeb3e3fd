// SPDX-License-Identifier: Apache-2.0
#include "experiments/runner/run_result.hpp"

#include <algorithm>
#include <utility>

namespace cultivar {

RunResult failed_run(std::string stage, std::string message) {
    RunResult run;
    run.status = RunStatus::failed;
    run.stage = std::move(stage);
    run.message = std::move(message);
    return run;
}

bool too_many_failed(std::size_t failed, std::size_t planned) {
    return static_cast<double>(failed) > most_failed * static_cast<double>(planned);
}

std::size_t RunResults::failed() const {
    return static_cast<std::size_t>(std::count_if(
        runs.begin(), runs.end(), [](const RunResult& run) { return run.status == RunStatus::failed; }));
}

}  // namespace cultivar
