// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/mechanism.hpp"

namespace cultivar {

/// The end of a race between teams (jiebang guashuai, the open call).
///
/// Rule: under the rule `challenge` up to three suppliers are matched with one scenario. Each holds a contract
/// and makes every trial at its own cost, with its own fit and luck (trial.hpp), until the race ends: when the
/// first is validated, who alone is paid and supplies the template, or when the scenario is given up. Then the
/// others leave (`RaceEnded`), and their contracts end.
/// Limits: in one trial at least one of the teams succeeds with probability 1 − ∏ (1 − p_j); a race of one is
/// a trial like any other.
/// Source: open calls of the Chinese science system, which pay for the result and ask for no qualification.
class Challenge final : public Mechanism {
  public:
    void on_trial_ended(const TrialEnded& event, Context& context) override;
    void on_validated(const Validated& event, Context& context) override;
    void on_race_ended(const RaceEnded& event, Context& context) override;
};

}  // namespace cultivar
