// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cultivar {

/// Whether more or less of a payoff is better.
enum class Goal : std::uint8_t { max, min };

/// A number for each policy and future: payoffs, or regrets.
using PolicyTable = std::vector<std::vector<double>>;

struct RobustnessSettings {
    Goal goal = Goal::max;
    double optimism = 0.5;     ///< alpha of Hurwicz, in [0, 1]: the weight of the best future
    double threshold = 0.0;    ///< what counts as good enough for starr
    double probability = 0.1;  ///< of the percentile, in [0, 1]
};

/// How a policy does over the futures (McPhail et al. 2018). "Best" and "worst" follow the goal.
struct Robustness {
    double worst = 0.0;        ///< maximin
    double best = 0.0;         ///< maximax
    double mean = 0.0;         ///< Laplace: all futures weigh the same
    double hurwicz = 0.0;      ///< optimism * best + (1 - optimism) * worst
    double percentile = 0.0;   ///< quantile of type 7 from the smallest payoff up, whatever the goal
    double starr = 0.0;        ///< share of futures in which the payoff reaches the threshold (Starr 1963)
    double mean_regret = 0.0;  ///< regret: what is lost against the best policy of that future (Savage 1951)
    double max_regret = 0.0;
};

/// The policy that each criterion chooses, the first among equals.
struct RobustChoice {
    std::size_t maximin = 0;
    std::size_t maximax = 0;
    std::size_t laplace = 0;
    std::size_t hurwicz = 0;
    std::size_t percentile = 0;
    std::size_t starr = 0;
    std::size_t mean_regret = 0;
    std::size_t minimax_regret = 0;
};

struct RobustnessAnalysis {
    std::size_t futures = 0;  ///< in which every policy has a payoff; the others are left out for all
    std::size_t dropped = 0;
    PolicyTable regret;  ///< policy by future that is not dropped; none below 0
    std::vector<Robustness> policies;
    RobustChoice choice;
};

/// Judges policies by a table with a row a policy and a column a future; payoffs that are not finite are
/// missing. Throws std::invalid_argument without a policy, with rows of unequal length, if no future is left,
/// or if optimism or probability lie outside [0, 1].
[[nodiscard]] RobustnessAnalysis robustness(const PolicyTable& payoffs, const RobustnessSettings& settings);

}  // namespace cultivar
