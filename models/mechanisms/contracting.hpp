// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/mechanism.hpp"

namespace cultivar {

/// From match to contract.
///
/// Rule: a contract is signed a lognormal time (median `contract.time`, sigma 0.5) after the match, or after the
/// consortium that undertakes the scenario has formed.
/// Limit: a median of 0 signs at once.
/// Source: assumption.
class Contracting final : public Mechanism {
  public:
    explicit Contracting(const sim::ParameterCatalogue& catalogue) : time_(catalogue.id("contract.time")) {}
    [[nodiscard]] static sim::ParameterTable parameters();
    void on_matched(const Matched& event, Context& context) override;
    void on_consortium_formed(const ConsortiumFormed& event, Context& context) override;
    void on_contracted(const Contracted& event, Context& context) override;

  private:
    void begin_contract(ScenarioId id, Context& context) const;

    sim::ParameterId time_;
};

}  // namespace cultivar
