// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "experiments/plan/experiment.hpp"
#include "experiments/runner/model.hpp"

namespace cultivar {

/// A question about nothing: arms named a0, a1, … under seeds from 1 on.
inline Experiment toy_experiment(std::size_t arms, std::size_t seeds) {
    Experiment experiment;
    experiment.kind = "compare";
    experiment.name = "toy";
    experiment.title = "a toy";
    for (std::size_t arm = 0; arm < arms; ++arm) {
        const std::string name = 'a' + std::to_string(arm);
        experiment.variants.push_back({name, {}, "world of " + name});
    }
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) experiment.seeds.push_back(seed);
    return experiment;
}

/// One number made from an arm and a seed. What the function throws fails the run.
class ToyModel : public Model {
  public:
    using Number = std::function<double(const PlannedRun&)>;

    ToyModel(const Experiment& experiment, Number number)
        : runs_(planned_runs(experiment)), number_(std::move(number)) {}

    [[nodiscard]] bool run(const Task& task, const Deliver& deliver) const override {
        for (const std::size_t row : task) {
            RunResult result;
            try {
                result.values = {number_(runs_[row])};
                result.events = 1;
                result.fingerprint = row;
            } catch (const std::exception& error) {
                result = failed_run("running", error.what());
            }
            if (!deliver(row, std::move(result), scalars_)) return false;
        }
        return true;
    }

  private:
    std::vector<PlannedRun> runs_;
    Number number_;
    std::vector<Scalar> scalars_{{"y", 0, {}}};
};

}  // namespace cultivar
