// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// Where needs come from.
///
/// Rule: firm i has needs in category d at the rate
///   `need.rate` · share_d(sector) · (size / median)^`need.size_exponent` · (1 + `need.focus_boost` · [d in
///   focus])
/// a year, a regional government in the governmental categories alike at `need.government_rate` per 1,000
/// firms of its region in all. One clock an owner strikes at the rate with every category in focus and is
/// thinned to the rule (Lewis & Shedler 1979), so a changed focus shifts no other draw. A need draws its tier
/// (`tier.*`), as many technologies as `bundle.*` says without replacement among those of its category's
/// families, the readiness each must have (normal, mean `requirement.readiness`, sd 1, within 4–9) and its
/// value: `value.*` · (size / median)^`value.size_exponent` · lognormal(1, 0.6) m_cny.
/// A firm that closed has no needs; one that enters begins a clock of its own.
/// Limit: needs of one
/// owner are a Poisson process; a rate of 0 leaves no trace.
/// Source: assumptions; 5G-factory investment of
/// 32–55 m_cny (MIIT directory 2023, 2024) sets the middle tier.
class Needs final : public Mechanism {
  public:
    explicit Needs(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_owner_reviewed(const OwnerReviewed& event, Context& context) override;
    void on_policy_changed(const PolicyChanged& event, Context& context) override;
    void on_firm_exited(const FirmExited& event, Context& context) override;
    void on_firm_entered(const FirmEntered& event, Context& context) override;

  private:
    struct Rates {
        double firm = 0.0;        ///< of a firm of median size with everything in focus, a year
        double government = 0.0;  ///< per 1,000 firms of the region, a year
    };
    [[nodiscard]] Rates rates(const Policy& policy) const;
    [[nodiscard]] double rate_of(Party owner, const World& world, const Rates& rates) const;
    void wind(Party owner, std::uint32_t number, Context& context);
    void adjust(Party owner, sim::Handle handle, const Rates& before, Context& context);
    [[nodiscard]] sim::Handle& clock_of(Party owner);
    [[nodiscard]] CategoryId draw_category(Party owner, sim::Key need, const World& world,
                                           Context& context) const;
    [[nodiscard]] Scenario draw_scenario(Party owner, CategoryId category, sim::Key key,
                                         Context& context) const;
    void draw_bundle(Scenario& scenario, Context& context) const;

    sim::ParameterId rate_, size_exponent_, focus_boost_, government_rate_;
    sim::ParameterId tier_major_, tier_integrated_, value_size_exponent_, readiness_;
    std::vector<sim::ParameterId> bundle_, value_;
    Rates in_use_;
    double exponent_ = 0.0;
    std::vector<sim::Handle> firm_clocks_, government_clocks_;
    std::vector<std::uint32_t> firm_numbers_, government_numbers_;
};

}  // namespace cultivar
