// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// Categories that no rule covers, and sandboxes in which their scenarios may be tried all the same.
///
/// Rule: at the start each category has a rule gap with probability `rule.gap`. A scenario of such a category
/// joins, when its review is over, the line for the sandboxes of its macro-region: `sandbox.capacity` places
/// per 1,000 modelled firms there, rounded, at least one; first come, first served. It stays a gamma time of
/// shape 2 and mean `sandbox.stay` (1 − `sandbox.delay_cut`) and then has access. Where the macro-region has no
/// places, a ruling of its own comes after an exponential time of mean `review.rule_delay`; whoever still waits
/// when the last place goes takes that way too. A scenario is in state `in_sandbox` while it waits for a place and
/// while it has one, and stays under review while it waits for a ruling. Standards close gaps
/// (mechanisms/standards.hpp) for scenarios whose review ends later.
/// Limits: without gaps nothing happens; one place and Poisson arrivals of rate λ wait λ E[S²] / (2 (1 − λ E[S])) on
/// average (Pollaczek & Khinchine), E[S²] = 1.5 E[S]²; places beyond need leave no wait.
/// Source: Cornelli, Doerr, Gambacorta & Merrouche 2020 (BIS) on capital raised after the sandbox of the Financial
/// Conduct Authority; its report of 2017 on shorter authorisation; other numbers are assumptions.
class Sandbox final : public Mechanism {
  public:
    explicit Sandbox(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_policy_changed(const PolicyChanged& event, Context& context) override;
    void on_review_finished(const ReviewFinished& event, Context& context) override;
    void on_rule_settled(const RuleSettled& event, Context& context) override;
    void on_sandbox_entered(const SandboxEntered& event, Context& context) override;
    void on_sandbox_left(const SandboxLeft& event, Context& context) override;

  private:
    void open_places(Context& context) const;
    void await_ruling(ScenarioId scenario, Context& context) const;
    void serve(Facility& sandbox, Context& context) const;

    sim::ParameterId gap_, capacity_, stay_, delay_cut_, rule_delay_;
    std::vector<double> firms_;  ///< by macro-region
};

}  // namespace cultivar
