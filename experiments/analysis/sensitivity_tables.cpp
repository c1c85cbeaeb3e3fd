// SPDX-License-Identifier: Apache-2.0
#include "experiments/analysis/sensitivity_tables.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <limits>
#include <numeric>

#include "experiments/analysis/text_table.hpp"

namespace cultivar {

namespace {

/// Two decimals, as indices are read.
std::string index_text(double value) {
    if (!std::isfinite(value)) return "–";
    const long hundredths = std::lround(value * 100.0);
    const std::string digits = std::to_string(std::labs(hundredths));
    const std::string padded = std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
    return (hundredths < 0 ? "−" : "") + padded.substr(0, padded.size() - 2) + '.' +
           padded.substr(padded.size() - 2);
}

std::string interval_text(double low, double high, std::string (*spoken)(double)) {
    return '[' + spoken(low) + ", " + spoken(high) + ']';
}

std::string percent_interval(const Sampling& sampling) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.4g %% interval", 100.0 * sampling.confidence);
    return text.data();
}

std::string blocks_text(std::size_t number) {
    return std::to_string(number) + (number == 1 ? " block" : " blocks");
}

std::string trajectories_text(std::size_t number) {
    return std::to_string(number) + (number == 1 ? " trajectory" : " trajectories");
}

/// Factors from the largest to the smallest of a measure; those without a number come last.
std::vector<std::size_t> falling(std::size_t count, const std::function<double(std::size_t)>& measure) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto key = [&measure](std::size_t i) {
        const double value = measure(i);
        return std::isfinite(value) ? value : -std::numeric_limits<double>::infinity();
    };
    std::stable_sort(order.begin(), order.end(),
                     [&key](std::size_t a, std::size_t b) { return key(a) > key(b); });
    return order;
}

/// The largest change of a total index between the last two numbers of blocks that are told.
std::string convergence_told(const SobolAnswer& answer, const Sampling& sampling) {
    if (answer.course.size() < 2) return "";
    const std::size_t last = answer.course.size() - 1;
    double largest = 0.0;
    std::size_t mover = 0;
    for (std::size_t i = 0; i < sampling.factors.size(); ++i) {
        const double change =
            std::fabs(answer.course[last].total[i].value - answer.course[last - 1].total[i].value);
        if (!(change > largest)) continue;
        largest = change;
        mover = i;
    }
    return "From " + std::to_string(sampling.convergence[last - 1]) + " to " +
           std::to_string(sampling.convergence[last]) + " blocks no ST moved by more than " +
           index_text(largest) + (largest > 0.0 ? " (" + sampling.factors[mover].path + ')' : "") + ".\n";
}

std::string needed_told(const SobolAnswer& answer, const Sampling& sampling) {
    const std::string target = "±" + index_text(sampling.half_width);
    if (answer.needed <= answer.all.blocks) return "Every ST is known to " + target + " or better.\n";
    if (answer.needed == std::numeric_limits<std::uint64_t>::max()) return "";
    return "For every ST to be known to " + target + " it takes about " +
           spoken_number(static_cast<double>(answer.needed)) + " blocks; these are " +
           std::to_string(answer.all.blocks) + ".\n";
}

std::string dropped_told(const std::string& dropped, std::size_t of) {
    return dropped + " of " + std::to_string(of) +
           " left out whole, because a run there failed or has no such number.\n";
}

std::string interactions(const SobolIndices& indices, const Sampling& sampling) {
    if (indices.second.empty()) return "";
    std::vector<std::string> names;
    for (std::size_t i = 0; i < sampling.factors.size(); ++i)
        for (std::size_t j = i + 1; j < sampling.factors.size(); ++j)
            names.push_back(sampling.factors[i].path + " × " + sampling.factors[j].path);
    TextTable table;
    table.row({"  two together", "S2", "interval", " "});
    const auto order = falling(names.size(), [&indices](std::size_t i) { return indices.second[i].value; });
    for (const std::size_t i : order) {
        const SobolIndex& index = indices.second[i];
        table.row({"  " + names[i], index_text(index.value), interval_text(index.low, index.high, index_text),
                   index.above_zero() ? " " : "not distinguishable from 0"});
    }
    return table.text();
}

std::string told(const SobolAnswer& answer, const Sampling& sampling) {
    const SobolIndices& all = answer.all;
    if (!(all.variance > 0.0))
        return "  Nothing to explain: it is the same at all points" +
               std::string(all.blocks < 2 ? ", or fewer than two blocks are complete" : "") + ".\n" +
               (all.dropped > 0 ? dropped_told(blocks_text(all.dropped), all.blocks + all.dropped) : "");
    const std::string percent = percent_interval(sampling);
    TextTable table;
    table.row({"  factor", "S1 alone", percent, "ST in all", percent, " "});
    double sum = 0.0;
    for (const SobolIndex& index : all.first) sum += index.value;
    for (const std::size_t i :
         falling(sampling.factors.size(), [&all](std::size_t f) { return all.total[f].value; })) {
        const SobolIndex& first = all.first[i];
        const SobolIndex& total = all.total[i];
        table.row({"  " + sampling.factors[i].path, index_text(first.value),
                   interval_text(first.low, first.high, index_text), index_text(total.value),
                   interval_text(total.low, total.high, index_text),
                   first.above_zero()   ? " "
                   : total.above_zero() ? "S1 not distinguishable from 0"
                                        : "not distinguishable from 0"});
    }
    return table.text() + interactions(all, sampling) + "The factors alone account for " + index_text(sum) +
           " of the variance (sum of S1)" +
           (sum < 0.95 ? "; the rest is what they do together.\n"
                       : ", so hardly anything is left to what they do together.\n") +
           convergence_told(answer, sampling) + needed_told(answer, sampling) +
           (all.dropped > 0 ? dropped_told(blocks_text(all.dropped), all.blocks + all.dropped) : "");
}

std::string told(const MorrisEffects& effects, const Sampling& sampling) {
    const std::string percent = percent_interval(sampling);
    TextTable table;
    table.row({"  factor", "μ* size", percent, "μ direction", "σ bends, joint", " "});
    for (const std::size_t i : falling(sampling.factors.size(), [&effects](std::size_t f) {
             return effects.factors[f].mean_size.value;
         })) {
        const MorrisEffect& effect = effects.factors[i];
        table.row({"  " + sampling.factors[i].path, spoken_number(effect.mean_size.value),
                   interval_text(effect.mean_size.low, effect.mean_size.high, spoken_number),
                   signed_number(effect.mean), spoken_number(effect.sample_deviation),
                   effect.mean_size.value == 0.0 ? "no effect" : " "});
    }
    return table.text() + "μ* is the mean change when a factor crosses its whole range, from " +
           trajectories_text(effects.trajectories) + ".\n" +
           (effects.dropped > 0
                ? dropped_told(trajectories_text(effects.dropped), effects.trajectories + effects.dropped)
                : "");
}

std::string told(const Tornado& tornado, const Sampling& sampling) {
    TextTable table;
    table.row({"  factor", "at its lowest", "at its highest", "width"});
    for (const TornadoBar& bar : tornado.bars)
        table.row({"  " + sampling.factors[bar.factor].path, signed_number(bar.at_low),
                   signed_number(bar.at_high), spoken_number(bar.width())});
    return table.text() + "Differences to the world as it is: " + spoken_number(tornado.baseline) + ".\n";
}

std::string told(const std::vector<Association>& factors, const Sampling& sampling) {
    TextTable table;
    table.row({"  factor", "rank correlation", "share of variance between its values"});
    for (const std::size_t i :
         falling(factors.size(), [&factors](std::size_t f) { return std::fabs(factors[f].strength); }))
        table.row({"  " + sampling.factors[i].path,
                   factors[i].ordered ? index_text(factors[i].strength) : " ",
                   factors[i].ordered ? " " : index_text(factors[i].strength)});
    return table.text();
}

double strength(const NumberSensitivity& number, std::size_t factor) {
    if (const auto* sobol = std::get_if<SobolAnswer>(&number.answer)) return sobol->all.total[factor].value;
    if (const auto* morris = std::get_if<MorrisEffects>(&number.answer))
        return morris->factors[factor].mean_size.value;
    if (const auto* tornado = std::get_if<Tornado>(&number.answer)) {
        for (const TornadoBar& bar : tornado->bars)
            if (bar.factor == factor) return bar.width();
    }
    return std::get<std::vector<Association>>(number.answer)[factor].strength;
}

}  // namespace

std::string answer_told(const NumberSensitivity& number, const Sampling& sampling) {
    return std::visit([&sampling](const auto& answer) { return told(answer, sampling); }, number.answer);
}

std::vector<std::string> strengths(const NumberSensitivity& number, const Sampling& sampling) {
    const bool in_units =
        sampling.choice.method == Method::morris || sampling.choice.method == Method::one_at_a_time;
    std::vector<std::string> words;
    for (std::size_t factor = 0; factor < sampling.factors.size(); ++factor) {
        const double value = strength(number, factor);
        words.push_back(in_units ? spoken_number(value) : index_text(value));
    }
    return words;
}

std::size_t strongest(const NumberSensitivity& number, const Sampling& sampling) {
    return falling(sampling.factors.size(),
                   [&number](std::size_t i) { return std::fabs(strength(number, i)); })
        .front();
}

std::string strength_name(const Sampling& sampling) {
    switch (sampling.choice.method) {
        case Method::sobol:
            return "ST";
        case Method::morris:
            return "μ*";
        case Method::one_at_a_time:
            return "width";
        default:
            return "strength";
    }
}

}  // namespace cultivar
