// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/plan/variants.hpp"

namespace cultivar {

/// What one variant says by itself: how it differs from the world that all variants start from.
struct VariantPart {
    std::string name;
    sim::Place place;
    std::optional<std::vector<PolicyChange>> policy;  ///< in place of the world's dated changes
    std::vector<Setting> settings;                    ///< from the start of the world
    std::vector<PolicyChange> changes;                ///< from their dates
};

/// Reads a list of policy files that are in force instead of the world's own changes; the experiment receives
/// the files.
[[nodiscard]] std::vector<PolicyChange> read_policies(const Node& list, const VariantOrigin& origin,
                                                      Experiment& experiment, Diagnostics& diagnostics);

/// Reads a variant with `policy` and with `set`, `from`, `ramp` and `shape`; the experiment receives the
/// files that it names.
[[nodiscard]] VariantPart read_variant_part(const Node& node, const VariantOrigin& origin,
                                            Experiment& experiment, Diagnostics& diagnostics);

/// Reads a variant with `combine`: a list of variants that stand above it, in whose order their parts are put
/// together. Reports unknown-ref, and cross where two of them set one parameter or name different policies.
[[nodiscard]] VariantPart combine_parts(const Node& node, const std::vector<VariantPart>& above,
                                        const sim::ParameterCatalogue& catalogue, Diagnostics& diagnostics);

}  // namespace cultivar
