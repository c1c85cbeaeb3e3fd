// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"
#include "sim/assignment.hpp"

namespace cultivar {

/// How a scenario is allocated among those who applied.
///
/// Rule: an application counts if the supplier has a free contract when it comes (`firm.supply_capacity`,
/// `institute.project_slots`). Each region's centre holds a round every `matching.interval` / `policy.speed`
/// over its scenarios that were listed at least one interval before. With
///   fit = mean over required technologies of min(1, capability / `cognition.full_fit`) · exp(−d² / 2σ²),
/// d the root mean square difference of the two capability profiles (0 for governments), σ = `cognition.sigma`, and
///   price = (1 + `matching.margin`)(1 − fit / 2) as a share of value,
/// an owner's utility is fit + (1 − e)(`home_bias` [same region] + `state_bias` [state-owned firm or institute] +
/// `size_bias` ln(size / median)) − `price_weight` · price, acceptable if fit ≥ `reservation`; a supplier's is
/// margin + fit − `matching.distance` · distance / 1,000 km. `matching.rule` chooses among four procedures over these
/// same utilities: administrative (offers served by owner utility at e = 0), first_come (by time of application),
/// lottery (by keyed draw), deferred_acceptance (suppliers propose, owners choose at e = `matching.equal_access`).
/// Ties go by a keyed draw of the round.
/// Limits: deferred acceptance leaves no blocking pair; first come gives owners the
/// mean rank (n + 1) / 2.
/// Source: Gale & Shapley 1962; Cohen & Levinthal and Nooteboom for cognitive
/// distance; weights are assumptions.
class Matching final : public Mechanism {
  public:
    explicit Matching(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_listed(const Listed& event, Context& context) override;
    void on_applied(const Applied& event, Context& context) override;
    void on_matching_held(const MatchingHeld& event, Context& context) override;

  private:
    struct Application {
        ScenarioId scenario;
        Party supplier;
        double fit = 0.0;
        sim::Time at{};
        sim::EventId event;
    };
    struct Round;
    /// Days between two rounds now.
    [[nodiscard]] double interval(const Policy& policy) const { return policy[interval_] / policy[speed_]; }
    void schedule(RegionId region, Context& context) const;
    [[nodiscard]] bool has_room(Party supplier, Context& context) const;
    [[nodiscard]] double room(Party supplier, Context& context) const;
    [[nodiscard]] double owner_utility(const Scenario& scenario, const Application& application,
                                       double equal_access, Context& context) const;
    [[nodiscard]] double supplier_utility(const Scenario& scenario, const Application& application,
                                          Context& context) const;
    [[nodiscard]] Round gather(RegionId region, Context& context);
    [[nodiscard]] std::vector<sim::Pair> allocate(const Round& round, Context& context) const;
    void award(const Application& application, Context& context) const;

    sim::ParameterId rule_, interval_, equal_access_, home_bias_, state_bias_, size_bias_, price_weight_,
        margin_, reservation_, distance_, sigma_, full_fit_, supply_capacity_, project_slots_, speed_;
    sim::Time start_{};
    std::vector<std::vector<ScenarioId>> listed_;         ///< by region, in the order of listing
    std::vector<std::uint32_t> rounds_;                   ///< by region, so far
    std::vector<std::vector<Application>> applications_;  ///< by region, in the order of arrival
};

/// The fit of a supplier with a scenario (0–1).
[[nodiscard]] double fit(const World& world, const Scenario& scenario, Party supplier, double full_fit,
                         double sigma);

}  // namespace cultivar
