// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// Approvals between contract and access.
///
/// Rule: a scenario needs `review.stages` approvals, given by the agencies in turn. Each agency has one
/// national line, first come, first served, and `review.servers` reviewers per 1,000 modelled firms, at least
/// one; an approval takes a reviewer an exponential time of mean `review.mean` / `policy.speed`. A stage joins
/// its line when the stage before it is approved with probability 1 − χ, and with the contract otherwise, χ =
/// `review.parallel`. When the last approval comes, it conflicts with the others with probability
/// `review.conflict` · (1 − `review.cohesion`); then that step is repeated, once at most. The review ends with the
/// last approval; access follows at once unless the category has a rule gap (mechanisms/sandbox.hpp). Worlds
/// that name fewer than four agencies have four lines all the same.
/// Limits: with free reviewers and no conflicts χ = 0 takes n · m on average (4 × 45 = 180 days), χ = 1 takes m ·
/// (1 + 1/2 + … + 1/n) (93.75 days); one stage and Poisson arrivals make M/M/c, with Erlang's C waiting; no
/// stages take no time.
/// Source: Erlang 1917 for the line; the opinions of 2025 ask for coordinated approval; numbers are assumptions.
class Review final : public Mechanism {
  public:
    explicit Review(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_policy_changed(const PolicyChanged& event, Context& context) override;
    void on_contracted(const Contracted& event, Context& context) override;
    void on_review_started(const ReviewStarted& event, Context& context) override;
    void on_approval_given(const ApprovalGiven& event, Context& context) override;
    void on_review_finished(const ReviewFinished& event, Context& context) override;
    void on_access_granted(const AccessGranted& event, Context& context) override;

  private:
    /// Where the review of a scenario stands.
    struct Progress {
        std::uint32_t follows = 0;  ///< bit s: stage s waits for stage s − 1
        std::uint8_t missing = 0;   ///< approvals still to come
        bool repeated = false;
    };
    void open_desks(Context& context) const;
    void submit(ScenarioId scenario, std::uint32_t stage, Context& context);
    void serve(Facility& desk, Context& context);
    [[nodiscard]] bool conflicts(const Scenario& scenario, Context& context) const;

    sim::ParameterId stages_, mean_, parallel_, conflict_, cohesion_, servers_, speed_;
    std::vector<Progress> progress_;  ///< by scenario
};

}  // namespace cultivar
