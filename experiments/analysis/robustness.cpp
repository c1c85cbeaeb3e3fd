// SPDX-License-Identifier: Apache-2.0
#include "experiments/analysis/robustness.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "sim/statistics.hpp"

namespace cultivar {

namespace {

bool is_share(double number) {
    return number >= 0.0 && number <= 1.0;
}

bool complete(const PolicyTable& payoffs, std::size_t future) {
    return std::all_of(payoffs.begin(), payoffs.end(),
                       [future](const std::vector<double>& row) { return std::isfinite(row[future]); });
}

/// The table without the futures in which a payoff is missing.
PolicyTable completed(const PolicyTable& payoffs) {
    PolicyTable kept(payoffs.size());
    for (std::size_t future = 0; future < payoffs.front().size(); ++future)
        if (complete(payoffs, future))
            for (std::size_t policy = 0; policy < payoffs.size(); ++policy)
                kept[policy].push_back(payoffs[policy][future]);
    return kept;
}

PolicyTable regrets(const PolicyTable& payoffs, Goal goal) {
    PolicyTable regret = payoffs;
    for (std::size_t future = 0; future < payoffs.front().size(); ++future) {
        double best = payoffs.front()[future];
        for (const std::vector<double>& row : payoffs)
            best = goal == Goal::max ? std::fmax(best, row[future]) : std::fmin(best, row[future]);
        for (std::vector<double>& row : regret) row[future] = std::fabs(best - row[future]);
    }
    return regret;
}

double mean_of(const std::vector<double>& numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), 0.0) / static_cast<double>(numbers.size());
}

Robustness judge(std::vector<double> payoffs, const std::vector<double>& regret,
                 const RobustnessSettings& settings) {
    const bool more = settings.goal == Goal::max;
    const auto good = std::count_if(payoffs.begin(), payoffs.end(), [&settings, more](double payoff) {
        return more ? payoff >= settings.threshold : payoff <= settings.threshold;
    });
    Robustness found;
    found.mean = mean_of(payoffs);
    found.starr = static_cast<double>(good) / static_cast<double>(payoffs.size());
    found.mean_regret = mean_of(regret);
    found.max_regret = *std::max_element(regret.begin(), regret.end());
    std::sort(payoffs.begin(), payoffs.end());
    found.percentile = sim::quantile(payoffs, settings.probability);
    found.worst = more ? payoffs.front() : payoffs.back();
    found.best = more ? payoffs.back() : payoffs.front();
    found.hurwicz = settings.optimism * found.best + (1.0 - settings.optimism) * found.worst;
    return found;
}

std::size_t choose(const std::vector<Robustness>& policies, double Robustness::*criterion, Goal goal) {
    const auto better = [criterion, goal](const Robustness& a, const Robustness& b) {
        return goal == Goal::max ? a.*criterion > b.*criterion : a.*criterion < b.*criterion;
    };
    return static_cast<std::size_t>(std::min_element(policies.begin(), policies.end(), better) -
                                    policies.begin());
}

RobustChoice choices(const std::vector<Robustness>& policies, Goal goal) {
    return {choose(policies, &Robustness::worst, goal),
            choose(policies, &Robustness::best, goal),
            choose(policies, &Robustness::mean, goal),
            choose(policies, &Robustness::hurwicz, goal),
            choose(policies, &Robustness::percentile, goal),
            choose(policies, &Robustness::starr, Goal::max),
            choose(policies, &Robustness::mean_regret, Goal::min),
            choose(policies, &Robustness::max_regret, Goal::min)};
}

}  // namespace

RobustnessAnalysis robustness(const PolicyTable& payoffs, const RobustnessSettings& settings) {
    if (payoffs.empty()) throw std::invalid_argument("robustness needs a policy");
    for (const std::vector<double>& row : payoffs)
        if (row.size() != payoffs.front().size())
            throw std::invalid_argument("every policy has a payoff in every future, if only a missing one");
    if (!is_share(settings.optimism) || !is_share(settings.probability))
        throw std::invalid_argument("optimism and probability lie between 0 and 1");
    const PolicyTable kept = completed(payoffs);
    const std::size_t futures = kept.front().size();
    if (futures == 0) throw std::invalid_argument("no future in which every policy has a payoff");
    RobustnessAnalysis analysis{
        futures, payoffs.front().size() - futures, regrets(kept, settings.goal), {}, {}};
    for (std::size_t policy = 0; policy < kept.size(); ++policy)
        analysis.policies.push_back(judge(kept[policy], analysis.regret[policy], settings));
    analysis.choice = choices(analysis.policies, settings.goal);
    return analysis;
}

}  // namespace cultivar
