// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "experiments/results/columns.hpp"
#include "experiments/results/result_datasets.hpp"

namespace cultivar {

namespace {

/// One number of every row as a [variant, metric] array.
template <class Row, class Get>
Dataset table(const std::string& path, const std::vector<std::vector<Row>>& rows, std::size_t scalars,
              const std::string& long_name, Get get) {
    std::vector<double> values;
    for (const std::vector<Row>& row : rows)
        for (const Row& cell : row) values.push_back(static_cast<double>(get(cell)));
    return {
        path, {"variant", "metric"}, {rows.size(), scalars}, std::move(values), {{"long_name", long_name}},
        false};
}

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

double mean_of(const sim::PairedDifference& pair) {
    return pair.count > 0 ? pair.difference.mean : nothing;
}

double end_of(const sim::PairedDifference& pair, double sign) {
    return pair.count > 1 ? pair.difference.mean + sign * pair.difference.half_width : nothing;
}

std::vector<Dataset> table_scales(const std::string& group, const Experiment& experiment, std::size_t first,
                                  const RunResults& results) {
    std::vector<std::string> variants, names, units;
    for (std::size_t i = first; i < experiment.variants.size(); ++i)
        variants.push_back(experiment.variants[i].name);
    for (const Scalar& scalar : results.scalars) {
        names.push_back(scalar.name);
        units.emplace_back(metrics()[scalar.metric].unit);
    }
    return {scale(group, "variant", std::move(variants)), scale(group, "metric", std::move(names)),
            column(group + "/unit", "metric", std::move(units))};
}

}  // namespace

std::vector<Dataset> summary_datasets(const Experiment& experiment, const RunResults& results,
                                      const Comparison& comparison) {
    const std::size_t scalars = results.scalars.size();
    const auto add = [&](const char* name, const char* meaning, auto get) {
        return table(std::string("/summary/") + name, comparison.summary, scalars, meaning, get);
    };
    std::vector<Dataset> made = table_scales("/summary", experiment, 0, results);
    made.push_back(add("n", "finished runs", [](const Summary& s) { return s.n; }));
    made.push_back(add("mean", "mean over seeds", [](const Summary& s) { return s.mean; }));
    made.push_back(add("sd", "standard deviation over seeds", [](const Summary& s) { return s.sd; }));
    made.push_back(
        add("low", "lower end of the 95 % t interval of the mean", [](const Summary& s) { return s.low; }));
    made.push_back(
        add("high", "upper end of the 95 % t interval of the mean", [](const Summary& s) { return s.high; }));
    made.push_back(add("p10", "quantile 0.1 over seeds", [](const Summary& s) { return s.p10; }));
    made.push_back(add("p50", "median over seeds", [](const Summary& s) { return s.p50; }));
    made.push_back(add("p90", "quantile 0.9 over seeds", [](const Summary& s) { return s.p90; }));
    return made;
}

std::vector<Dataset> paired_datasets(const Experiment& experiment, const RunResults& results,
                                     const Comparison& comparison) {
    if (comparison.paired.empty()) return {};
    using Paired = sim::PairedDifference;
    const std::size_t scalars = results.scalars.size();
    const auto add = [&](const char* name, const char* meaning, auto get) {
        return table(std::string("/paired/") + name, comparison.paired, scalars, meaning, get);
    };
    std::vector<Dataset> made = table_scales("/paired", experiment, 1, results);
    made.push_back(add("n", "seeds finished by both", [](const Paired& p) { return p.count; }));
    made.push_back(add("difference", "mean difference to the baseline under the same seed",
                       [](const Paired& p) { return mean_of(p); }));
    made.push_back(
        add("low", "lower end of its 95 % t interval", [](const Paired& p) { return end_of(p, -1.0); }));
    made.push_back(
        add("high", "upper end of its 95 % t interval", [](const Paired& p) { return end_of(p, 1.0); }));
    made.push_back(add("correlation", "between variant and baseline over the seeds",
                       [](const Paired& p) { return p.correlation; }));
    made.push_back(add("variance_ratio",
                       "variance of the difference with independent seeds over that with shared ones",
                       [](const Paired& p) { return p.variance_ratio; }));
    return made;
}

}  // namespace cultivar
