// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// Research programmes on bottlenecks.
///
/// Rule: while `most.budget` and `most.top` are positive, a programme is called every `most.call_interval`
/// days (the calendar begins at a keyed phase). A call ranks the bottlenecks below readiness 9 on which work can start
/// by blocked value, the value of the scenarios that wait locked for each (equals by keyed draw of the call), and gives
/// the `most.top` best an award that lasts until the next call. An award adds one team to those that work on the
/// technology of their own accord, drawn by the same rule, and makes the team's effort
///   own effort · `most.boost` + `most.budget` / `most.top`  (m_cny a year).
/// A team whose technology is chosen again keeps its award; one whose technology is not goes on at its own effort.
/// As a technology has as many teams at any scale, a team receives the award of 1,000 firms; the nation pays
/// it once per 1,000 firms. Changed effort acts on the next step.
/// Limits: `most.budget` 0 or `most.top` 0 leaves no trace; a boost of 1 adds money and a team but no further effort.
/// Source: programmes of the science ministry; boost after Branstetter & Sakakibara 2002; sizes are assumptions.
class ResearchProgramme final : public Mechanism {
  public:
    explicit ResearchProgramme(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_policy_changed(const PolicyChanged& event, Context& context) override;
    void on_programme_called(const ProgrammeCalled& event, Context& context) override;

  private:
    [[nodiscard]] bool funded(const Policy& policy) const;
    void schedule(Context& context);
    [[nodiscard]] std::vector<TechnologyId> ranked(std::uint32_t call, Context& context) const;
    void award(TechnologyId technology, double funds, std::uint32_t call, Context& context) const;

    /// Days between two calls now.
    [[nodiscard]] double interval(const Policy& policy) const { return policy[interval_] / policy[speed_]; }

    sim::ParameterId budget_, interval_, speed_, top_, boost_, prerequisite_, project_slots_;
    sim::Time start_{};
    sim::Handle next_;
    std::uint32_t calls_ = 0;
};

/// The value of the scenarios that wait locked for a technology (m_cny, modelled).
[[nodiscard]] double blocked_value(const World& world, TechnologyId technology);

}  // namespace cultivar
