// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// Who opens a need, and when.
///
/// Rule: a firm without state owner opens a need with probability `open.private`, a government always, each
/// after a gamma delay of shape 2 and mean `open.delay`. A state-owned firm opens at the hazard
/// `soe.openness` a year for each need that waits; when such a clock strikes it opens, with probability
/// `soe.high_value_share`, its most valuable waiting need, else its oldest, and the need that struck takes
/// over the other's clock (clocks of equal hazard are exchangeable). Clocks run in integrated openness, so a
/// dated change or ramp of the lever bends them without a new draw.
/// The needs of a firm that closes wait no longer.
/// Limit: at constant openness h the time a
/// need waits is exponential with mean 1/h; at 0 no state firm opens.
/// Source: 5G and AI scenario lists of
/// central state firms (SASAC 2025: 500 to 800 in seven months); assumptions.
class Opening final : public Mechanism {
  public:
    explicit Opening(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_need_arose(const NeedArose& event, Context& context) override;
    void on_opening_reached(const OpeningReached& event, Context& context) override;
    void on_need_opened(const NeedOpened& event, Context& context) override;
    void on_policy_changed(const PolicyChanged& event, Context& context) override;
    void on_firm_exited(const FirmExited& event, Context& context) override;

  private:
    /// A waiting need of a state-owned firm and the integrated openness at which its clock strikes.
    struct Waiting {
        ScenarioId scenario;
        double threshold = 0.0;
    };
    void advance(sim::Time now);
    [[nodiscard]] sim::Time due(const Waiting& waiting, sim::Time now) const;
    void wind(const Waiting& waiting, Context& context) const;
    [[nodiscard]] std::size_t choose(FirmId owner, Context& context);

    sim::ParameterId private_, delay_, openness_, high_value_;
    double rate_ = 0.0;        ///< openness now, a year
    double integrated_ = 0.0;  ///< openness integrated since the start
    sim::Time since_{};
    std::vector<std::vector<Waiting>> waiting_;  ///< by firm
    std::vector<std::uint32_t> openings_;        ///< by firm, so far
};

/// Whether the state owns a firm of this type.
[[nodiscard]] constexpr bool state_owned(OwnerType owner) {
    return owner == OwnerType::central_soe || owner == OwnerType::local_soe;
}

}  // namespace cultivar
