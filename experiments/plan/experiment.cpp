// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/experiment.hpp"

#include "experiments/results/dataset.hpp"

namespace cultivar {

std::vector<PlannedRun> planned_runs(const Experiment& experiment) {
    std::vector<PlannedRun> runs;
    for (std::size_t variant = 0; variant < experiment.variants.size(); ++variant)
        for (const std::uint64_t seed : experiment.seeds) runs.push_back({variant, seed});
    return runs;
}

std::vector<std::size_t> breadth_first(const Experiment& experiment) {
    std::vector<std::size_t> rows;
    for (std::size_t k = 0; k < experiment.seeds.size(); ++k)
        for (std::size_t variant = 0; variant < experiment.variants.size(); ++variant)
            rows.push_back(variant * experiment.seeds.size() + k);
    return rows;
}

std::string run_identity(const Variant& variant, std::uint64_t seed) {
    return short_digest("run " + std::to_string(result_version) + '\n' + variant.name + '\n' +
                        std::to_string(seed) + '\n' + variant.text);
}

std::string experiment_identity(const Experiment& experiment) {
    std::string text = experiment.kind + ' ' + std::to_string(result_version) + '\n';
    for (const Variant& variant : experiment.variants)
        text += variant.name + '\n' + digest(variant.text) + '\n';
    return digest(text);
}

}  // namespace cultivar
