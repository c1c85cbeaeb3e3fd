// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// Pilot-scale facilities, which verify larger scenarios before their first trial.
///
/// Rule: a major or integrated scenario that has access joins the line for the pilot facilities of its
/// macro-region: `pilot.slots` places per 1,000 modelled firms there, rounded, at least one; first come, first
/// served. Verification takes a lognormal time (median `pilot.time`, sigma 0.5); then trials begin, with
/// `trial.beta_pilot` more log-odds of success. Small scenarios, and all where there is no place, are tried at
/// once; whoever still waits when the last place goes is tried unverified.
/// Limit: no places leave no trace.
/// Source: the opinions of 2025 on pilot-scale verification platforms; numbers are assumptions.
class Pilot final : public Mechanism {
  public:
    explicit Pilot(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_policy_changed(const PolicyChanged& event, Context& context) override;
    void on_access_granted(const AccessGranted& event, Context& context) override;
    void on_pilot_entered(const PilotEntered& event, Context& context) override;
    void on_pilot_verified(const PilotVerified& event, Context& context) override;

  private:
    void open_places(Context& context) const;
    void serve(Facility& facility, Context& context) const;

    sim::ParameterId slots_, time_;
    std::vector<double> firms_;  ///< by macro-region
};

/// Whether a pilot facility takes a scenario that has access before it is tried.
[[nodiscard]] bool pilot_takes(const World& world, const Scenario& scenario);

}  // namespace cultivar
