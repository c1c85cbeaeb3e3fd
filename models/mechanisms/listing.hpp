// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// Lists, and scenarios that wait for technology.
///
/// Rule: scenarios of central state-owned firms wait for the national list (every `list.interval_national`),
/// all others for the list of their region (every `list.interval_region`; each region begins its calendar at
/// a keyed phase), both divided by `policy.speed`. At a release a scenario is listed, or locked while the readiness of one of its
/// technologies falls short by more than `trial.max_gap`, or refused as a duplicate (screening.hpp). A locked
/// scenario is listed as soon as readiness closes the gap. One that found nobody joins the next list, up to
/// `matching.relists` times; one whose supplier closed joins it in any case.
/// Limit: with a
/// large `trial.max_gap` nothing is ever locked.
/// Source: Chengdu's opportunity lists came every 3.4 months
/// (2019–2021), 5G-factory directories every year.
class Listing final : public Mechanism {
  public:
    explicit Listing(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_need_opened(const NeedOpened& event, Context& context) override;
    void on_list_released(const ListReleased& event, Context& context) override;
    void on_listed(const Listed& event, Context& context) override;
    void on_unmatched(const Unmatched& event, Context& context) override;
    void on_withdrawn(const Withdrawn& event, Context& context) override;
    void on_readiness_stepped(const ReadinessStepped& event, Context& context) override;
    void on_breakthrough_made(const BreakthroughMade& event, Context& context) override;

  private:
    bool take_up(ScenarioId id, sim::EventId cause, Context& context);
    [[nodiscard]] std::vector<ScenarioId>& queue_of(const Scenario& scenario, const World& world);
    void schedule(RegionId region, Context& context) const;
    static void await(ScenarioId id, World& world);
    void unlock(TechnologyId technology, Context& context);

    sim::ParameterId interval_national_, interval_region_, max_gap_, relists_, dup_cap_, speed_;
    sim::Time start_{};
    std::vector<std::vector<ScenarioId>> queues_;  ///< by region, the national one last
    std::vector<std::uint32_t> coming_;            ///< taken up and not yet listed, regions × categories
};

}  // namespace cultivar
