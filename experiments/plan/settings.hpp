// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/description.hpp"
#include "scenarios/reader/document.hpp"

namespace cultivar {

/// A value for one parameter, in its own unit.
struct Setting {
    sim::ParameterId parameter;
    double value = 0.0;
};

/// Reads one `path: value`. Reports unknown-path, and what is wrong with the value.
[[nodiscard]] std::optional<Setting> read_setting(const std::string& path, const sim::Place& path_place,
                                                  const Node& value, const sim::ParameterCatalogue& catalogue,
                                                  Diagnostics& diagnostics);

/// Reads "path=value" from a command line; reports cli-set with the position of what is wrong.
[[nodiscard]] std::optional<Setting> read_setting(const std::string& text,
                                                  const sim::ParameterCatalogue& catalogue,
                                                  Diagnostics& diagnostics);

/// Lets settings hold from the start of the world: they replace its values and the changes that are dated no
/// later than its start. Gives a note for each parameter that a later change still moves.
[[nodiscard]] std::vector<std::string> set_at_start(WorldDescription& world,
                                                    const std::vector<Setting>& settings);

}  // namespace cultivar
