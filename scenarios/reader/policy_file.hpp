// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "models/description.hpp"
#include "scenarios/reader/document.hpp"

namespace cultivar {

/// A policy file: `format: cultivar-policy/1`, a title, and a list of dated changes.
struct PolicyFile {
    std::string title;
    std::vector<PolicyChange> changes;  ///< in the order of the file; their origin is the title
};

/// The changes that one entry {from, ramp, shape, set, source} makes, in the order of the catalogue. `origin`
/// is what the changes say of themselves unless the entry names its own.
[[nodiscard]] std::vector<PolicyChange> read_change(const Node& entry,
                                                    const sim::ParameterCatalogue& catalogue,
                                                    const std::string& origin, Diagnostics& diagnostics);

[[nodiscard]] PolicyFile read_policy_file(const std::filesystem::path& path,
                                          const sim::ParameterCatalogue& catalogue, Diagnostics& diagnostics,
                                          const ReadLimits& limits = {});

/// Fits changes to the time of a world. What is over before its start happens at the start; a ramp that began
/// earlier and still runs is an error (range), and so are changes that all come after the end (never).
/// `place` is where the changes are named.
[[nodiscard]] std::vector<PolicyChange> fit_to_time(std::vector<PolicyChange> changes, sim::Time start,
                                                    sim::Time end, const sim::Place& place,
                                                    Diagnostics& diagnostics);

/// The changes of a policy file for a world, fitted to its time.
[[nodiscard]] std::vector<PolicyChange> read_policy_of(const std::filesystem::path& path,
                                                       const WorldDescription& world, const sim::Place& place,
                                                       Diagnostics& diagnostics,
                                                       const ReadLimits& limits = {});

}  // namespace cultivar
