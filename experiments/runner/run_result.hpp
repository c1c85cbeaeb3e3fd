// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "models/metrics.hpp"
#include "models/trace.hpp"
#include "sim/draw_record.hpp"

namespace cultivar {

enum class RunStatus : std::int8_t { done = 0, failed = 1 };

/// What one run left behind. A failed run has a stage ("founding", "running" or "measuring"), a message and
/// no numbers.
struct RunResult {
    RunStatus status = RunStatus::done;
    std::string stage;
    std::string message;
    std::uint64_t events = 0;
    std::uint64_t fingerprint = 0;
    double seconds = 0.0;  ///< CPU time of the thread that ran it; of what runs share, an equal part
    std::vector<sim::Time> times;
    std::vector<std::vector<double>> series;  ///< by metric: times × cells
    std::vector<double> values;               ///< by scalar
    Trace trace;
    std::vector<sim::Draw> draws;
};

[[nodiscard]] RunResult failed_run(std::string stage, std::string message);

/// A sweep of which more than this share of all planned runs has failed is no answer, and stops.
inline constexpr double most_failed = 0.05;
[[nodiscard]] bool too_many_failed(std::size_t failed, std::size_t planned);

/// What all runs of an experiment left behind, in the order of `planned_runs`, and the scalars their values
/// belong to (none if every run failed at its founding).
struct RunResults {
    std::vector<Scalar> scalars;
    std::vector<RunResult> runs;

    [[nodiscard]] std::size_t failed() const;
};

}  // namespace cultivar
