// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "experiments/plan/experiment.hpp"
#include "experiments/plan/settings.hpp"
#include "scenarios/reader/document.hpp"

namespace cultivar {

/// What every variant of an experiment starts from.
struct VariantOrigin {
    std::filesystem::path folder;  ///< of the experiment file
    WorldDescription world;
    std::vector<Setting> everywhere;  ///< settings of the command line
};

/// Reads the list `variants:`. Each variant has a `name`, and may have `policy` (files that are in force
/// instead of the world's dated changes) and `set` with `from`, `ramp` and `shape`; or it has a `name` and
/// `combine`, the names of variants above that it puts together. The experiment receives the variants, the
/// files that they name, and notes.
void read_variants(const Node& list, const VariantOrigin& origin, Experiment& experiment,
                   Diagnostics& diagnostics);

/// A path that a file of `folder` names; reports include-outside if it is absolute.
[[nodiscard]] std::optional<std::filesystem::path> read_path(const Node& node,
                                                             const std::filesystem::path& folder,
                                                             Diagnostics& diagnostics);

}  // namespace cultivar
