// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/chains.hpp"
#include "models/mechanism.hpp"

namespace cultivar {

/// What becomes of the scenarios of a firm that closes.
///
/// Rule: those it owns and that are not yet validated or given up are over (state owner_exit); a contract on
/// them ends. Those it undertakes for others go on with the rest of its consortium or with a rival of its race;
/// where there is nobody else they lose their contract and are identified again, for the next list.
/// Everything that was scheduled for such a scenario lapses (models/lapse.hpp); `Withdrawn` tells the rest of
/// the model, with the state that the scenario was in.
/// Limit: where no firm closes it leaves no trace. Source: design.
class Withdrawal final : public Mechanism {
  public:
    explicit Withdrawal(const sim::ParameterCatalogue& catalogue)
        : exit_scale_(catalogue.id("firm.exit_scale")) {}
    void begin(Context& context) override;
    void on_need_arose(const NeedArose& event, Context& context) override;
    void on_matched(const Matched& event, Context& context) override;
    void on_consortium_formed(const ConsortiumFormed& event, Context& context) override;
    void on_firm_exited(const FirmExited& event, Context& context) override;

  private:
    void note(Party party, ScenarioId scenario, Chains<ScenarioId>& among) const;

    sim::ParameterId exit_scale_;
    bool firms_close_ = false;
    Chains<ScenarioId> owned_, undertaken_;  ///< by firm
};

/// Ends the course of a scenario that nobody can go on with: contracts end, whatever was scheduled for it
/// lapses, `Withdrawn` follows.
void withdraw(ScenarioId scenario, ScenarioState into, Context& context);

}  // namespace cultivar
