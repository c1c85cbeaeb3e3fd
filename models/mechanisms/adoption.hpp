// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "models/mechanism.hpp"
#include "models/mechanisms/prices.hpp"

namespace cultivar {

/// What firms decide when they consider a family, and what an installation changes.
///
/// Rule: a firm that was not here within `adoption.pause` compares the family by itself with every template
/// that it knows, that contains the family, and whose category holds at least 3 % of its sector's needs. It
/// takes the choice of highest net present value (a template only
/// where coverage suffices for each family it adds) and adopts if the value added gained over `adoption.horizon`
/// years at `adoption.discount` is at least (1 + `firm.risk_aversion`) times the cost. n technologies
/// collected one by one gain v n^σ of value added (v = `tech.productivity`, σ = `synergy.overlap`); a
/// template of n ≥ 2 families validated together gains v n^σ' + `synergy.pair` v n(n − 1)/2 + `synergy.gate`
/// n v instead (σ' = `synergy.overlap_integrated`), and the difference is its premium; a firm enjoys the
/// largest premium it bought. Cost counts the families it lacks at the prices of models/mechanisms/prices.hpp,
/// less `subsidy.rate` of them while a family's programme has funds, and for a template `integration.pair`
/// times √(c_t c_u) for each pair, less the share `standard.effect` where its category has a standard. Installation takes a lognormal time (median `adoption.install`, sigma 0.5),
/// a 5G factory another (models/mechanisms/factories.hpp). What a firm that closes has at work goes out of use.
/// Limits: with pair and gate 0 and equal exponents the premium is
/// exactly 0; cost against experience has the slope −b in logarithms; `adoption.decision: always` makes every consideration of a
/// family not yet held an adoption of it alone.
/// Source: Acemoglu et al. 2022 for v and σ (11.4 % for any, 21.2 % for all five
/// technologies); Wright 1936 and Nagy et al. 2013; the premium terms assert what the opinions of 2025 expect
/// and are levers.
class Adoption final : public Mechanism {
  public:
    explicit Adoption(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_policy_changed(const PolicyChanged& event, Context& context) override;
    void on_standard_issued(const StandardIssued& event, Context& context) override;
    void on_adoption_considered(const AdoptionConsidered& event, Context& context) override;
    void on_installed(const Installed& event, Context& context) override;
    void on_firm_exited(const FirmExited& event, Context& context) override;
    void on_firm_entered(const FirmEntered& event, Context& context) override;

  private:
    struct Choice {
        TemplateId bundle;
        FamilySet families = 0;  ///< new to the firm
        double benefit = 0.0;    ///< present value, m_cny
        double cost = 0.0;       ///< m_cny
    };
    using Gains = std::array<double, most_families + 1>;

    void refresh(const Policy& policy);
    void sort_in(const World& world);
    /// The templates of a set of families that concern a sector, of categories with a standard or without.
    [[nodiscard]] std::vector<TemplateId>& relevant(const World& world, bool standard, std::size_t sector,
                                                    FamilySet families);
    [[nodiscard]] bool covered(const World& world, const Policy& policy, FamilySet families,
                               RegionId region) const;
    [[nodiscard]] Prices prices(const Firm& firm, Context& context) const;
    [[nodiscard]] Choice alone(const Firm& firm, std::size_t family, const Prices& prices) const;
    [[nodiscard]] Choice together(const Firm& firm, FamilySet families, bool standard,
                                  const Prices& prices) const;
    [[nodiscard]] Choice best(FirmId firm, std::size_t family, const Prices& now, Context& context);
    [[nodiscard]] Outcome obstacle(const AdoptionConsidered& event, Context& context) const;
    void order(FirmId firm, const Choice& choice, const AdoptionConsidered& event, Context& context);

    PriceList price_list_;
    sim::ParameterId decision_, pause_, horizon_, discount_, install_, build_, readiness_, threshold_,
        risk_aversion_, productivity_, overlap_, overlap_integrated_, pair_, gate_, subsidy_;
    Gains single_{};   ///< gain of n technologies one by one, share of value added
    Gains premium_{};  ///< of a template of n families
    double annuity_ = 0.0;
    std::vector<sim::Time> paused_until_;  ///< firm × family
    std::vector<std::vector<TemplateId>>
        relevant_;              ///< (standard or not, sector, set of families): templates to look at
    std::uint32_t sorted_ = 0;  ///< templates already in `relevant_`
};

/// The gain of n technologies of productivity v collected one by one, and the premium of a template of n
/// families over that (0 for n < 2); shares of value added.
[[nodiscard]] double single_gain(double v, std::size_t n, double overlap);
[[nodiscard]] double bundle_premium(double v, std::size_t n, double overlap, double overlap_integrated,
                                    double pair, double gate);

}  // namespace cultivar
