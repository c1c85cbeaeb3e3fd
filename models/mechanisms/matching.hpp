// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/mechanism.hpp"
#include "models/mechanisms/supply_room.hpp"
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
/// margin + fit − `matching.distance` · distance / 1,000 km. `matching.rule` chooses among six procedures over these
/// same utilities: administrative (offers served by owner utility at e = 0), first_come (by time of application),
/// lottery (by keyed draw), auction (suppliers ask their price, the lowest wins and is paid the next, at most what
/// the lowest acceptable fit asks), deferred_acceptance (suppliers propose, owners choose at e =
/// `matching.equal_access`), challenge (offers served by owner utility without size term, whatever their fit, up
/// to three teams a scenario; challenge.hpp). Ties go by a keyed draw of the round; owners and suppliers that have closed take no part. The trace tells of each
/// application whether it was chosen, was not fit enough, stood behind another, or its supplier was booked out.
/// Limits: deferred acceptance leaves no blocking pair and no envy; first come gives owners the mean rank
/// (n + 1) / 2; in an auction asking one's true price is dominant while capacity does not bind.
/// Source: Gale & Shapley 1962; Vickrey 1961; Cohen & Levinthal and Nooteboom for cognitive distance; weights
/// are assumptions.
class Matching final : public Mechanism {
  public:
    explicit Matching(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_listed(const Listed& event, Context& context) override;
    void on_applied(const Applied& event, Context& context) override;
    void on_matching_held(const MatchingHeld& event, Context& context) override;

  private:
    enum class Rule : std::uint8_t {
        administrative,
        first_come,
        lottery,
        auction,
        deferred_acceptance,
        challenge
    };
    struct Application {
        ScenarioId scenario;
        Party supplier;
        double fit = 0.0;
        sim::Time at{};
        sim::EventId event;
        std::size_t place = 0;  ///< of the event in the trace
    };
    /// One round: the scenarios that take part, their applications, and the market that these make.
    struct Round {
        Rule rule = Rule::administrative;
        std::vector<ScenarioId> scenarios;
        std::vector<Application> offers;  ///< in the order of market.offers
        sim::Market market;
    };
    /// A scenario given to a supplier: the place of the offer, and the price as a share of value.
    struct Award {
        std::uint32_t offer = 0;
        double price = 0.0;
    };
    /// Days between two rounds now.
    [[nodiscard]] double interval(const Policy& policy) const { return policy[interval_] / policy[speed_]; }
    void schedule(RegionId region, Context& context) const;
    [[nodiscard]] double asked_price(double fit, Context& context) const;
    [[nodiscard]] double owner_utility(const Scenario& scenario, const Application& application,
                                       double equal_access, bool size_counts, Context& context) const;
    [[nodiscard]] double supplier_utility(const Scenario& scenario, const Application& application,
                                          Context& context) const;
    [[nodiscard]] Round gather(RegionId region, Context& context);
    [[nodiscard]] std::vector<std::uint32_t> served_in_turn(const Round& round, Context& context) const;
    [[nodiscard]] std::vector<Award> allocate(const Round& round, Context& context) const;
    void award(const Round& round, std::span<const Award> teams, Context& context) const;
    void record(const Round& round, std::span<const Award> awards, Context& context) const;

    sim::ParameterId rule_, interval_, equal_access_, home_bias_, state_bias_, size_bias_, price_weight_,
        margin_, reservation_, distance_, sigma_, full_fit_, speed_;
    SupplyRoom room_;
    sim::Time start_{};
    std::vector<std::vector<ScenarioId>> listed_;         ///< by region, in the order of listing
    std::vector<std::uint32_t> rounds_;                   ///< by region, so far
    std::vector<std::vector<Application>> applications_;  ///< by region, in the order of arrival
};

/// The fit of a supplier with a scenario (0–1).
[[nodiscard]] double fit(const World& world, const Scenario& scenario, Party supplier, double full_fit,
                         double sigma);
/// The same for a capability in each technology.
[[nodiscard]] double fit(const World& world, const Scenario& scenario, std::span<const float> own,
                         double full_fit, double sigma);

}  // namespace cultivar
