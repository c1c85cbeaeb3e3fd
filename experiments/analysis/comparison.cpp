// SPDX-License-Identifier: Apache-2.0
#include "experiments/analysis/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cultivar {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// A scalar of one variant by seed; NaN for runs that failed.
std::vector<double> values_of(const Experiment& experiment, const RunResults& results, std::size_t variant,
                              std::size_t scalar) {
    const std::size_t seeds = experiment.seeds.size();
    std::vector<double> values;
    for (std::size_t k = 0; k < seeds; ++k) {
        const RunResult& run = results.runs[variant * seeds + k];
        values.push_back(run.status == RunStatus::done ? run.values[scalar] : nothing);
    }
    return values;
}

sim::PairedDifference pair(const std::vector<double>& variant, const std::vector<double>& baseline) {
    std::vector<double> a, b;
    for (std::size_t k = 0; k < variant.size(); ++k) {
        if (!std::isfinite(variant[k]) || !std::isfinite(baseline[k])) continue;
        a.push_back(variant[k]);
        b.push_back(baseline[k]);
    }
    return sim::paired_difference(a, b, confidence);
}

}  // namespace

Summary summarise(std::vector<double> values) {
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    Summary summary{values.size(), nothing, nothing, nothing, nothing, nothing, nothing, nothing};
    if (values.empty()) return summary;
    sim::Tally tally;
    for (const double value : values) tally.add(value);
    summary.mean = tally.mean();
    if (values.size() > 1) {
        const sim::Interval interval = sim::t_interval(tally, confidence);
        summary.sd = tally.standard_deviation();
        summary.low = interval.low();
        summary.high = interval.high();
    }
    std::sort(values.begin(), values.end());
    summary.p10 = sim::quantile(values, 0.1);
    summary.p50 = sim::quantile(values, 0.5);
    summary.p90 = sim::quantile(values, 0.9);
    return summary;
}

Comparison compare(const Experiment& experiment, const RunResults& results) {
    Comparison comparison;
    for (std::size_t variant = 0; variant < experiment.variants.size(); ++variant) {
        std::vector<Summary> summaries;
        std::vector<sim::PairedDifference> differences;
        for (std::size_t scalar = 0; scalar < results.scalars.size(); ++scalar) {
            const std::vector<double> values = values_of(experiment, results, variant, scalar);
            summaries.push_back(summarise(values));
            if (variant > 0) differences.push_back(pair(values, values_of(experiment, results, 0, scalar)));
        }
        comparison.summary.push_back(std::move(summaries));
        if (variant > 0) comparison.paired.push_back(std::move(differences));
    }
    return comparison;
}

}  // namespace cultivar
