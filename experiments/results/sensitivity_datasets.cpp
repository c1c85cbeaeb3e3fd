// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "experiments/results/analysis_group.hpp"
#include "experiments/results/result_datasets.hpp"

namespace cultivar {

namespace {

const SobolAnswer& sobol_of(const NumberSensitivity& number) {
    return std::get<SobolAnswer>(number.answer);
}

void add_interactions(AnalysisGroup& group, const Sampling& sampling) {
    std::vector<std::string> pairs;
    for (std::size_t i = 0; i < sampling.factors.size(); ++i)
        for (std::size_t j = i + 1; j < sampling.factors.size(); ++j)
            pairs.push_back(sampling.factors[i].path + " × " + sampling.factors[j].path);
    const std::uint64_t count = pairs.size();
    group.add_scale("pair", std::move(pairs), "two factors");
    const auto add = [&group, count](const char* name, const char* meaning, double SobolIndex::*part) {
        group.cells(name, {"metric", "pair"}, {count}, meaning,
                    [part](const NumberSensitivity& number, std::size_t pair) {
                        return sobol_of(number).all.second[pair].*part;
                    });
    };
    add("S2", "second-order index: what two factors do together beyond each alone", &SobolIndex::value);
    add("S2_low", "lower end of its bootstrap interval", &SobolIndex::low);
    add("S2_high", "upper end", &SobolIndex::high);
}

void add_course(AnalysisGroup& group, const Sampling& sampling) {
    const std::uint64_t factors = sampling.factors.size();
    const std::uint64_t steps = sampling.convergence.size();
    group.add_scale("n", std::vector<std::int64_t>(sampling.convergence.begin(), sampling.convergence.end()),
                    "first blocks of the design");
    const auto add = [&](const char* name, const char* meaning, std::vector<SobolIndex> SobolIndices::*list,
                         double SobolIndex::*part) {
        group.cells(name, {"metric", "n", "factor"}, {steps, factors}, meaning,
                    [list, part, factors](const NumberSensitivity& number, std::size_t place) {
                        return (sobol_of(number).course[place / factors].*list)[place % factors].*part;
                    });
    };
    add("S1_by_n", "first-order index from the first n blocks", &SobolIndices::first, &SobolIndex::value);
    add("ST_by_n", "total index from the first n blocks", &SobolIndices::total, &SobolIndex::value);
    add("ST_low_by_n", "lower end of its bootstrap interval", &SobolIndices::total, &SobolIndex::low);
    add("ST_high_by_n", "upper end", &SobolIndices::total, &SobolIndex::high);
}

void add_sobol(AnalysisGroup& group, const Sampling& sampling) {
    const auto add = [&group](const char* name, const char* meaning,
                              std::vector<SobolIndex> SobolIndices::*list, double SobolIndex::*part) {
        group.by_factor(name, meaning, [list, part](const NumberSensitivity& number, std::size_t factor) {
            return (sobol_of(number).all.*list)[factor].*part;
        });
    };
    add("S1", "first-order index: share of the variance that the factor alone accounts for",
        &SobolIndices::first, &SobolIndex::value);
    add("S1_low", "lower end of its bootstrap interval", &SobolIndices::first, &SobolIndex::low);
    add("S1_high", "upper end", &SobolIndices::first, &SobolIndex::high);
    add("ST", "total index: share that would be left if all other factors were known", &SobolIndices::total,
        &SobolIndex::value);
    add("ST_low", "lower end of its bootstrap interval", &SobolIndices::total, &SobolIndex::low);
    add("ST_high", "upper end", &SobolIndices::total, &SobolIndex::high);
    group.by_metric("mean", "mean over the rows A and B of complete blocks",
                    [](const NumberSensitivity& number) { return sobol_of(number).all.mean; });
    group.by_metric("variance", "variance over the same",
                    [](const NumberSensitivity& number) { return sobol_of(number).all.variance; });
    group.by_metric("blocks", "complete blocks, which the indices are made from",
                    [](const NumberSensitivity& number) { return sobol_of(number).all.blocks; });
    group.by_metric("dropped", "blocks left out whole because a run failed or had no value",
                    [](const NumberSensitivity& number) { return sobol_of(number).all.dropped; });
    group.by_metric("blocks_needed",
                    "blocks after which the widest interval of a total index is narrow enough",
                    [](const NumberSensitivity& number) { return sobol_of(number).needed; });
    if (sampling.choice.second_order && sampling.factors.size() > 1) add_interactions(group, sampling);
    if (!sampling.convergence.empty()) add_course(group, sampling);
}

void add_morris(AnalysisGroup& group) {
    const auto add = [&group](const char* name, const char* meaning, auto get) {
        group.by_factor(name, meaning, [get](const NumberSensitivity& number, std::size_t factor) {
            return get(std::get<MorrisEffects>(number.answer).factors[factor]);
        });
    };
    add("mu", "mean elementary effect", [](const MorrisEffect& effect) { return effect.mean; });
    add("mu_star", "mean size of the elementary effects",
        [](const MorrisEffect& effect) { return effect.mean_size.value; });
    add("mu_star_low", "lower end of its bootstrap interval",
        [](const MorrisEffect& effect) { return effect.mean_size.low; });
    add("mu_star_high", "upper end", [](const MorrisEffect& effect) { return effect.mean_size.high; });
    add("sigma", "standard deviation of the effects, divided by n - 1",
        [](const MorrisEffect& effect) { return effect.sample_deviation; });
    group.by_metric("trajectories", "complete trajectories", [](const NumberSensitivity& number) {
        return std::get<MorrisEffects>(number.answer).trajectories;
    });
    group.by_metric(
        "dropped", "trajectories left out because a run failed or had no value",
        [](const NumberSensitivity& number) { return std::get<MorrisEffects>(number.answer).dropped; });
}

void add_tornado(AnalysisGroup& group) {
    const auto add = [&group](const char* name, const char* meaning, double TornadoBar::*end) {
        group.by_factor(name, meaning, [end](const NumberSensitivity& number, std::size_t factor) {
            for (const TornadoBar& bar : std::get<Tornado>(number.answer).bars)
                if (bar.factor == factor) return bar.*end;
            return 0.0;
        });
    };
    group.by_metric("baseline", "the number at the baseline", [](const NumberSensitivity& number) {
        return std::get<Tornado>(number.answer).baseline;
    });
    add("at_low", "with the factor at its lowest value, less the baseline", &TornadoBar::at_low);
    add("at_high", "with the factor at its highest value, less the baseline", &TornadoBar::at_high);
}

void add_association(AnalysisGroup& group) {
    group.by_factor(
        "strength",
        "rank correlation with the factor; of a one_of the correlation ratio, a share of variance",
        [](const NumberSensitivity& number, std::size_t factor) {
            return std::get<std::vector<Association>>(number.answer)[factor].strength;
        });
}

void add_points(AnalysisGroup& group) {
    group.by_metric("n", "points with a value", [](const NumberSensitivity& n) { return n.points.n; });
    group.by_metric("missing", "points without one", [](const NumberSensitivity& n) { return n.missing; });
    group.by_metric("mean", "mean over points", [](const NumberSensitivity& n) { return n.points.mean; });
    group.by_metric("sd", "standard deviation over points",
                    [](const NumberSensitivity& n) { return n.points.sd; });
    group.by_metric("p10", "quantile 0.1", [](const NumberSensitivity& n) { return n.points.p10; });
    group.by_metric("p50", "median", [](const NumberSensitivity& n) { return n.points.p50; });
    group.by_metric("p90", "quantile 0.9", [](const NumberSensitivity& n) { return n.points.p90; });
}

void add_seeds(AnalysisGroup& group) {
    group.by_metric("between", "variance of the expectation over points",
                    [](const NumberSensitivity& number) { return number.seeds.between; });
    group.by_metric("within", "mean variance over the seeds of one point",
                    [](const NumberSensitivity& number) { return number.seeds.within; });
    group.by_metric("share", "share of a run's variance that is due to its seed",
                    [](const NumberSensitivity& number) { return number.seeds.seed_share(); });
    group.by_metric("points", "points that it rests on",
                    [](const NumberSensitivity& number) { return number.seeds.points; });
    group.by_metric("missing", "runs without a value",
                    [](const NumberSensitivity& number) { return number.seeds.missing; });
}

void append(std::vector<Dataset>& all, AnalysisGroup group) {
    all.insert(all.end(), std::make_move_iterator(group.made.begin()),
               std::make_move_iterator(group.made.end()));
}

}  // namespace

std::vector<Dataset> sensitivity_datasets(const Experiment& experiment, const RunResults& results,
                                          const Sensitivity& sensitivity) {
    const Sampling& sampling = *experiment.sampling;
    std::vector<Dataset> all;
    const auto add = [&](const char* name, const auto& fill) {
        AnalysisGroup group(name, experiment, results, sensitivity);
        fill(group);
        append(all, std::move(group));
    };
    const auto add_answer = [&](const char* name, const auto& fill) {
        add(name, [&](AnalysisGroup& group) {
            group.add_factors();
            fill(group);
        });
    };
    add("points", add_points);
    switch (sampling.choice.method) {
        case Method::sobol:
            add_answer("sobol", [&](AnalysisGroup& group) { add_sobol(group, sampling); });
            break;
        case Method::morris:
            add_answer("morris", add_morris);
            break;
        case Method::one_at_a_time:
            add_answer("tornado", add_tornado);
            break;
        default:
            add_answer("association", add_association);
    }
    if (sensitivity.seeds_apart > 1) add("seeds", add_seeds);
    return all;
}

}  // namespace cultivar
