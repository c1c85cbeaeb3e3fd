// SPDX-License-Identifier: Apache-2.0
#include "experiments/runner/model.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace cultivar {

std::vector<Task> spread(std::vector<Task> tasks, unsigned jobs) {
    const std::size_t left_over = tasks.size() % jobs;
    if (left_over == 0) return tasks;
    const std::size_t most_parts = (jobs + left_over - 1) / left_over;
    const auto whole = tasks.end() - static_cast<std::ptrdiff_t>(left_over);
    std::vector<Task> spread_out(tasks.begin(), whole);
    for (auto task = whole; task != tasks.end(); ++task) {
        const std::size_t parts = std::min(most_parts, task->size());
        for (std::size_t part = 0; part < parts; ++part) {
            const auto at = [&](std::size_t number) {
                return task->begin() + static_cast<std::ptrdiff_t>(task->size() * number / parts);
            };
            spread_out.emplace_back(at(part), at(part + 1));
        }
    }
    return spread_out;
}

std::vector<Task> Model::tasks(const std::vector<std::size_t>& rows) const {
    std::vector<Task> tasks;
    tasks.reserve(rows.size());
    for (const std::size_t row : rows) tasks.push_back({row});
    return tasks;
}

}  // namespace cultivar
