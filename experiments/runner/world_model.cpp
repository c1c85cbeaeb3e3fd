// SPDX-License-Identifier: Apache-2.0
#include "experiments/runner/world_model.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "experiments/runner/forks.hpp"

namespace cultivar {

WorldModel::WorldModel(const Experiment& experiment, Recording recording)
    : experiment_(experiment), pasts_(experiment), runs_(planned_runs(experiment)), recording_(recording) {}

std::vector<Task> WorldModel::tasks(const std::vector<std::size_t>& rows) const {
    std::map<std::pair<std::uint64_t, std::size_t>, std::size_t> places;
    std::vector<Task> tasks;
    for (const std::size_t row : rows) {
        const std::pair key(runs_[row].seed, pasts_.founder(runs_[row].arm));
        const auto [place, is_new] = places.emplace(key, tasks.size());
        if (is_new) tasks.emplace_back();
        tasks[place->second].push_back(row);
    }
    return tasks;
}

bool WorldModel::run(const Task& task, const Deliver& deliver) const {
    Forks forks(experiment_, pasts_, runs_, deliver);
    const bool ended = forks.run(task, recording_);
    handled_ += forks.handled();
    return ended;
}

bool run_to_end(Cultivation& run) {
    return run_watched(run, run.end());
}

}  // namespace cultivar
