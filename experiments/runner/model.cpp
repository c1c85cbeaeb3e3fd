// SPDX-License-Identifier: Apache-2.0
#include "experiments/runner/model.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace cultivar {

namespace {

/// A task in so many parts, as equal as can be.
void add_parts(std::vector<Task>& tasks, Task task, std::size_t parts) {
    if (parts <= 1) {
        tasks.push_back(std::move(task));
        return;
    }
    for (std::size_t part = 0; part < parts; ++part) {
        const auto at = [&](std::size_t number) {
            return task.begin() + static_cast<std::ptrdiff_t>(task.size() * number / parts);
        };
        tasks.emplace_back(at(part), at(part + 1));
    }
}

}  // namespace

std::vector<Task> spread(std::vector<Task> tasks, std::size_t hands) {
    std::size_t rows = 0;
    for (const Task& task : tasks) rows += task.size();
    const std::size_t share = (rows + hands - 1) / hands;
    std::vector<Task> small;
    small.reserve(tasks.size());
    for (Task& task : tasks) {
        const std::size_t parts = (task.size() + share - 1) / share;
        add_parts(small, std::move(task), parts);
    }
    const std::size_t left_over = small.size() % hands;
    if (left_over == 0) return small;
    std::vector<Task> last(std::make_move_iterator(small.end() - static_cast<std::ptrdiff_t>(left_over)),
                           std::make_move_iterator(small.end()));
    small.resize(small.size() - left_over);
    for (Task& task : last) {
        const std::size_t parts = std::min(hands / left_over, task.size());
        add_parts(small, std::move(task), parts);
    }
    return small;
}

std::vector<Task> Model::tasks(const std::vector<std::size_t>& rows) const {
    std::vector<Task> tasks;
    tasks.reserve(rows.size());
    for (const std::size_t row : rows) tasks.push_back({row});
    return tasks;
}

}  // namespace cultivar
