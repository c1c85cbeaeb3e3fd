// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/mechanism.hpp"

namespace cultivar {

/// Incidents in trials, and what is looked into.
///
/// Rule: a trial has an incident with probability min(1, `safety.incident` · 2^gap), gap the largest readiness
/// missing, half of it for a scenario that went through a sandbox. If the owner is a firm, a failed trial or
/// an incident leads to an audit `audit.time` later (audit.hpp), an incident of a failed trial to one audit
/// only; while `tolerance` is 1 failures without incident are not looked into. Governments are not audited.
/// Limits: incident probability 0 and tolerance 1 leave no trace.
/// Source: the opinions of 2025 ask for sandboxes, and for exemption of failures in good faith; numbers are
/// assumptions.
class Safety final : public Mechanism {
  public:
    explicit Safety(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void on_trial_ended(const TrialEnded& event, Context& context) override;
    void on_incident_occurred(const IncidentOccurred& event, Context& context) override;

  private:
    void schedule_audit(ScenarioId id, bool incident, Context& context) const;

    sim::ParameterId incident_, tolerance_, audit_time_;
};

}  // namespace cultivar
