// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "experiments/plan/designs/blank.hpp"
#include "experiments/plan/sampling_purpose.hpp"
#include "sim/random.hpp"

namespace cultivar {

namespace {

using Places = std::vector<std::size_t>;  // one a factor: a level of the grid, or a turn in the order

void refuse_odd(std::size_t levels) {
    if (levels < 2 || levels % 2 != 0)
        throw std::invalid_argument("elementary effects need an even number of levels");
}

/// k + 1 points from `start`, factors moving in the given order.
std::vector<double> trajectory(Places start, const Places& order, std::size_t levels) {
    std::vector<double> cells;
    const auto put = [&cells, &start, levels] {
        for (const std::size_t level : start)
            cells.push_back(static_cast<double>(level) / static_cast<double>(levels - 1));
    };
    put();
    for (const std::size_t factor : order) {
        start[factor] = (start[factor] + levels / 2) % levels;
        put();
    }
    return cells;
}

std::vector<double> random_trajectory(std::size_t factors, std::size_t levels, sim::Stream stream) {
    Places start(factors), order(factors);
    for (std::size_t& level : start) level = stream.integer(static_cast<std::uint32_t>(levels));
    std::iota(order.begin(), order.end(), std::size_t{0});
    stream.shuffle(std::span<std::size_t>(order));
    return trajectory(std::move(start), order, levels);
}

/// Summed distances of all pairs of points of two trajectories.
double distance(std::span<const double> a, std::span<const double> b, std::size_t factors) {
    double sum = 0.0;
    for (std::size_t p = 0; p < a.size(); p += factors)
        for (std::size_t q = 0; q < b.size(); q += factors) {
            double squares = 0.0;
            for (std::size_t i = 0; i < factors; ++i)
                squares += (a[p + i] - b[q + i]) * (a[p + i] - b[q + i]);
            sum += std::sqrt(squares);
        }
    return sum;
}

}  // namespace

std::uint64_t morris_count(std::size_t factors, std::uint64_t trajectories) {
    return times(trajectories, plus(factors, 1));
}

Design morris_design(const std::vector<Factor>& factors, std::size_t trajectories, std::size_t levels,
                     std::uint64_t seed, std::size_t candidates) {
    refuse_odd(levels);
    const std::size_t k = factors.size();
    Design design = blank_design(morris_count(k, trajectories), k, Scale::share, k + 1);
    const std::size_t length = (k + 1) * k;
    for (std::size_t chosen = 0; chosen < trajectories; ++chosen) {
        const sim::Key key = sim::child_key(sim::key_of("trajectory"), chosen);
        std::vector<double> best;
        double farthest = -1.0;
        for (std::size_t candidate = 0; candidate < std::max<std::size_t>(candidates, 1); ++candidate) {
            std::vector<double> cells =
                random_trajectory(k, levels,
                                  sim::Stream(seed, static_cast<std::uint16_t>(SamplingPurpose::trajectory),
                                              sim::child_key(key, candidate)));
            double far = 0.0;
            for (std::size_t before = 0; candidates > 1 && before < chosen; ++before) {
                const double d = distance(cells, std::span(design.cells).subspan(before * length, length), k);
                far += d * d;
            }
            if (far > farthest) {
                farthest = far;
                best = std::move(cells);
            }
        }
        std::copy(best.begin(), best.end(),
                  design.cells.begin() + static_cast<std::ptrdiff_t>(chosen * length));
    }
    return design;
}

std::uint64_t morris_grid_count(std::size_t factors, std::size_t levels) {
    std::uint64_t points = 1;
    for (std::size_t i = 0; i < factors && points != uncountable && points != 0; ++i)
        points = times(points, levels);
    return times(points, plus(factors, 1));
}

Design morris_grid(const std::vector<Factor>& factors, std::size_t levels) {
    refuse_odd(levels);
    const std::size_t k = factors.size();
    Design design = blank_design(morris_grid_count(k, levels), k, Scale::share, k + 1);
    Places start(k), order(k);
    std::iota(order.begin(), order.end(), std::size_t{0});
    auto cell = design.cells.begin();
    for (std::size_t block = 0; block < design.blocks(); ++block) {
        std::size_t rest = block;
        for (std::size_t& level : start) {
            level = rest % levels;
            rest /= levels;
        }
        const std::vector<double> cells = trajectory(start, order, levels);
        cell = std::copy(cells.begin(), cells.end(), cell);
    }
    return design;
}

}  // namespace cultivar
