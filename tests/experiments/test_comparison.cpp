// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "experiments/analysis/comparison.hpp"

using namespace cultivar;

namespace {

/// Two variants under four seeds with one scalar.
struct Made {
    Experiment experiment;
    RunResults results;

    Made(const std::vector<double>& base, const std::vector<double>& other) {
        experiment.variants = {{"base", {}, ""}, {"other", {}, ""}};
        for (std::size_t i = 0; i < base.size(); ++i) experiment.seeds.push_back(i);
        results.scalars = {{"x", 0, {}}};
        for (const auto* values : {&base, &other})
            for (const double value : *values) {
                RunResult run;
                run.values = {value};
                results.runs.push_back(run);
            }
    }
};

}  // namespace

TEST_CASE("summary: mean, spread, interval and quantiles of four values by hand") {
    const Summary summary = summarise({4.0, 1.0, 3.0, 2.0});
    CHECK(summary.n == 4);
    CHECK(summary.mean == 2.5);
    CHECK(summary.sd == doctest::Approx(std::sqrt(5.0 / 3.0)));
    const double half = 3.182446305284263 * std::sqrt(5.0 / 3.0) / 2.0;  // t(0.975, 3)
    CHECK(summary.low == doctest::Approx(2.5 - half));
    CHECK(summary.high == doctest::Approx(2.5 + half));
    CHECK(summary.p10 == doctest::Approx(1.3));
    CHECK(summary.p50 == 2.5);
    CHECK(summary.p90 == doctest::Approx(3.7));
}

TEST_CASE("summary: one value has no interval, none has no mean") {
    CHECK(summarise({2.0}).mean == 2.0);
    CHECK(std::isnan(summarise({2.0}).low));
    CHECK(summarise({}).n == 0);
    CHECK(std::isnan(summarise({std::numeric_limits<double>::quiet_NaN()}).mean));
}

TEST_CASE("comparison: pairs by seed, and what sharing the seeds is worth") {
    Made made({1.0, 2.0, 3.0, 4.0}, {2.0, 3.0, 4.5, 5.0});
    const Comparison comparison = compare(made.experiment, made.results);
    REQUIRE(comparison.paired.size() == 1);
    const sim::PairedDifference& pair = comparison.paired[0][0];
    CHECK(pair.count == 4);
    CHECK(pair.difference.mean == doctest::Approx(1.125));
    const double var_base = 5.0 / 3.0, var_other = 5.6875 / 3.0, var_difference = 0.1875 / 3.0;
    CHECK(pair.variance_ratio == doctest::Approx((var_base + var_other) / var_difference));
    CHECK(pair.correlation ==
          doctest::Approx((var_base + var_other - var_difference) / (2.0 * std::sqrt(var_base * var_other))));
}

TEST_CASE("comparison: a failed run leaves its pair out, and only its pair") {
    Made made({1.0, 2.0, 3.0, 4.0}, {2.0, 3.0, 4.0, 9.0});
    made.results.runs[7].status = RunStatus::failed;
    made.results.runs[7].values.clear();
    const Comparison comparison = compare(made.experiment, made.results);
    CHECK(comparison.summary[0][0].n == 4);
    CHECK(comparison.summary[1][0].n == 3);
    CHECK(comparison.paired[0][0].count == 3);
    CHECK(comparison.paired[0][0].difference.mean == 1.0);
    CHECK(made.results.failed() == 1);
}
