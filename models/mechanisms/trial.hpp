// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"
#include "models/mechanisms/absorption.hpp"

namespace cultivar {

/// Trials and their iteration.
///
/// Rule: a trial takes a lognormal time (median `trial.duration.<tier>`, sigma 0.5) and costs `trial.cost` ·
/// value, in a consortium of m members that times 1 − `share.assets` (m − 1) / m, of which `subsidy.rate` is public
/// while credit lasts; the owner bears the rest. Its success probability is
///   logistic(β_base − β_gap · gap + β_fit (fit − 0.5) + β_iteration ln(1 + k) + β_pilot [verified]
///     + β_absorb · g),
/// k the trials done before, gap the largest readiness missing, verified after a pilot facility (pilot.hpp), g the owner's absorptive capacity (see
/// Absorption). Success is validated after a uniform time of 15 to `validate.delay` days. Where teams race
/// (challenge.hpp) each makes the trial, at its own fit and cost, with draws of its own; the trial passes if one
/// team does, and of those the first to be validated is the supplier from then on. A failure leads, with
/// probability `trial.learn` and while k + 1 <
/// `trial.max_trials`, to a redesign (lognormal, median `trial.iter_delay`, sigma 0.5) and the next trial,
/// else to a stop. Each trial adds `trial.capability_gain` of the distance to 1 to the capability of the supplier, or of all members,
/// in the required technologies, and `trial.experience` units to their families' experience. A failure sends
/// a demand signal of value over the mean of the tiers' median values, per 1,000 firms, to each technology whose readiness falls short.
/// Limits: with gap 0 and fit 0.5 the defaults give .25 .37 .45 .50 for trials 1–4, 87 % within four;
/// β_iteration = 0 gives 1 − (1 − p)^K.
/// Source: one in four development projects succeeds (Cooper & Edgett); pilots: 84 % over a year, 28 % over
/// two (McKinsey 2018); the rest are assumptions.
class Trial final : public Mechanism {
  public:
    explicit Trial(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void on_access_granted(const AccessGranted& event, Context& context) override;
    void on_trial_started(const TrialStarted& event, Context& context) override;
    void on_trial_ended(const TrialEnded& event, Context& context) override;
    void on_redesigned(const Redesigned& event, Context& context) override;

  private:
    [[nodiscard]] double success_probability(const Scenario& scenario, double fit, Context& context) const;
    [[nodiscard]] double days_to_validation(Scenario& scenario, std::uint32_t number, Context& context) const;
    void pay(Scenario& scenario, Context& context) const;
    [[nodiscard]] double shared_part(const Scenario& scenario, Context& context) const;
    void learn(const Scenario& scenario, Party supplier, Context& context) const;
    void send_signal(const Scenario& scenario, Context& context) const;
    [[nodiscard]] double mean_value(const Policy& policy) const;

    std::vector<sim::ParameterId> duration_, value_;
    sim::ParameterId beta_base_, beta_gap_, beta_fit_, beta_iteration_, beta_pilot_, beta_absorb_,
        max_trials_, learn_, iter_delay_, cost_, capability_gain_, experience_, validate_delay_, subsidy_,
        half_life_, tier_major_, tier_integrated_, share_assets_;
    Absorption absorption_;
};

/// What is left of a demand signal: it halves every `half_life` days.
[[nodiscard]] double signal_at(const Technology& technology, sim::Time now, double half_life);

}  // namespace cultivar
