// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// Who hears of a listed scenario and applies.
///
/// Rule: Poisson(`apply.reach`) suppliers hear of it: firms that offer solutions, drawn with weight
/// exp(−distance / `spill.length`), and the institutes of its region. Each of them comes forward after an
/// exponential time of mean `apply.delay`; nobody applies to himself or twice to one
/// listing (repeats are dropped, so that a world of very few suppliers sees fewer).
/// Limit: the
/// number of suppliers that hear of a scenario does not depend on the world's scale.
/// Source: assumptions;
/// distance decay as `spill.length`.
class Application final : public Mechanism {
  public:
    explicit Application(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_listed(const Listed& event, Context& context) override;

  private:
    sim::ParameterId reach_, delay_;
    std::vector<double> totals_;  ///< by region of the scenario: running weights of the suppliers' regions
};

}  // namespace cultivar
