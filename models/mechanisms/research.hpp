// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// Projects that raise the readiness of technologies, and breakthroughs.
///
/// Rule: up to `research.teams` projects work on a technology whose prerequisites have readiness
/// `research.prerequisite` and that is below 9, each from the readiness it had when the project began. A free
/// place is filled by a keyed draw among institutes (while they have project slots) and firms (one project
/// each) in proportion to capability × funds; the team then joins, among technologies with a free place, the
/// one with the highest demand signal + own capability. Teams that a programme awarded come on top (see ResearchProgramme). The step from level l takes a gamma time of shape
/// `research.step_shape` and mean `research.step_years.l` / speed, with
///   speed = (effort / reference)^`funding_elasticity` · (1 + `demand_pull` · s / (1 + s)) ·
///   (1 + `consortium.boost` (n − 1)) / (`bottleneck_factor`),
/// the last only for a bottleneck; effort is an institute's funds per slot or a firm's R&D, the reference the
/// mean effort of the first teams, s the demand signal, halving every `research.signal_half_life`, n the size of
/// the team's largest consortium (1 without). At a
/// step's end the project is abandoned with probability `research.abandon`, or is one level up; a project ends
/// with the firm that runs it. A technology's readiness is the best of its projects; a completed step of a bottleneck that raises it is a
/// breakthrough.
/// Limits: shape 1 and equal means give an Erlang total for one project; it reaches the top
/// with probability (1 − `abandon`)^steps.
/// Source: Crepin, El-Khoury & Kenley 2012 for skewed step times;
/// step means are calibration values.
class Research final : public Mechanism {
  public:
    explicit Research(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_readiness_stepped(const ReadinessStepped& event, Context& context) override;
    void on_award_given(const AwardGiven& event, Context& context) override;
    void on_firm_exited(const FirmExited& event, Context& context) override;

  private:
    [[nodiscard]] std::vector<TechnologyId> open_technologies(const World& world, const Policy& policy) const;
    [[nodiscard]] TechnologyId preferred(Party team, const std::vector<TechnologyId>& choices,
                                         Context& context) const;
    [[nodiscard]] double speed(const Project& project, Context& context) const;
    void fill(Context& context);
    void settle_reference(const World& world);
    void step(ProjectId id, Context& context) const;

    std::array<sim::ParameterId, 5> step_years_;  ///< from readiness 4 to 8
    sim::ParameterId step_shape_, teams_, elasticity_, demand_pull_, half_life_, abandon_, bottleneck_factor_,
        prerequisite_, project_slots_, boost_;
    double reference_effort_ = 0.0;
};

}  // namespace cultivar
