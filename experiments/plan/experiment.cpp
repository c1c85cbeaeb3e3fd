// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/experiment.hpp"

#include "experiments/results/dataset.hpp"

namespace cultivar {

namespace {

/// What determines an arm's runs besides the seed.
std::string arm_identity(const Experiment& experiment, std::size_t arm) {
    return "run " + std::to_string(result_version) + '\n' + arm_name(experiment, arm) + '\n' +
           digest(experiment.variants[arm].text) + '\n';
}

}  // namespace

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
    return short_digest(arm_identity(experiment, run.arm) + std::to_string(run.seed));
}

std::vector<std::string> run_identities(const Experiment& experiment) {
    std::vector<std::string> ids;
    for (std::size_t arm = 0; arm < arm_count(experiment); ++arm) {
        const std::string of_arm = arm_identity(experiment, arm);
        for (const std::uint64_t seed : experiment.seeds)
            ids.push_back(short_digest(of_arm + std::to_string(seed)));
    }
    return ids;
}

std::string experiment_identity(const Experiment& experiment) {
    std::string text = experiment.kind + ' ' + std::to_string(result_version) + '\n';
    for (const Variant& variant : experiment.variants)
        text += variant.name + '\n' + digest(variant.text) + '\n';
    return digest(text);
}

}  // namespace cultivar
