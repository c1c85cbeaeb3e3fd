// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <limits>
#include <stdexcept>

#include "experiments/analysis/robustness.hpp"

using namespace cultivar;

namespace {

const PolicyTable payoffs{{10, 4, 6, 2}, {8, 7, 5, 3}, {3, 9, 6, 6}};
const RobustnessSettings settings{Goal::max, 0.25, 6.0, 0.5};

std::vector<double> of_policies(const RobustnessAnalysis& analysis, double Robustness::*number) {
    std::vector<double> numbers;
    for (const Robustness& policy : analysis.policies) numbers.push_back(policy.*number);
    return numbers;
}

using Row = std::vector<double>;

}  // namespace

TEST_CASE("robustness: regret of three policies in four futures, and the choice of least regret") {
    const RobustnessAnalysis found = robustness(payoffs, settings);
    CHECK(found.regret == PolicyTable{{0, 5, 0, 4}, {2, 2, 1, 3}, {7, 0, 0, 0}});
    CHECK(of_policies(found, &Robustness::max_regret) == Row{5, 3, 7});
    CHECK(of_policies(found, &Robustness::mean_regret) == Row{2.25, 2.00, 1.75});
    CHECK(found.choice.minimax_regret == 1);
    CHECK(found.choice.mean_regret == 2);
}

TEST_CASE("robustness: each criterion by hand, and the policy it chooses") {
    const RobustnessAnalysis found = robustness(payoffs, settings);
    CHECK(of_policies(found, &Robustness::worst) == Row{2, 3, 3});
    CHECK(of_policies(found, &Robustness::best) == Row{10, 8, 9});
    CHECK(of_policies(found, &Robustness::mean) == Row{5.5, 5.75, 6});
    CHECK(of_policies(found, &Robustness::hurwicz) == Row{4, 4.25, 4.5});
    CHECK(of_policies(found, &Robustness::percentile) == Row{5, 6, 6});
    CHECK(of_policies(found, &Robustness::starr) == Row{0.5, 0.5, 0.75});
    CHECK(found.choice.maximin == 1);
    CHECK(found.choice.maximax == 0);
    CHECK(found.choice.laplace == 2);
    CHECK(found.choice.hurwicz == 2);
    CHECK(found.choice.percentile == 1);
    CHECK(found.choice.starr == 2);
}

TEST_CASE("robustness: where less is better, all is judged the other way round") {
    PolicyTable costs = payoffs;
    for (Row& row : costs)
        for (double& cost : row) cost = -cost;
    const RobustnessAnalysis found = robustness(costs, {Goal::min, 0.25, -6.0, 0.5});
    const RobustnessAnalysis mirror = robustness(payoffs, settings);
    CHECK(found.regret == mirror.regret);
    for (const auto criterion : {&Robustness::worst, &Robustness::best, &Robustness::mean,
                                 &Robustness::hurwicz, &Robustness::percentile})
        for (std::size_t policy = 0; policy < 3; ++policy)
            CHECK(found.policies[policy].*criterion == -(mirror.policies[policy].*criterion));
    CHECK(of_policies(found, &Robustness::starr) == of_policies(mirror, &Robustness::starr));
    CHECK(found.choice.maximin == mirror.choice.maximin);
    CHECK(found.choice.maximax == mirror.choice.maximax);
    CHECK(found.choice.laplace == mirror.choice.laplace);
    CHECK(found.choice.starr == mirror.choice.starr);
    CHECK(found.choice.minimax_regret == mirror.choice.minimax_regret);
}

TEST_CASE("robustness: a future in which one policy failed counts for none") {
    PolicyTable holed = payoffs;
    for (Row& row : holed) row.push_back(100.0);
    holed[1][4] = std::numeric_limits<double>::quiet_NaN();
    const RobustnessAnalysis found = robustness(holed, settings);
    CHECK(found.futures == 4);
    CHECK(found.dropped == 1);
    CHECK(found.regret == robustness(payoffs, settings).regret);
    CHECK(of_policies(found, &Robustness::best) == Row{10, 8, 9});
}

TEST_CASE("robustness: tables and settings that make no sense are refused") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS((void)robustness({}, settings), std::invalid_argument);
    CHECK_THROWS_AS((void)robustness({{1, 2}, {1}}, settings), std::invalid_argument);
    CHECK_THROWS_AS((void)robustness({{nan, 2}, {1, nan}}, settings), std::invalid_argument);
    CHECK_THROWS_AS((void)robustness(payoffs, {Goal::max, 1.5, 0.0, 0.5}), std::invalid_argument);
    CHECK_THROWS_AS((void)robustness(payoffs, {Goal::max, 0.5, 0.0, -0.1}), std::invalid_argument);
}
