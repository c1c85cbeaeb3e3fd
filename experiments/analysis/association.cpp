// SPDX-License-Identifier: Apache-2.0
#include "experiments/analysis/association.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <vector>

#include "sim/statistics.hpp"

namespace cultivar {

namespace {

std::vector<double> ranks(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&values](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> rank(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first;
        while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
        for (std::size_t i = first; i < end; ++i) rank[order[i]] = static_cast<double>(first + end - 1) / 2.0;
        first = end;
    }
    return rank;
}

}  // namespace

double rank_correlation(std::span<const double> a, std::span<const double> b) {
    std::vector<double> one, other;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (!std::isfinite(a[i]) || !std::isfinite(b[i])) continue;
        one.push_back(a[i]);
        other.push_back(b[i]);
    }
    return sim::correlation(ranks(one), ranks(other));
}

double correlation_ratio(std::span<const double> places, std::span<const double> outputs) {
    std::map<double, sim::Tally> groups;
    sim::Tally all;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        if (!std::isfinite(outputs[i])) continue;
        groups[places[i]].add(outputs[i]);
        all.add(outputs[i]);
    }
    double between = 0.0, total = 0.0;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        if (!std::isfinite(outputs[i])) continue;
        const double away = outputs[i] - all.mean();
        const double group = groups[places[i]].mean() - all.mean();
        total += away * away;
        between += group * group;
    }
    return total > 0.0 ? between / total : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace cultivar
