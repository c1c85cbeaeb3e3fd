// SPDX-License-Identifier: Apache-2.0
/// The list of metrics with one more at its head and one, a summary, at its end: linked into a program of its
/// own in place of the shipped list. tests/experiments/test_one_more_metric.py sets the two programs side by
/// side.
#define metrics shipped_metrics
#include "models/metrics.cpp"  // NOLINT(bugprone-suspicious-include)
#undef metrics

namespace cultivar {

const std::vector<Metric>& metrics();

const std::vector<Metric>& metrics() {
    static const std::vector<Metric> list = [] {
        std::vector<Metric> more{
            {"planted", "count", "", "planted by a test", by_tier, measures::reached<Stage::listed>}};
        more.insert(more.end(), shipped_metrics().begin(), shipped_metrics().end());
        more.push_back({"planted_time", "year", "min", "planted by a test", by_family,
                        measures::adoption_share, measures::to_10});
        return more;
    }();
    return list;
}

}  // namespace cultivar
