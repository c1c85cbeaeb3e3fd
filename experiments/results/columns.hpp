// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "experiments/results/dataset.hpp"

namespace cultivar {

using Attributes = std::vector<std::pair<std::string, std::string>>;

/// A one-dimensional dataset measured by a scale of its group.
template <class T>
[[nodiscard]] Dataset column(std::string path, std::string dimension, std::vector<T> values,
                             Attributes attributes = {}) {
    const std::uint64_t size = values.size();
    return {std::move(path), {std::move(dimension)}, {size}, std::move(values), std::move(attributes), false};
}

/// A scale: a one-dimensional dataset that measures others; its name is that of the dimension.
template <class T>
[[nodiscard]] Dataset scale(const std::string& group, const std::string& name, std::vector<T> values,
                            Attributes attributes = {}) {
    Dataset made = column(group + '/' + name, name, std::move(values), std::move(attributes));
    made.scale = true;
    return made;
}

/// A single text.
[[nodiscard]] inline Dataset single_text(std::string path, std::string text, Attributes attributes = {}) {
    return {std::move(path), {}, {}, std::vector<std::string>{std::move(text)}, std::move(attributes), false};
}

/// The scale `run` of a group: the rows 0, 1, … of /runs.
[[nodiscard]] inline Dataset run_scale(const std::string& group, std::size_t count) {
    std::vector<std::int32_t> rows(count);
    for (std::size_t i = 0; i < count; ++i) rows[i] = static_cast<std::int32_t>(i);
    return scale(group, "run", std::move(rows), {{"long_name", "row of /runs"}});
}

}  // namespace cultivar
