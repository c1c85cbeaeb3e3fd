// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// Audits and sanctions of owners.
///
/// Rule: an audit waives a failure with probability `tolerance`, an incident never. What it does not waive is a
/// sanction: the owner's openness is multiplied by 1 − `sanction.cut` for `sanction.time`. Sanctions of one
/// firm that overlap multiply, and each ends on its own day; a sanction ends with the firm.
/// Limits: the share of failures waived is `tolerance`; n sanctions in force leave (1 − cut)^n of openness, and
/// after the last it is 1 again exactly; with nothing to audit there is no trace.
/// Source: the opinions of 2025 ask for exemption of failures in good faith; numbers are assumptions.
class Audit final : public Mechanism {
  public:
    explicit Audit(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_audited(const Audited& event, Context& context) override;
    void on_sanction_ended(const SanctionEnded& event, Context& context) override;
    void on_firm_entered(const FirmEntered& event, Context& context) override;

  private:
    struct Sanction {
        double factor = 1.0;
        sim::Time end{};
    };
    void apply(FirmId firm, Context& context) const;

    sim::ParameterId tolerance_, cut_, time_;
    std::vector<std::vector<Sanction>> sanctions_;  ///< by firm, in the order in which they began
};

}  // namespace cultivar
