// SPDX-License-Identifier: Apache-2.0
#include "models/policy.hpp"

#include <algorithm>

#include "sim/elementary.hpp"

namespace cultivar {

std::uint32_t Policy::add(PolicyChange change) {
    changes_.push_back(std::move(change));
    origins_.push_back(0.0);
    return static_cast<std::uint32_t>(changes_.size() - 1);
}

sim::Time Policy::taken_over(std::uint32_t change) const {
    sim::Time earliest = sim::Time::max();
    for (std::uint32_t i = 0; i < changes_.size(); ++i) {
        const PolicyChange& other = changes_[i];
        const bool later =
            other.from > changes_[change].from || (other.from == changes_[change].from && i > change);
        if (later && other.parameter == changes_[change].parameter) earliest = std::min(earliest, other.from);
    }
    return earliest;
}

void Policy::step(std::uint32_t change, std::uint32_t step, sim::Time now, sim::EventId by) {
    const PolicyChange& move = changes_[change];
    double& value = values_[move.parameter.index];
    if (step == 0) origins_[change] = value;
    const double origin = origins_[change];
    value = origin + (move.target - origin) * ramp_share(move, now);
    if (step + 1 == step_count(move)) value = move.target;
    in_force_ = by;
}

std::uint32_t step_count(const PolicyChange& change) {
    if (change.ramp.count() == 0) return 1;
    std::uint32_t steps = 1;
    for (sim::Time t = sim::next_month(change.from); t < change.from + change.ramp; t = sim::next_month(t))
        ++steps;
    return steps + 1;
}

sim::Time step_time(const PolicyChange& change, std::uint32_t step) {
    if (step == 0) return change.from;
    sim::Time t = change.from;
    for (std::uint32_t i = 0; i < step; ++i) t = sim::next_month(t);
    return std::min(t, change.from + change.ramp);
}

double ramp_share(const PolicyChange& change, sim::Time time) {
    if (change.ramp.count() == 0 || time >= change.from + change.ramp) return 1.0;
    const double way =
        static_cast<double>((time - change.from).count()) / static_cast<double>(change.ramp.count());
    if (change.shape == RampShape::linear) return way;
    constexpr double steepness = 10.0;
    const auto logistic = [](double x) { return 1.0 / (1.0 + sim::exp(-steepness * (x - 0.5))); };
    return (logistic(way) - logistic(0.0)) / (logistic(1.0) - logistic(0.0));
}

}  // namespace cultivar
