// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// The yearly assessment of state-owned firms.
///
/// Rule: on 1 January the commission that holds the state's shares looks at the needs of each state-owned firm
/// that waited a year before: if the share opened since is below 1 − exp(−`soe.openness`), what a firm at the
/// target's hazard opens on average, the firm must open more and its own openness rises by
/// `soe.assessment_step`. A firm with nothing waiting is not assessed, and what it was told to add stays.
/// Limits: without new needs a firm of hazard h opens an expected 1 − exp(−h) of what waited; firms that open
/// everything, a target of 0 or a step of 0 leave no trace.
/// Source: the state-assets commission assesses central firms on the scenarios they open (2025); the form is
/// an assumption.
class Assessment final : public Mechanism {
  public:
    explicit Assessment(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void on_need_arose(const NeedArose& event, Context& context) override;
    void on_year_started(const YearStarted& event, Context& context) override;

  private:
    sim::ParameterId openness_, step_;
    std::vector<ScenarioId> waited_;  ///< needs of state-owned firms that waited when the year began
    std::vector<ScenarioId> arisen_;  ///< those that arose since
};

}  // namespace cultivar
