// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "experiments/plan/experiment.hpp"

namespace cultivar {

/// What a command line changes in a file for one go.
struct Overrides {
    std::optional<std::uint64_t> seeds;  ///< how many
    std::optional<std::uint64_t> first_seed;
    std::optional<sim::Time> last_day;  ///< of the world, included
    std::optional<std::string> scale;   ///< share of the real firms that is modelled, as it was typed
    std::vector<std::string> settings;  ///< "path=value", for every variant from the start of the world
};

/// Reads an experiment (`format: cultivar-experiment/1`), or a world file as an experiment with one variant
/// and, unless said otherwise, seed 1. Throws sim::InputError with everything wrong in the file and in the
/// world and policy files it names; those are found relative to the file. A setting without `from` holds from
/// the start of the world: it replaces what the world and its policy say of the parameter up to that day.
[[nodiscard]] Experiment load_experiment(const std::filesystem::path& path, const Overrides& overrides = {});

}  // namespace cultivar
