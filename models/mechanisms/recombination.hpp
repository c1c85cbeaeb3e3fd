// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// Institutes combine technologies into new components.
///
/// Rule: each institute attempts at the rate `recombine.rate` a year. An attempt draws two technologies of readiness
/// `research.prerequisite` or more in proportion to its capabilities, without replacement, and succeeds with probability
///   min(1, `recombine.success` · exp(−|c_1 − c_2| / `cognition.sigma`) / thousands of modelled firms),
/// c its capabilities in the two: what it knows unequally well it cannot join. The division makes a finding of one of
/// many institutes as rare at any scale as the technology that it adds to the nation. A success is a component, named
/// after one of the two families by an even draw, that starts at readiness 4, builds on both and is no bottleneck; all
/// master it as far as they master the lesser of the two, its inventor as far as the better. Needs draw it like any other
/// technology of its family. There are at most 256 technologies; later attempts come to nothing.
/// Limits: with equal capabilities the number of components is a Poisson process of the rate institutes × `recombine.rate`
/// × success: attempts are the limit, so growth is linear though pairs multiply. Without research nothing that
/// was combined is ever combined again. `recombine.rate` 0 leaves no trace.
/// Source: Weitzman 1998; Arthur & Polak 2006 for stepping stones; Fleming 2001; sizes are assumptions.
class Recombination final : public Mechanism {
  public:
    explicit Recombination(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_policy_changed(const PolicyChanged& event, Context& context) override;
    void on_recombined(const Recombined& event, Context& context) override;

  private:
    struct Clock {
        sim::Handle handle;
        std::uint32_t number = 0;
    };
    void wind(InstituteId institute, Context& context);
    [[nodiscard]] std::optional<std::pair<TechnologyId, TechnologyId>> draw_pair(const Recombined& event,
                                                                                 Context& context) const;

    sim::ParameterId rate_, success_, prerequisite_, sigma_;
    double rate_in_use_ = 0.0;
    std::vector<Clock> clocks_;
};

}  // namespace cultivar
