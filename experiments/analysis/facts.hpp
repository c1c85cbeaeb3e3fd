// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "experiments/analysis/evidence.hpp"

namespace cultivar {

/// A stylised fact: what is known, the target, what the model gives, and whether it meets the target.
struct Fact {
    std::string id;
    std::string fact;
    std::string target;
    std::string model;
    bool met = false;
};

/// The thirteen facts F1–F13 of docs/validation.md, each judged by the pooled evidence of at least one run. A fact
/// for which the runs hold no case is not met and says so.
[[nodiscard]] std::vector<Fact> stylised_facts(const Evidence& evidence, const World& world);

/// The share of the variance of `values` that the best logistic curve through them explains; 0 if they do not
/// vary.
[[nodiscard]] double logistic_r2(const std::vector<double>& years, const std::vector<double>& values);

}  // namespace cultivar
