// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/metrics.hpp"

namespace cultivar::measures {

// Who gets scenarios, how alike regions are in them, and how owners fare. Definitions and units stand in the
// list of models/metrics.cpp; counts and money are in real units (modelled over scale).

[[nodiscard]] double gini_contracts(const World& world, const Slice& slice);
[[nodiscard]] double jain_contracts(const World& world, const Slice& slice);
[[nodiscard]] double envy(const World& world, const Slice& slice);
[[nodiscard]] double blocking_pairs(const World& world, const Slice& slice);
[[nodiscard]] double owner_rank(const World& world, const Slice& slice);
[[nodiscard]] double total_fit(const World& world, const Slice& slice);
[[nodiscard]] double similarity(const World& world, const Slice& slice);
[[nodiscard]] double krugman(const World& world, const Slice& slice);
[[nodiscard]] double hhi(const World& world, const Slice& slice);
[[nodiscard]] double redundancy(const World& world, const Slice& slice);
[[nodiscard]] double wasted_spend(const World& world, const Slice& slice);
[[nodiscard]] double soe_opened(const World& world, const Slice& slice);
[[nodiscard]] double soe_opened_value(const World& world, const Slice& slice);
[[nodiscard]] double incidents(const World& world, const Slice& slice);
[[nodiscard]] double sanctions(const World& world, const Slice& slice);
[[nodiscard]] double waivers(const World& world, const Slice& slice);

}  // namespace cultivar::measures
