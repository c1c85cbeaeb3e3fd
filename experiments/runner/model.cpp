// SPDX-License-Identifier: Apache-2.0
#include "experiments/runner/model.hpp"

namespace cultivar {

std::vector<Task> Model::tasks(const std::vector<std::size_t>& rows) const {
    std::vector<Task> tasks;
    tasks.reserve(rows.size());
    for (const std::size_t row : rows) tasks.push_back({row});
    return tasks;
}

}  // namespace cultivar
