// SPDX-License-Identifier: Apache-2.0
#include "experiments/runner/forks.hpp"

#include <time.h>

#include <algorithm>
#include <exception>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "experiments/runner/asked.hpp"
#include "experiments/runner/interrupt.hpp"

namespace cultivar {

namespace {

double thread_seconds() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

std::uint64_t events_of(const Cultivation& run) {
    return std::accumulate(run.counts().begin(), run.counts().end(), std::uint64_t{0});
}

RunResult measured(const Cultivation& run) {
    RunResult result;
    Observation observation = run.observation();
    result.values = observation.values(run.world());
    result.times = std::move(observation.times);
    result.series = std::move(observation.series);
    result.events = events_of(run);
    result.fingerprint = run.fingerprint();
    result.trace = run.trace();
    result.draws = run.draws();
    return result;
}

}  // namespace

bool run_watched(Cultivation& run, sim::Time until) {
    const sim::Duration step = sim::years(0.25);
    while (run.now() < until) {
        if (InterruptWatch::stop_asked()) return false;
        run.run_until(std::min(run.now() + step, until));
    }
    return true;
}

bool Forks::run(const Task& rows, Recording recording) {
    const PlannedRun& first = runs_[rows.front()];
    const double begin = thread_seconds();
    std::optional<Cultivation> run;
    try {
        run.emplace(world_of(experiment_, first.arm), first.seed, recording);
        scalars_ = scalars(run->world());
    } catch (const std::exception& error) {
        return deliver(rows, failed_run("founding", error.what()), thread_seconds() - begin);
    }
    return go_on(std::move(*run), rows, thread_seconds() - begin);
}

bool Forks::go_on(Cultivation run, const Task& rows, double seconds) {
    const double begin = thread_seconds();
    const std::uint64_t before = events_of(run);
    const sim::Time until = std::min(first_parting(rows), run.end());
    std::optional<RunResult> result;
    std::string stage = "running";
    try {
        if (!run_watched(run, until)) return false;
        stage = "measuring";
        if (until == run.end()) result = measured(run);
    } catch (const std::exception& error) {
        result = failed_run(std::move(stage), error.what());
    }
    handled_ += events_of(run) - before;
    seconds += thread_seconds() - begin;
    return result ? deliver(rows, std::move(*result), seconds) : part(std::move(run), until, rows, seconds);
}

bool Forks::part(Cultivation run, sim::Time parting, const Task& rows, double seconds) {
    const std::vector<Task> parts = parts_after(parting, rows);
    for (const Task& part : parts) {
        const double share = seconds * static_cast<double>(part.size()) / static_cast<double>(rows.size());
        const double begin = thread_seconds();
        std::optional<Cultivation> fork;
        try {
            // The largest part goes on with the run itself, so that few copies are there at once.
            fork = &part == &parts.back() ? std::move(run) : run;
            fork->follow(experiment_.variants[runs_[part.front()].arm].world.changes);
        } catch (const std::exception& error) {
            if (!deliver(part, failed_run("running", error.what()), share)) return false;
            continue;
        }
        if (!go_on(std::move(*fork), part, share + thread_seconds() - begin)) return false;
    }
    return true;
}

bool Forks::deliver(const Task& rows, RunResult result, double seconds) const {
    result.seconds = seconds / static_cast<double>(rows.size());
    std::vector<Scalar> described = scalars_;
    keep_asked(experiment_, result, described);
    for (const std::size_t row : rows)
        if (!deliver_(row, row == rows.back() ? std::move(result) : result, described)) return false;
    return true;
}

sim::Time Forks::first_parting(const Task& rows) const {
    sim::Time first = sim::Time::max();
    for (const std::size_t row : rows)
        if (row != rows.front())
            first = std::min(first, pasts_.parting(runs_[rows.front()].arm, runs_[row].arm));
    return first;
}

std::vector<Task> Forks::parts_after(sim::Time parting, const Task& rows) const {
    std::vector<Task> parts;
    for (const std::size_t row : rows) {
        const auto same = [&](const Task& part) {
            return pasts_.parting(runs_[part.front()].arm, runs_[row].arm) > parting;
        };
        const auto found = std::find_if(parts.begin(), parts.end(), same);
        if (found == parts.end())
            parts.push_back({row});
        else
            found->push_back(row);
    }
    std::stable_sort(parts.begin(), parts.end(),
                     [](const Task& a, const Task& b) { return a.size() < b.size(); });
    return parts;
}

}  // namespace cultivar
