// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "models/metrics.hpp"

namespace cultivar::measures {

// What the metrics measure, each for a slice of the world now; definitions and units stand in the list of
// models/metrics.cpp. Counts and money are in real units (modelled over scale).

[[nodiscard]] double adopters(const World& world, const Slice& slice);
[[nodiscard]] double adoption_share(const World& world, const Slice& slice);
[[nodiscard]] double considered(const World& world, const Slice& slice);
[[nodiscard]] double value_realised(const World& world, const Slice& slice);
[[nodiscard]] double public_spend(const World& world, const Slice& slice);
[[nodiscard]] double value_locked(const World& world, const Slice& slice);
[[nodiscard]] double success_share(const World& world, const Slice& slice);
[[nodiscard]] double first_trial_success(const World& world, const Slice& slice);
[[nodiscard]] double sme_share(const World& world, const Slice& slice);
[[nodiscard]] double nonstate_share(const World& world, const Slice& slice);
[[nodiscard]] double home_share(const World& world, const Slice& slice);
[[nodiscard]] double applications(const World& world, const Slice& slice);
[[nodiscard]] double breakthroughs(const World& world, const Slice& slice);
[[nodiscard]] double unlocked(const World& world, const Slice& slice);
[[nodiscard]] double synergy_premium(const World& world, const Slice& slice);
[[nodiscard]] double readiness(const World& world, const Slice& slice);
[[nodiscard]] double coverage(const World& world, const Slice& slice);
[[nodiscard]] double base_stations(const World& world, const Slice& slice);
[[nodiscard]] double east_share(const World& world, const Slice& slice);
[[nodiscard]] double plan_similarity(const World& world, const Slice& slice);
[[nodiscard]] double lead_listing_contract(const World& world, const Slice& slice);
[[nodiscard]] double lead_contract_trial(const World& world, const Slice& slice);
[[nodiscard]] double lead_trial_validated(const World& world, const Slice& slice);
[[nodiscard]] double adoption_by_owner(const World& world, const Slice& slice);
[[nodiscard]] double adoption_by_size(const World& world, const Slice& slice);
[[nodiscard]] double theil_between(const World& world, const Slice& slice);
[[nodiscard]] double theil_within(const World& world, const Slice& slice);
[[nodiscard]] double factories_5g(const World& world, const Slice& slice);
[[nodiscard]] double factory_sectors(const World& world, const Slice& slice);
[[nodiscard]] double ai_stage(const World& world, const Slice& slice);
[[nodiscard]] double compute_price(const World& world, const Slice& slice);
[[nodiscard]] double grades(const World& world, const Slice& slice);
[[nodiscard]] double benchmarks(const World& world, const Slice& slice);
[[nodiscard]] double programme_spend(const World& world, const Slice& slice);
[[nodiscard]] double first_uses(const World& world, const Slice& slice);
[[nodiscard]] double first_use_spend(const World& world, const Slice& slice);
[[nodiscard]] double cost_index(const World& world, const Slice& slice);
[[nodiscard]] double learning_rate(const World& world, const Slice& slice);
/// Scenarios that ever reached a stage.
[[nodiscard]] double reached(const World& world, const Slice& slice, Stage stage);
template <Stage stage>
[[nodiscard]] double reached(const World& world, const Slice& slice) {
    return reached(world, slice, stage);
}

// Years until a record first reaches 10, 50 or 90 %, by straight line between two records; its length where
// it never does.

[[nodiscard]] double to_10(std::span<const double> years, std::span<const double> values);
[[nodiscard]] double to_50(std::span<const double> years, std::span<const double> values);
[[nodiscard]] double to_90(std::span<const double> years, std::span<const double> values);

}  // namespace cultivar::measures
