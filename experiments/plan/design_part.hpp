// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "experiments/plan/experiment.hpp"
#include "scenarios/reader/document.hpp"

namespace cultivar {

/// What a design is laid over.
struct DesignOrigin {
    std::filesystem::path folder;  ///< of the experiment file
    const WorldDescription& world;
    const std::vector<Factor>& factors;
};

/// Reads `design:`, the name of a method or {method: options}: {sobol: {n, second_order, skip}},
/// {morris: {trajectories, levels, seed, candidates}}, {latin_hypercube: {n, seed}}, {random: {n, seed}},
/// factorial, zip, one_at_a_time, or {points: file.csv}, a table with a column for each factor. The number of
/// blocks of sobol is a power of two and it begins at point 2^20 of the sequence unless said; what is random
/// says its seed. The experiment receives the file.
[[nodiscard]] DesignChoice read_design(const Node& node, const DesignOrigin& origin, Experiment& experiment,
                                       Diagnostics& diagnostics);

}  // namespace cultivar
