// SPDX-License-Identifier: Apache-2.0
#include "experiments/runner/asked.hpp"

#include <algorithm>
#include <utility>

namespace cultivar {

void keep_asked(const Experiment& experiment, RunResult& run, std::vector<Scalar>& scalars) {
    if (!experiment.sampling) return;
    const std::vector<std::string>& asked = experiment.shown;
    std::vector<Scalar> kept;
    std::vector<double> values;
    for (std::size_t i = 0; i < scalars.size(); ++i) {
        if (std::find(asked.begin(), asked.end(), metrics()[scalars[i].metric].id) == asked.end()) continue;
        kept.push_back(std::move(scalars[i]));
        if (!run.values.empty()) values.push_back(run.values[i]);
    }
    scalars = std::move(kept);
    run.values = std::move(values);
    run.times = {};
    run.series = {};
}

}  // namespace cultivar
