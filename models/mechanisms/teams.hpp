// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/mechanism.hpp"

namespace cultivar {

/// The highest readiness; nobody works on a technology that has it.
inline constexpr double top_readiness = 9.0;

// Research teams and their projects, for whoever sets teams to work.

/// Whether a technology is below the top and everything it builds on has readiness `prerequisite`.
[[nodiscard]] bool may_be_worked_on(const World& world, TechnologyId technology, double prerequisite);

/// A team for a technology, drawn in proportion to capability × funds among firms in business without a project
/// (funds: their R&D) and institutes with fewer than `slots` projects. Nobody, without a draw, where all weights are 0.
[[nodiscard]] Party draw_team(TechnologyId technology, double slots, Purpose purpose,
                              std::uint32_t occurrence, Context& context);

/// What a team spends on one project (m_cny a year): a firm its R&D, an institute its funds per slot.
[[nodiscard]] double own_effort(const World& world, Party team, double slots);

/// Sets a team to work from the technology's readiness; an awarded one stands beside the teams that came of
/// their own accord.
ProjectId begin_project(World& world, TechnologyId technology, Party team, double effort, bool awarded,
                        sim::Time now);

/// Ends an active project: books what its present step cost so far and sets the team free.
void end_project(World& world, Project& project, sim::Time now);

/// Books what the present step of a project cost up to now.
void book_effort(World& world, Project& project, sim::Time now);

}  // namespace cultivar
