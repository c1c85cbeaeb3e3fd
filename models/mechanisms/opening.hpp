// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// Who opens a need, and when.
///
/// Rule: a firm without state owner opens a need with probability `open.private` × s, a government always, each
/// after a gamma delay of shape 2 and mean `open.delay`. A state-owned firm opens at the hazard
/// (`soe.openness` + b) × s a year for each need that waits, b what assessments added (assessment.hpp) and s
/// the factor of the sanctions in force (audit.hpp), 1 without; when such a clock strikes it opens, with probability
/// `soe.high_value_share`, its most valuable waiting need, else its oldest, and the need that struck takes
/// over the other's clock (clocks of equal hazard are exchangeable). Clocks run in integrated openness, so a
/// dated change or ramp of the lever, an assessment or a sanction bends them without a new draw. Firms of one
/// hazard share a clock until a firm's own first differs.
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
    void on_year_started(const YearStarted& event, Context& context) override;
    void on_audited(const Audited& event, Context& context) override;
    void on_sanction_ended(const SanctionEnded& event, Context& context) override;
    void on_firm_entered(const FirmEntered& event, Context& context) override;
    void on_policy_changed(const PolicyChanged& event, Context& context) override;
    void on_firm_exited(const FirmExited& event, Context& context) override;

  private:
    /// The openness of the firms that share it: a year now, and integrated since the start.
    struct Clock {
        double rate = 0.0;
        double integrated = 0.0;
        sim::Time since{};

        void advance(sim::Time now);
    };
    /// A waiting need of a state-owned firm and the integrated openness at which its clock strikes.
    struct Waiting {
        ScenarioId scenario;
        double threshold = 0.0;
    };
    [[nodiscard]] double rate_of(FirmId firm, Context& context) const;
    [[nodiscard]] Clock& clock_of(FirmId firm) { return clocks_[clock_of_[firm.index]]; }
    void wind(const Waiting& waiting, const Clock& clock, Context& context) const;
    void wind_all(FirmId firm, Context& context);
    void follow(FirmId firm, Context& context);
    [[nodiscard]] std::size_t choose(FirmId owner, Context& context);

    sim::ParameterId private_, delay_, openness_, high_value_;
    std::vector<Clock> clocks_;            ///< the nation's first, then those of firms that once differed
    std::vector<std::uint32_t> clock_of_;  ///< by firm
    std::vector<std::vector<Waiting>> waiting_;  ///< by firm
    std::vector<std::uint32_t> openings_;        ///< by firm, so far
};

/// Whether the state owns a firm of this type.
[[nodiscard]] constexpr bool state_owned(OwnerType owner) {
    return owner == OwnerType::central_soe || owner == OwnerType::local_soe;
}

}  // namespace cultivar
