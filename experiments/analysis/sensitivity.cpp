// SPDX-License-Identifier: Apache-2.0
#include "experiments/analysis/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiments/analysis/association.hpp"

namespace cultivar {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

bool is_told(const Slice& slice) {
    return slice.region < 0 && slice.macro_region < 0 && slice.tier < 0 && slice.owner < 0 &&
           slice.size_class < 0 && slice.grade < 0;
}

class Sampled {
  public:
    Sampled(const Experiment& experiment, const RunResults& results)
        : sampling_(*experiment.sampling), results_(results), shared_(experiment.seeds.size()) {}

    [[nodiscard]] std::size_t seeds_apart() const {
        return sampling_.replicated > 1 ? shared_ + sampling_.more_seeds.size() : shared_;
    }

    [[nodiscard]] NumberSensitivity number(std::size_t scalar) const {
        const std::vector<double> outputs = point_means(values(scalar, 0, points() * shared_), shared_);
        NumberSensitivity found{scalar, summarise(outputs), 0, seeds(scalar), {}};
        found.missing = outputs.size() - found.points.n;
        switch (sampling_.choice.method) {
            case Method::sobol:
                found.answer = sobol(outputs);
                break;
            case Method::morris:
                found.answer = morris_effects(sampling_.design, outputs, {sampling_.confidence});
                break;
            case Method::one_at_a_time:
                found.answer = tornado(outputs);
                break;
            default:
                found.answer = associations(outputs);
        }
        return found;
    }

  private:
    [[nodiscard]] std::size_t points() const { return sampling_.design.rows(); }

    /// A number of runs by row; NaN for those that failed.
    [[nodiscard]] std::vector<double> values(std::size_t scalar, std::size_t first, std::size_t count) const {
        std::vector<double> found;
        for (std::size_t row = first; row < first + count; ++row) {
            const RunResult& run = results_.runs[row];
            found.push_back(run.status == RunStatus::done ? run.values[scalar] : nothing);
        }
        return found;
    }

    [[nodiscard]] VarianceComponents seeds(std::size_t scalar) const {
        if (sampling_.replicated < 2)
            return variance_components(values(scalar, 0, points() * shared_), shared_);
        std::vector<double> outputs;
        const std::size_t more = sampling_.more_seeds.size();
        const std::vector<std::size_t> chosen = replicated_points(sampling_);
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            const std::vector<double> usual = values(scalar, chosen[i] * shared_, shared_);
            const std::vector<double> further = values(scalar, points() * shared_ + i * more, more);
            outputs.insert(outputs.end(), usual.begin(), usual.end());
            outputs.insert(outputs.end(), further.begin(), further.end());
        }
        return variance_components(outputs, shared_ + more);
    }

    [[nodiscard]] SobolAnswer sobol(const std::vector<double>& outputs) const {
        const SobolAnalysis analysis{.factors = sampling_.factors.size(),
                                     .second_order = sampling_.choice.second_order,
                                     .confidence = sampling_.confidence};
        SobolAnswer answer{sobol_indices(outputs, analysis),
                           sobol_convergence(outputs, sampling_.convergence, analysis), 0};
        double widest = 0.0;
        for (const SobolIndex& index : answer.all.total)
            if (std::isfinite(index.half_width())) widest = std::max(widest, index.half_width());
        answer.needed = blocks_needed(answer.all.blocks, widest, sampling_.half_width);
        return answer;
    }

    [[nodiscard]] std::vector<Association> associations(const std::vector<double>& outputs) const {
        std::vector<std::vector<double>> columns(sampling_.factors.size());
        for (std::size_t point = 0; point < points(); ++point) {
            const std::vector<double> at = values_at(sampling_.design, sampling_.factors, point);
            for (std::size_t i = 0; i < at.size(); ++i) columns[i].push_back(at[i]);
        }
        std::vector<Association> found;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const bool ordered = sampling_.factors[i].law != Law::one_of;
            found.push_back({ordered, ordered ? rank_correlation(columns[i], outputs)
                                              : correlation_ratio(columns[i], outputs)});
        }
        return found;
    }

    const Sampling& sampling_;
    const RunResults& results_;
    std::size_t shared_;
};

}  // namespace

Sensitivity analyse_sampling(const Experiment& experiment, const RunResults& results) {
    const Sampled sampled(experiment, results);
    Sensitivity sensitivity;
    sensitivity.seeds_apart = sampled.seeds_apart();
    for (std::size_t scalar = 0; scalar < results.scalars.size(); ++scalar)
        if (is_told(results.scalars[scalar].slice)) sensitivity.numbers.push_back(sampled.number(scalar));
    return sensitivity;
}

}  // namespace cultivar
