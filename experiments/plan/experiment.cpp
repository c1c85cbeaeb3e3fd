// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/experiment.hpp"

#include <algorithm>
#include <numeric>

#include "experiments/results/dataset.hpp"
#include "scenarios/reader/number.hpp"

namespace cultivar {

namespace {

/// The factors' paths in the order of the alphabet: the order of a file leaves no trace.
std::vector<std::size_t> by_path(const std::vector<Factor>& factors) {
    std::vector<std::size_t> order(factors.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&factors](std::size_t a, std::size_t b) { return factors[a].path < factors[b].path; });
    return order;
}

std::string level_text(const Level& level) {
    const auto* number = std::get_if<double>(&level);
    return number != nullptr ? number_text(*number) : std::get<std::string>(level);
}

std::string factor_text(const Factor& factor) {
    std::string text = factor.path + ' ' + std::to_string(static_cast<int>(factor.law)) + ' ' +
                       number_text(factor.low) + ' ' + number_text(factor.high) + ' ' + factor.unit;
    for (const Level& level : factor.values) text += ' ' + level_text(level);
    return text + '\n';
}

/// What determines the runs of arms besides the seed. Asks for one arm after the other cost least.
class ArmTexts {
  public:
    explicit ArmTexts(const Experiment& experiment) : experiment_(experiment) {
        if (!experiment.sampling) return;
        base_ = digest(experiment.variants.front().text);
        order_ = by_path(experiment.sampling->factors);
    }

    [[nodiscard]] std::string identity(const PlannedRun& run) {
        if (text_.empty() || run.arm != arm_) {
            arm_ = run.arm;
            text_ = "run " + std::to_string(result_version) + '\n' +
                    (experiment_.sampling ? point_text(run.arm) : variant_text(run.arm));
        }
        return short_digest(text_ + std::to_string(run.seed));
    }

  private:
    [[nodiscard]] std::string variant_text(std::size_t arm) const {
        const Variant& variant = experiment_.variants[arm];
        return variant.name + '\n' + digest(variant.text) + '\n';
    }

    [[nodiscard]] std::string point_text(std::size_t point) const {
        const Sampling& sampling = *experiment_.sampling;
        const std::vector<double> values = values_at(sampling.design, sampling.factors, point);
        std::string text = "point\n" + base_ + '\n';
        for (const std::size_t i : order_)
            text +=
                sampling.factors[i].path + ' ' + level_text(level_of(sampling.factors[i], values[i])) + '\n';
        return text;
    }

    const Experiment& experiment_;
    std::string base_;
    std::vector<std::size_t> order_;
    std::size_t arm_ = 0;
    std::string text_;
};

}  // namespace

std::size_t arm_count(const Experiment& experiment) {
    return experiment.sampling ? experiment.sampling->design.rows() : experiment.variants.size();
}

std::string point_name(std::size_t point) {
    return 'p' + std::to_string(point);
}

std::string arm_name(const Experiment& experiment, std::size_t arm) {
    return experiment.sampling ? point_name(arm) : experiment.variants[arm].name;
}

WorldDescription world_of(const Experiment& experiment, std::size_t arm) {
    if (!experiment.sampling) return experiment.variants[arm].world;
    const Sampling& sampling = *experiment.sampling;
    WorldDescription world = experiment.variants.front().world;
    (void)set_factors(world, sampling.factors, values_at(sampling.design, sampling.factors, arm));
    return world;
}

std::string run_name(const Experiment& experiment, const PlannedRun& run) {
    return arm_name(experiment, run.arm) + '/' + std::to_string(run.seed);
}

std::vector<PlannedRun> planned_runs(const Experiment& experiment) {
    std::vector<PlannedRun> runs;
    for (std::size_t arm = 0; arm < arm_count(experiment); ++arm)
        for (const std::uint64_t seed : experiment.seeds) runs.push_back({arm, seed});
    if (!experiment.sampling) return runs;
    for (const std::size_t point : replicated_points(*experiment.sampling))
        for (const std::uint64_t seed : experiment.sampling->more_seeds) runs.push_back({point, seed});
    return runs;
}

std::vector<std::size_t> breadth_first(const Experiment& experiment) {
    std::vector<std::size_t> rows;
    std::size_t next = 0;
    const auto add = [&rows, &next](std::size_t arms, std::size_t seeds) {
        for (std::size_t k = 0; k < seeds; ++k)
            for (std::size_t arm = 0; arm < arms; ++arm) rows.push_back(next + arm * seeds + k);
        next += arms * seeds;
    };
    add(arm_count(experiment), experiment.seeds.size());
    if (experiment.sampling) add(experiment.sampling->replicated, experiment.sampling->more_seeds.size());
    return rows;
}

std::string run_identity(const Experiment& experiment, const PlannedRun& run) {
    return ArmTexts(experiment).identity(run);
}

std::vector<std::string> run_identities(const Experiment& experiment) {
    ArmTexts arms(experiment);
    std::vector<std::string> ids;
    for (const PlannedRun& run : planned_runs(experiment)) ids.push_back(arms.identity(run));
    return ids;
}

std::string experiment_identity(const Experiment& experiment) {
    std::string text = experiment.kind + ' ' + std::to_string(result_version) + '\n';
    for (const Variant& variant : experiment.variants)
        text += variant.name + '\n' + digest(variant.text) + '\n';
    if (!experiment.sampling) return digest(text);
    text += std::string(name_of(experiment.sampling->choice.method)) + '\n';
    for (const std::size_t i : by_path(experiment.sampling->factors))
        text += factor_text(experiment.sampling->factors[i]);
    return digest(text);
}

}  // namespace cultivar
