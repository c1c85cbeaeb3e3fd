// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "models/chains.hpp"
#include "models/mechanism.hpp"
#include "models/mechanisms/supply_room.hpp"

namespace cultivar {

/// Suppliers, rivals and institutes that undertake a scenario together.
///
/// Rule: with `consortium.enable` 1, a matched supplier looks for partners if the scenario is major or if it leaves a
/// hole: a required technology that it masters by less than `matching.reservation`, mastery being min(1, capability /
/// `cognition.full_fit`). It asks the other applicants of this listing and Poisson(`apply.reach`) suppliers of the
/// scenario's region that have room for a contract, one after the other: always the one that adds most to the
/// coverage, the mean mastery of the element-wise largest capability, while that is more than
/// `consortium.coordination` and there are fewer than `consortium.max_members` members. Each accepts with probability
///   logistic(`consortium.accept` + gain in coverage − `consortium.rivalry` · overlap),
/// overlap the mean of exp(−d² / 2σ²) with the leader (σ = `cognition.sigma`) and of [both are firms of one sector].
/// Forming takes LN(`consortium.forming`, 0.5); then contracting goes on with the consortium's fit. A leader with a
/// hole whom nobody joined fails, and the scenario is listed again as one that found nobody. Every member holds a
/// contract and learns from trials.
/// From the contract on a milestone comes every G(3, `consortium.milestone`). It is met while the scenario waits for
/// agencies or validation, if no readiness is missing, or if since the last one a trial began or ended or a required
/// technology became readier. At the second miss the consortium dissolves and the scenario is listed again.
/// A member whose firm closes leaves; the next in line takes the lead. Teams of a race form no consortium.
/// Limits: `consortium.enable` 0 leaves no trace; the consortium is the greedy choice, so no single partner adds more
/// than the coordination cost to a finished one unless it refused.
/// Source: Branstetter & Sakakibara 2002 (gain with complementarity, loss among rivals); sizes are assumptions.
class Consortia final : public Mechanism {
  public:
    explicit Consortia(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void on_applied(const Applied& event, Context& context) override;
    void on_matched(const Matched& event, Context& context) override;
    void on_unmatched(const Unmatched& event, Context& context) override;
    void on_consortium_formed(const ConsortiumFormed& event, Context& context) override;
    void on_contracted(const Contracted& event, Context& context) override;
    void on_milestone_reached(const MilestoneReached& event, Context& context) override;
    void on_firm_exited(const FirmExited& event, Context& context) override;

  private:
    /// Where a scenario stood at the last milestone.
    struct Progress {
        ScenarioState state = ScenarioState::contracted;
        std::uint32_t trials = 0;
        double readiness = 0.0;
        friend bool operator==(const Progress&, const Progress&) = default;
    };
    [[nodiscard]] std::vector<Party> candidates(const Scenario& scenario, std::span<const Party> applicants,
                                                Context& context) const;
    void invite(Consortium& consortium, std::vector<Party> candidates, Context& context) const;
    [[nodiscard]] bool accepts(Party party, double gain, const Consortium& consortium,
                               Context& context) const;
    [[nodiscard]] bool met(const Scenario& scenario, const Progress& before, Context& context) const;
    void await_milestone(ConsortiumId id, Context& context);
    void dissolve(const Consortium& consortium, Context& context) const;

    sim::ParameterId enable_, coordination_, rivalry_, accept_, max_members_, forming_, milestone_,
        reservation_, full_fit_, sigma_, reach_;
    SupplyRoom room_;
    Chains<Party> applicants_;          ///< by scenario on a list
    std::vector<Progress> progress_;    ///< by consortium
    Chains<ConsortiumId> memberships_;  ///< by firm, ended ones included
};

/// The mean mastery of the required technologies (0–1), min(1, capability / full_fit) each.
[[nodiscard]] double coverage(const Scenario& scenario, std::span<const float> capability, double full_fit);

/// Whether some required technology is mastered by less than `least`.
[[nodiscard]] bool leaves_hole(const Scenario& scenario, std::span<const float> capability, double full_fit,
                               double least);

/// How much two parties know and do the same: the mean of exp(−d² / 2σ²) of their capabilities and of
/// [both are firms of one sector].
[[nodiscard]] double overlap(const World& world, Party a, Party b, double sigma);

/// The size of the largest consortium at work that a party belongs to; 1 if it is in none.
[[nodiscard]] std::size_t largest_consortium(const World& world, Party party);

}  // namespace cultivar
