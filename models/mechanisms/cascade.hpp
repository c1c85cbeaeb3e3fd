// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// What follows from a breakthrough; an onlooker that changes nothing.
///
/// Rule: a breakthrough's cascade are the scenarios that it released from waiting, that is, whose listing it caused.
/// When a firm puts a template to work, the adoption counts downstream of breakthroughs by the share of the template's
/// validations that took place in released scenarios.
/// Limit: without bottlenecks there are no cascades.
/// Source: Arthur & Polak 2006 for avalanches of unlocked uses.
class Cascade final : public Mechanism {
  public:
    void on_breakthrough_made(const BreakthroughMade& event, Context& context) override;
    void on_listed(const Listed& event, Context& context) override;
    void on_validated(const Validated& event, Context& context) override;
    void on_installed(const Installed& event, Context& context) override;

  private:
    sim::EventId latest_;              ///< the last breakthrough
    std::vector<bool> released_;       ///< by scenario
    std::vector<double> validations_;  ///< by template: those in released scenarios
};

}  // namespace cultivar
