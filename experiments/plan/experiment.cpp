// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/experiment.hpp"

#include "experiments/results/dataset.hpp"

namespace cultivar {

std::size_t arm_count(const Experiment& experiment) {
    return experiment.variants.size();
}

std::string arm_name(const Experiment& experiment, std::size_t arm) {
    return experiment.variants[arm].name;
}

WorldDescription world_of(const Experiment& experiment, std::size_t arm) {
    return experiment.variants[arm].world;
}

std::string run_name(const Experiment& experiment, const PlannedRun& run) {
    return arm_name(experiment, run.arm) + '/' + std::to_string(run.seed);
}

std::vector<PlannedRun> planned_runs(const Experiment& experiment) {
    std::vector<PlannedRun> runs;
    for (std::size_t arm = 0; arm < arm_count(experiment); ++arm)
        for (const std::uint64_t seed : experiment.seeds) runs.push_back({arm, seed});
    return runs;
}

std::vector<std::size_t> breadth_first(const Experiment& experiment) {
    std::vector<std::size_t> rows;
    for (std::size_t k = 0; k < experiment.seeds.size(); ++k)
        for (std::size_t arm = 0; arm < arm_count(experiment); ++arm)
            rows.push_back(arm * experiment.seeds.size() + k);
    return rows;
}

std::string run_identity(const Experiment& experiment, const PlannedRun& run) {
    const Variant& variant = experiment.variants[run.arm];
    return short_digest("run " + std::to_string(result_version) + '\n' + variant.name + '\n' +
                        std::to_string(run.seed) + '\n' + variant.text);
}

std::string experiment_identity(const Experiment& experiment) {
    std::string text = experiment.kind + ' ' + std::to_string(result_version) + '\n';
    for (const Variant& variant : experiment.variants)
        text += variant.name + '\n' + digest(variant.text) + '\n';
    return digest(text);
}

}  // namespace cultivar
