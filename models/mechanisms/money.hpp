// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// The accounts of firms.
///
/// Rule: at each year's start a firm settles the time since its last accounts (or since it entered):
///   cash += years · (`firm.profit_margin` · value added − (R&D − `research.share_cap` · revenue)⁺)
///           + value added · ∫ gain dt − costs,
/// profit being after regular R&D, which is at most `research.share_cap` of revenue: what a firm spends beyond
/// comes out of its cash. Its gain is that of the technologies at work one by one plus the premium of a template
/// at work (shares of value added). Costs are booked where they arise, net of grants: a trial's by its
/// scenario's owner when it begins, an installation's when it is ordered. Firms begin with nothing; a firm that
/// closes takes its accounts with it. Money gates no adoption: that decision is one of present value.
/// Limit: without profit, gains and costs cash stays 0. It draws nothing and schedules nothing.
/// Source: assumptions; profit over value added of industry about a fifth (NBS).
class Money final : public Mechanism {
  public:
    explicit Money(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_installed(const Installed& event, Context& context) override;
    void on_month_started(const MonthStarted& event, Context& context) override;
    void on_year_started(const YearStarted& event, Context& context) override;
    void on_firm_exited(const FirmExited& event, Context& context) override;

  private:
    /// What a firm's installations gain it, as shares of value added.
    struct Gain {
        double premium = 0.0;  ///< of the template at work
        double share = 0.0;    ///< now, premium included
        double missed = 0.0;   ///< of `share` over the time since the last accounts, before it was so high
    };
    [[nodiscard]] double years_open(const Firm& firm, const Context& context) const;
    void accrue(Context& context);
    void settle(Firm& firm, Gain& gain, Context& context) const;

    sim::ParameterId margin_, share_cap_, productivity_, overlap_;
    std::vector<Gain> gains_;  ///< by firm
    sim::Time settled_{};      ///< the last accounts
    sim::Time accrued_{};      ///< up to which the nation's gains are summed
    double rate_ = 0.0;        ///< gains of all firms in business, m_cny a year
};

}  // namespace cultivar
