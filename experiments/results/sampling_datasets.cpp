// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "experiments/results/columns.hpp"
#include "experiments/results/result_datasets.hpp"

namespace cultivar {

namespace {

/// Values are written as in world files, one a line.
std::string values_text(const Factor& factor, const sim::ParameterCatalogue& catalogue) {
    std::string text;
    if (factor.values.empty()) return text;
    const sim::ParameterEntry& entry = catalogue[catalogue.id(factor.path)];
    for (std::size_t place = 0; place < factor.values.size(); ++place)
        text += (place > 0 ? "\n" : "") + value_text(factor, entry, static_cast<double>(place));
    return text;
}

Dataset points_dataset(const Sampling& sampling) {
    std::vector<double> values;
    for (std::size_t point = 0; point < sampling.design.rows(); ++point) {
        const std::vector<double> row = values_at(sampling.design, sampling.factors, point);
        values.insert(values.end(), row.begin(), row.end());
    }
    return {"/design/points",
            {"point", "factors"},
            {sampling.design.rows(), sampling.factors.size()},
            std::move(values),
            {{"long_name", "value of each factor; of a one_of, its place in /design/values, from 0"},
             {"method", std::string(name_of(sampling.choice.method))},
             {"block", std::to_string(sampling.design.block)}},
            false};
}

}  // namespace

std::vector<Dataset> sampling_datasets(const Experiment& experiment) {
    if (!experiment.sampling) return {};
    const Sampling& sampling = *experiment.sampling;
    const sim::ParameterCatalogue& catalogue = experiment.variants.front().world.catalogue;
    std::vector<std::string> paths, roles, laws, units, values;
    std::vector<double> lows, highs;
    for (const Factor& factor : sampling.factors) {
        const bool listed = factor.law == Law::one_of;
        paths.push_back(factor.path);
        roles.emplace_back("uncertainty");
        laws.emplace_back(law_name(factor.law));
        units.push_back(factor.unit);
        lows.push_back(listed ? 0.0 : factor.low);
        highs.push_back(listed ? static_cast<double>(factor.values.size() - 1) : factor.high);
        values.push_back(values_text(factor, catalogue));
    }
    std::vector<std::int32_t> points(sampling.design.rows());
    for (std::size_t i = 0; i < points.size(); ++i) points[i] = static_cast<std::int32_t>(i);
    const auto of_factor = [](const char* name, auto column_values, const char* meaning) {
        return column(std::string("/design/") + name, "factors", std::move(column_values),
                      {{"long_name", meaning}});
    };
    return {scale("/design", "factors", std::move(paths), {{"long_name", "parameters that are varied"}}),
            of_factor("role", std::move(roles), "what the factor stands for"),
            of_factor("distribution", std::move(laws), "how its values lie over its range"),
            of_factor("low", std::move(lows), "lowest value"),
            of_factor("high", std::move(highs), "highest value"),
            of_factor("unit", std::move(units), "unit of the values"),
            of_factor("values", std::move(values), "the values of a one_of, one a line"),
            scale("/design", "point", std::move(points), {{"long_name", "number of the point"}}),
            points_dataset(sampling)};
}

}  // namespace cultivar
