// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// Approvals between contract and first trial.
///
/// Rule: a scenario needs `review.stages` approvals, given by the agencies in turn, each an exponential time
/// of mean `review.mean` after it was begun. A stage waits for the one before with probability 1 − χ and
/// begins with the contract otherwise, χ = `review.parallel`; the review ends with the last approval. Limits:
/// χ = 0 takes n · m on average (4 × 45 = 180 days), χ = 1 takes m · (1 + 1/2 + … + 1/n) (93.75 days); no
/// stages take no time.
/// Source: assumption; the opinions of 2025 ask for coordinated approval.
class Review final : public Mechanism {
  public:
    explicit Review(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void on_contracted(const Contracted& event, Context& context) override;
    void on_approval_given(const ApprovalGiven& event, Context& context) override;
    void on_review_finished(const ReviewFinished& event, Context& context) override;

  private:
    sim::ParameterId stages_, mean_, parallel_;
    std::vector<std::uint8_t> missing_;  ///< approvals still to come, by scenario
};

}  // namespace cultivar
