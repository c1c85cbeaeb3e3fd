// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "experiments/results/columns.hpp"
#include "experiments/results/result_datasets.hpp"

namespace cultivar {

/// A group of /analysis: arrays over the numbers that are told, and what else they are measured by.
class AnalysisGroup {
  public:
    AnalysisGroup(std::string name, const Experiment& experiment, const RunResults& results,
                  const Sensitivity& sensitivity)
        : name_("/analysis/" + std::move(name)), sensitivity_(sensitivity) {
        std::vector<std::string> names, units;
        for (const NumberSensitivity& number : sensitivity.numbers) {
            const Scalar& scalar = results.scalars[number.scalar];
            names.push_back(scalar.name);
            units.emplace_back(metrics()[scalar.metric].unit);
        }
        for (const Factor& factor : experiment.sampling->factors) factors_.push_back(factor.path);
        made.push_back(scale(name_, "metric", std::move(names)));
        made.push_back(column(name_ + "/unit", "metric", std::move(units)));
    }

    void add_factors() { made.push_back(scale(name_, "factor", factors_)); }

    template <class T>
    void add_scale(const char* name, std::vector<T> values, const char* meaning) {
        made.push_back(scale(name_, name, std::move(values), {{"long_name", meaning}}));
    }

    /// `get(number)` for each number.
    template <class Get>
    void by_metric(const char* name, const char* meaning, Get get) {
        std::vector<double> values;
        for (const NumberSensitivity& number : sensitivity_.numbers)
            values.push_back(static_cast<double>(get(number)));
        made.push_back(column(name_ + '/' + name, "metric", std::move(values), {{"long_name", meaning}}));
    }

    /// `get(number, factor)` for each number and factor.
    template <class Get>
    void by_factor(const char* name, const char* meaning, Get get) {
        cells(name, {"metric", "factor"}, {factors_.size()}, meaning, get);
    }

    /// `get(number, place)` for each number and each place in further dimensions.
    template <class Get>
    void cells(const char* name, std::vector<std::string> dimensions,
               const std::vector<std::uint64_t>& extents, const char* meaning, Get get) {
        std::vector<std::uint64_t> shape{sensitivity_.numbers.size()};
        std::size_t size = 1;
        for (const std::uint64_t extent : extents) {
            shape.push_back(extent);
            size *= extent;
        }
        std::vector<double> values;
        for (const NumberSensitivity& number : sensitivity_.numbers)
            for (std::size_t place = 0; place < size; ++place) values.push_back(get(number, place));
        made.push_back({name_ + '/' + name,
                        std::move(dimensions),
                        std::move(shape),
                        std::move(values),
                        {{"long_name", meaning}},
                        false});
    }

    std::vector<Dataset> made;

  private:
    std::string name_;
    const Sensitivity& sensitivity_;
    std::vector<std::string> factors_;
};

}  // namespace cultivar
