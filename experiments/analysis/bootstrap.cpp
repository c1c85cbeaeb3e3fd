// SPDX-License-Identifier: Apache-2.0
#include "experiments/analysis/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "experiments/plan/sampling_purpose.hpp"
#include "sim/random.hpp"
#include "sim/statistics.hpp"

namespace cultivar {

namespace {

/// How often each item is drawn in one resample.
std::vector<double> drawn(std::size_t items, std::uint64_t seed, std::size_t resample) {
    sim::Stream stream(seed, static_cast<std::uint16_t>(SamplingPurpose::bootstrap),
                       sim::child_key(sim::key_of("resample"), resample));
    std::vector<double> times(items, 0.0);
    for (std::size_t i = 0; i < items; ++i) times[stream.integer(static_cast<std::uint32_t>(items))] += 1.0;
    return times;
}

std::vector<double> sums_of(std::span<const double> terms, const std::vector<double>& times) {
    const std::size_t width = terms.size() / times.size();
    std::vector<double> sums(width, 0.0);
    for (std::size_t item = 0; item < times.size(); ++item)
        for (std::size_t i = 0; i < width; ++i) sums[i] += times[item] * terms[item * width + i];
    return sums;
}

}  // namespace

std::vector<Bootstrapped> bootstrap(
    std::span<const double> terms, std::size_t items, const Bootstrap& settings,
    const std::function<std::vector<double>(std::span<const double>, double)>& estimate) {
    if (items == 0) throw std::invalid_argument("a bootstrap needs an item");
    if (!(settings.confidence > 0.0 && settings.confidence < 1.0))
        throw std::invalid_argument("a confidence lies between 0 and 1");
    const double count = static_cast<double>(items);
    const std::vector<double> value = estimate(sums_of(terms, std::vector<double>(items, 1.0)), count);
    std::vector<std::vector<double>> spread(value.size());
    for (std::size_t resample = 0; resample < settings.resamples; ++resample) {
        const std::vector<double> again =
            estimate(sums_of(terms, drawn(items, settings.seed, resample)), count);
        for (std::size_t i = 0; i < value.size(); ++i)
            if (std::isfinite(again[i])) spread[i].push_back(again[i]);
    }
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    std::vector<Bootstrapped> found(value.size(), Bootstrapped{nan, nan, nan});
    for (std::size_t i = 0; i < value.size(); ++i) {
        found[i].value = value[i];
        if (spread[i].empty() || !std::isfinite(value[i])) continue;
        std::sort(spread[i].begin(), spread[i].end());
        found[i].low = sim::quantile(spread[i], (1.0 - settings.confidence) / 2.0);
        found[i].high = sim::quantile(spread[i], (1.0 + settings.confidence) / 2.0);
    }
    return found;
}

}  // namespace cultivar
