// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/mechanism.hpp"

namespace cultivar {

/// Years, months and dated policy.
///
/// Rule: a year begins at the start of the world and on each 1 January, a month on each first after the
/// start; each dated change of a lever takes effect at its date, a ramp in monthly steps from there (models/policy.hpp). A
/// change at once on the first day is part of the world that is founded, not an event. `policy.speed` is
/// how many times as often lists come out, rounds are held and programmes are called, and as fast approvals are given,
/// when departments and regions act together; the mechanisms concerned divide their times by it.
/// Limit: without changes every lever keeps its value for ever; a speed of 1 leaves no trace.
/// Source: the opinions of 2025 on joint action; assumption.
class Calendar final : public Mechanism {
  public:
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_year_started(const YearStarted& event, Context& context) override;
    void on_month_started(const MonthStarted& event, Context& context) override;
    void on_policy_changed(const PolicyChanged& event, Context& context) override;
};

/// The first of the instants phase · interval, (phase + 1) · interval, … after the start that is later than
/// `now`; with it, the calendar of lists and rounds whose interval a lever may change.
[[nodiscard]] sim::Time next_round(sim::Time start, sim::Time now, double phase, double interval_days);

}  // namespace cultivar
