// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// How firms close and others take their place.
///
/// Rule: a firm of age a closes at `firm.exit_scale` × the published hazard of that age (models/firm_ages.hpp),
/// or after two year-ends in a row at which its cash lay below what credit covers: `firm.credit_limit` ×
/// revenue where it is granted, with probability min(1, 1/2 · (`sandbox.finance` after a sandbox of one of its
/// scenarios)) by a draw a year, else nothing. A firm that is short cuts its R&D to `research.share_cap` of its
/// revenue. For each firm that closes `firm.entry_rate` others enter at the same instant: the first takes its
/// place, the share beyond one another place of the region that stands empty, if any; a share below one is a
/// probability. An entrant is drawn by the founding rules under a key of its own, at age 0, with nothing
/// installed and no money; it inherits what belongs to the place: supply ties and whether solutions are offered.
/// Exactness: one unit exponential draw a firm is compared with the integrated hazard of its age, so that a
/// firm needs one event in all. The first day's ages follow the stationary law of the published hazard.
/// Limits: the share that closes within a year of age is 1 − (1 − published rate)^`firm.exit_scale`; entry at 1
/// keeps the number of firms; an exit scale of 0 leaves no trace.
/// Source: State Administration for Industry and Commerce, survival report of 2013; Cornelli, Doerr, Gambacorta
/// & Merrouche 2020 for capital after a sandbox; the rest are assumptions.
class Survival final : public Mechanism {
  public:
    explicit Survival(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_year_started(const YearStarted& event, Context& context) override;
    void on_sandbox_left(const SandboxLeft& event, Context& context) override;
    void on_firm_exited(const FirmExited& event, Context& context) override;
    void on_firm_entered(const FirmEntered& event, Context& context) override;

  private:
    [[nodiscard]] bool short_of_money(FirmId firm, int year, Context& context) const;
    void wind(FirmId firm, Context& context);
    void book_exit(const Firm& firm, bool bankrupt, Context& context) const;
    void call_entrants(FirmId place, Context& context);
    void draw_capabilities(FirmId firm, Context& context) const;

    sim::ParameterId exit_scale_, entry_rate_, credit_limit_, sandbox_finance_, share_cap_;
    std::vector<sim::Handle> clocks_;        ///< by firm: its pending exit
    std::vector<std::uint8_t> short_years_;  ///< by firm: year-ends in a row that it was short of money
    std::vector<bool> sandboxed_;            ///< by firm: one of its scenarios went through a sandbox
    std::vector<std::vector<FirmId>>
        vacant_;  ///< by region: empty places, in the order of closing (the last is taken first)
};

}  // namespace cultivar
