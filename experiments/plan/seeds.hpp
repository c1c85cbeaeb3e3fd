// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "experiments/plan/experiment_file.hpp"
#include "scenarios/reader/document.hpp"

namespace cultivar {

/// Some points of a sampled experiment that get more seeds than the others.
struct Replication {
    std::size_t points = 0;
    std::uint64_t seeds = 0;  ///< that each of them gets in all
    sim::Place place;
};

/// The seeds of an experiment.
struct Seeds {
    std::vector<std::uint64_t> shared;  ///< by all arms
    std::optional<Replication> replicated;
};

/// Reads `seeds: {first, count}`, or a list. With `sampled` it may say `replicated: {points, count}` too.
[[nodiscard]] Seeds read_seeds(const Node& node, bool sampled, Diagnostics& diagnostics);

/// What the command line makes of the seeds of a file: another first one, and more or fewer of a row.
void override_seeds(Seeds& seeds, const Overrides& overrides);

/// The seeds that replicated points get besides the shared ones: the next ones.
[[nodiscard]] std::vector<std::uint64_t> more_seeds(const Seeds& seeds);

}  // namespace cultivar
