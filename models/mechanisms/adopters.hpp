// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// Who the adopters are: counts of firms and of adopters by owner type and size class, for the metrics.
///
/// Rule: a family counts for a firm from its installation until the firm closes. Must hear of an exit before
/// the place of the firm is emptied.
/// Limit: summed over owner types, or over size classes, the counts are those of all adopters.
class Adopters final : public Mechanism {
  public:
    explicit Adopters(const sim::ParameterCatalogue&) {}
    void begin(Context& context) override;
    void on_installed(const Installed& event, Context& context) override;
    void on_firm_exited(const FirmExited& event, Context& context) override;
    void on_firm_entered(const FirmEntered& event, Context& context) override;

  private:
    std::vector<FamilySet> counted_;  ///< by firm
};

}  // namespace cultivar
