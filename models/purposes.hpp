// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace cultivar {

/// What a draw is for. The number is part of the key of every draw, so it is never changed nor used again:
/// new purposes take new numbers.
enum class Purpose : std::uint16_t {
    firm_size = 1,
    firm_owner = 2,
    firm_sector = 3,
    firm_research = 4,
    firm_supplier = 5,
    firm_hightech = 6,
    capability = 7,
    institute_families = 8,
    advantage = 9,
    bottleneck = 10,
    ties = 11,
    calendar_phase = 12,
    plan_noise = 20,
    plan_tie = 21,
    need_clock = 30,
    need_category = 31,
    need_focus = 32,
    scenario_tier = 33,
    scenario_bundle = 34,
    scenario_readiness = 35,
    scenario_value = 36,
    open_choice = 40,
    open_delay = 41,
    open_clock = 42,
    open_kind = 43,
    reach_count = 50,
    reach_choice = 51,
    apply_delay = 52,
    match_tie = 60,
    match_lottery = 61,
    contract_time = 62,
    review_overlap = 70,
    review_time = 71,
    trial_time = 80,
    trial_outcome = 81,
    trial_learning = 82,
    redesign_time = 83,
    validate_time = 84,
    team_choice = 90,
    step_time = 91,
    step_outcome = 92,
    influence = 100,
    influence_cause = 101,
    tie_influence = 102,
    awareness = 103,
    install_time = 104,
    tie_thinning = 105
};

}  // namespace cultivar
