// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// Standards, and with them the rules that were missing.
///
/// Rule: validations are cases of their category; where it has a rule gap, scenarios that leave a sandbox
/// are cases too. Once there are `standard.trigger` of them per 1,000 modelled firms, from at least three regions
/// (all, in worlds of fewer), a standard follows after a gamma time of shape 3 and mean `standard.time`, once for
/// each category. It closes the category's rule gap for scenarios whose review ends later and cuts the
/// integration cost of its templates by the share `standard.effect` (mechanisms/adoption.hpp).
/// Limit: with effect 0 a category without rule gap never comes to a standard; without gaps that leaves no trace.
/// Source: assumption.
class Standards final : public Mechanism {
  public:
    explicit Standards(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_validated(const Validated& event, Context& context) override;
    void on_sandbox_left(const SandboxLeft& event, Context& context) override;
    void on_standard_issued(const StandardIssued& event, Context& context) override;

  private:
    /// What speaks for a standard in a category.
    struct Evidence {
        double cases = 0.0;
        std::vector<bool> seen_in;  ///< by region
        bool decided = false;       ///< a standard is on its way or issued
    };
    void add_case(const Scenario& scenario, Context& context);

    sim::ParameterId trigger_, time_, effect_;
    std::vector<Evidence> evidence_;  ///< by category
};

}  // namespace cultivar
