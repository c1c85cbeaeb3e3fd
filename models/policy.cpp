// SPDX-License-Identifier: Apache-2.0
#include "models/policy.hpp"

#include <algorithm>
#include <stdexcept>

#include "sim/elementary.hpp"

namespace cultivar {

namespace {

/// Whoever asked for it.
bool same_move(const PolicyChange& a, const PolicyChange& b) {
    return a.from == b.from && a.ramp == b.ramp && a.shape == b.shape && a.parameter == b.parameter &&
           a.target == b.target;
}

}  // namespace

void Policy::begin(sim::Time start) {
    for (std::uint32_t i = 0; i < changes_.size(); ++i)
        if (changes_[i].founds(start))
            step(i, 0, start, {});
        else
            steps_.push_back({i, 0, std::max(changes_[i].from, start), {}});
}

sim::Time Policy::next_due() const {
    sim::Time next = sim::Time::max();
    for (const PolicyStep& step : steps_) next = std::min(next, step.due);
    return next;
}

std::vector<PolicyStep> Policy::take_due(sim::Time now) {
    std::vector<PolicyStep> due;
    std::erase_if(steps_, [&](const PolicyStep& step) {
        if (step.due > now) return false;
        if (step.step == 0 || taken_over(step.change) > now) due.push_back(step);
        return true;
    });
    return due;
}

void Policy::plan_after(const PolicyStep& step, sim::EventId event) {
    const PolicyChange& change = changes_[step.change];
    const std::uint32_t next = step.step + 1;
    if (next < step_count(change))
        steps_.push_back({step.change, next, std::max(step_time(change, next), step.due), event});
}

std::uint32_t Policy::add(PolicyChange change) {
    const auto place = static_cast<std::uint32_t>(changes_.size());
    const auto begun =
        std::find_if(steps_.begin(), steps_.end(), [](const PolicyStep& step) { return step.step > 0; });
    steps_.insert(begun, {place, 0, change.from, {}});
    changes_.push_back(std::move(change));
    origins_.push_back(0.0);
    return place;
}

void Policy::follow(std::vector<PolicyChange> changes, sim::Time now) {
    if (parting(changes_, changes) < now) throw std::invalid_argument("a change of policy lies in the past");
    std::vector<PolicyStep> steps;
    for (std::uint32_t i = 0; i < changes.size(); ++i) {
        if (i >= changes_.size() || !same_move(changes_[i], changes[i])) {
            steps.push_back({i, 0, changes[i].from, {}});
            continue;
        }
        for (const PolicyStep& step : steps_)
            if (step.change == i && step.step == 0) steps.push_back(step);
    }
    for (const PolicyStep& step : steps_)
        if (step.step > 0) steps.push_back(step);
    origins_.resize(changes.size(), 0.0);
    changes_ = std::move(changes);
    steps_ = std::move(steps);
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

sim::Time parting(const std::vector<PolicyChange>& a, const std::vector<PolicyChange>& b) {
    sim::Time first = sim::Time::max();
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
        if (i < std::min(a.size(), b.size()) && same_move(a[i], b[i])) continue;
        if (i < a.size()) first = std::min(first, a[i].from);
        if (i < b.size()) first = std::min(first, b[i].from);
    }
    return first;
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
