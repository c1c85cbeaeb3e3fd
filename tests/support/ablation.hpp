// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "models/cultivation.hpp"
#include "scenarios/reader/world_file.hpp"
#include "sim/statistics.hpp"
#include "tests/support/without.hpp"

namespace cultivar::test {

/// A metric under low and high, seed by seed.
struct Effect {
    std::vector<double> low, high;

    [[nodiscard]] double mean_low() const { return mean(low); }
    [[nodiscard]] double mean_high() const { return mean(high); }
    /// Mean of high over mean of low, less 1.
    [[nodiscard]] double relative() const { return mean(high) / mean(low) - 1.0; }
    [[nodiscard]] double difference() const { return mean(high) - mean(low); }
    /// One-sided sign test: the odds of at least so many seeds in which `high` lies above (or below) `low` if
    /// either were as likely; seeds without a difference are left out (1 if none is left).
    [[nodiscard]] double p_up() const { return sign_test(1.0); }
    [[nodiscard]] double p_down() const { return sign_test(-1.0); }
    /// Two one-sided tests at 5 % each: the 90 % interval of the paired difference lies within ± `margin` of
    /// the low mean.
    [[nodiscard]] bool equivalent(double margin) const {
        const sim::Interval interval = sim::paired_difference(high, low, 0.9).difference;
        const double bound = margin * std::fabs(mean_low());
        return interval.low() > -bound && interval.high() < bound;
    }

  private:
    [[nodiscard]] static double mean(const std::vector<double>& values) {
        double sum = 0.0;
        for (const double value : values) sum += value;
        return sum / static_cast<double>(values.size());
    }
    [[nodiscard]] double sign_test(double direction) const {
        int moved = 0, differ = 0;
        for (std::size_t i = 0; i < low.size(); ++i) {
            const double way = direction * (high[i] - low[i]);
            moved += way > 0.0 ? 1 : 0;
            differ += way != 0.0 ? 1 : 0;
        }
        double tail = 0.0, term = std::pow(0.5, differ);
        for (int k = differ; k >= moved; --k) {
            tail += term;
            term *= static_cast<double>(k) / static_cast<double>(differ - k + 1);
        }
        return differ == 0 ? 1.0 : std::min(1.0, tail);
    }
};

/// Two arms of the nation without dated policy, every lever at its default but those named, under the same
/// seeds: common random numbers, so that a difference is the lever's.
class Ablation {
  public:
    explicit Ablation(double scale = 0.02, std::uint32_t seeds = 30, std::string_view world = "china.yaml")
        : low_(read_world(std::string(CULTIVAR_SOURCE_DIR "/scenarios/") + std::string(world))),
          seeds_(seeds) {
        low_.scale = scale;
        low_.changes.clear();
        high_ = low_;
    }
    /// Ends both arms on 1 January of this year.
    Ablation& until(int year) {
        low_.end = high_.end = sim::date(year, 1, 1);
        return *this;
    }
    /// Sets a lever in both arms, or moves it from low to high; values in the parameter's own unit.
    Ablation& both(std::string_view lever, double value) { return move(lever, value, value); }
    Ablation& move(std::string_view lever, double low, double high) {
        low_.values[low_.catalogue.id(lever).index] = low;
        high_.values[high_.catalogue.id(lever).index] = high;
        return *this;
    }
    /// Makes a lever in the high arm a multiple of what it is there; effects seen before stay as they are.
    Ablation& stretch(std::string_view lever, double factor) {
        high_.values[high_.catalogue.id(lever).index] *= factor;
        return *this;
    }
    /// Sets a lever on 1 January of a year, to one value in the low arm and to another in the high one.
    Ablation& change(int year, std::string_view lever, double low, double high) {
        PolicyChange change;
        change.from = sim::date(year, 1, 1);
        change.parameter = low_.catalogue.id(lever);
        change.origin = "ablation";
        change.target = low;
        low_.changes.push_back(change);
        change.target = high;
        high_.changes.push_back(change);
        return *this;
    }

    /// The effect on a number of the run: a metric, or a metric of a part ("validated.major").
    [[nodiscard]] Effect on(std::string_view name) {
        run();
        const auto found = std::find(names_.begin(), names_.end(), name);
        if (found == names_.end()) throw std::invalid_argument("no such number: " + std::string(name));
        const auto place = static_cast<std::size_t>(found - names_.begin());
        Effect effect;
        for (std::uint32_t s = 0; s < seeds_; ++s) {
            effect.low.push_back(low_numbers_[s][place]);
            effect.high.push_back(high_numbers_[s][place]);
        }
        return effect;
    }

    /// Whether the levers move nothing at all.
    [[nodiscard]] bool silent() const {
        return fingerprint_of(low_, first_seed) == fingerprint_of(high_, first_seed);
    }
    /// Whether they move nothing at all in a world without this mechanism: the effect is its doing.
    [[nodiscard]] bool silent_without(std::string_view mechanism) const {
        return fingerprint_without(low_, {mechanism}, first_seed) ==
               fingerprint_without(high_, {mechanism}, first_seed);
    }
    /// Whether they move nothing at all where all regions lie at one place.
    [[nodiscard]] bool silent_without_distances() const {
        WorldDescription low = low_, high = high_;
        for (WorldDescription* world : {&low, &high})
            std::fill(world->distance_km.begin(), world->distance_km.end(), 0.0);
        return fingerprint_of(low, first_seed) == fingerprint_of(high, first_seed);
    }

  private:
    static constexpr std::uint64_t first_seed = 20251107;

    void run() {
        if (!names_.empty()) return;
        for (std::uint32_t s = 0; s < seeds_; ++s) {
            low_numbers_.push_back(numbers(low_, s));
            high_numbers_.push_back(numbers(high_, s));
        }
    }
    [[nodiscard]] std::vector<double> numbers(const WorldDescription& world, std::uint32_t seed) {
        Cultivation run(world, first_seed + seed);
        run.run();
        if (names_.empty())
            for (const Scalar& scalar : scalars(run.world())) names_.push_back(scalar.name);
        return run.observation().values(run.world());
    }

    WorldDescription low_, high_;
    std::uint32_t seeds_;
    std::vector<std::string> names_;
    std::vector<std::vector<double>> low_numbers_, high_numbers_;
};

}  // namespace cultivar::test
