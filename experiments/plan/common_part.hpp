// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "experiments/plan/experiment_file.hpp"
#include "experiments/plan/variants.hpp"
#include "scenarios/reader/fields.hpp"

namespace cultivar {

/// What experiments of every kind share.

/// Reads the list `metrics:`; reports unknown-metric.
[[nodiscard]] std::vector<std::string> read_shown(const Node& list, Diagnostics& diagnostics);

/// Reads `world`, `scale` and `horizon`, and the scale and the settings of the command line. Empty if the
/// world cannot be read; its errors join the others. The experiment receives the world's file.
[[nodiscard]] std::optional<VariantOrigin> read_origin(const Fields& fields,
                                                       const std::filesystem::path& folder,
                                                       const Overrides& overrides, Experiment& experiment);

/// Gives a world the scale of the command line, if that names one.
void override_scale(WorldDescription& world, const Overrides& overrides, Diagnostics& diagnostics);

/// The settings of the command line.
[[nodiscard]] std::vector<Setting> command_line_settings(const Overrides& overrides,
                                                         const WorldDescription& world,
                                                         Diagnostics& diagnostics);

/// Lets the world end earlier or later; dated changes that it does not live to see are left out.
void end_on(sim::Time last_day, WorldDescription& world, const sim::Place& place, Diagnostics& diagnostics);

}  // namespace cultivar
