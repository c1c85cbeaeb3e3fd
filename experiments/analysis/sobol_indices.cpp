// SPDX-License-Identifier: Apache-2.0
#include "experiments/analysis/sobol_indices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "experiments/analysis/bootstrap.hpp"

namespace cultivar {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::size_t rows_of_block(const SobolAnalysis& analysis) {
    return 2 + (analysis.second_order ? 2 : 1) * analysis.factors;
}

std::size_t pairs_of(const SobolAnalysis& analysis) {
    return analysis.second_order ? analysis.factors * (analysis.factors - 1) / 2 : 0;
}

/// What a block adds to the sums that all indices are made from: f_A + f_B and f_A^2 + f_B^2; by factor
/// f_B d, d and d^2 with d = f_ABi - f_A; by pair p - f_A f_B and its slope -(f_BAi + f_ABj - f_A - f_B), from
/// which any other centre follows.
void add_terms(std::span<const double> block, const SobolAnalysis& analysis, std::vector<double>& terms) {
    const std::size_t k = analysis.factors;
    const double a = block.front(), b = block.back();
    terms.insert(terms.end(), {a + b, a * a + b * b});
    for (std::size_t i = 0; i < k; ++i) {
        const double step = block[1 + i] - a;
        terms.insert(terms.end(), {b * step, step, step * step});
    }
    for (std::size_t i = 0; pairs_of(analysis) > 0 && i < k; ++i)
        for (std::size_t j = i + 1; j < k; ++j) {
            const double ba = block[1 + k + i], ab = block[1 + j];
            terms.insert(terms.end(), {ba * ab - a * b, a + b - ba - ab});
        }
}

/// Mean, variance, then first and total by factor, then second by pair, from sums of terms over n blocks.
std::vector<double> estimates(std::span<const double> sums, double n, const SobolAnalysis& analysis) {
    const std::size_t k = analysis.factors;
    const double centre = sums[0] / (2.0 * n);
    const double variance = sums[1] / (2.0 * n) - centre * centre;
    const double scale = variance > 0.0 ? 1.0 / (n * variance) : nan;
    std::vector<double> found(2 + 2 * k + pairs_of(analysis));
    found[0] = centre;
    found[1] = variance;
    for (std::size_t i = 0; i < k; ++i) {
        const double* const term = &sums[2 + 3 * i];
        found[2 + i] = (term[0] - centre * term[1]) * scale;
        found[2 + k + i] = 0.5 * term[2] * scale;
    }
    std::size_t pair = 0;
    for (std::size_t i = 0; pairs_of(analysis) > 0 && i < k; ++i)
        for (std::size_t j = i + 1; j < k; ++j, ++pair) {
            const double* const term = &sums[2 + 3 * k + 2 * pair];
            found[2 + 2 * k + pair] = (term[0] + centre * term[1]) * scale - found[2 + i] - found[2 + j];
        }
    return found;
}

/// Complete blocks, centred by the mean over their rows A and B, each as its terms.
struct Terms {
    std::size_t blocks = 0;
    std::size_t dropped = 0;
    double mean = nan;
    std::vector<double> cells;
};

Terms terms_of(std::span<const double> outputs, const SobolAnalysis& analysis) {
    const std::size_t rows = rows_of_block(analysis);
    Terms terms;
    std::vector<double> kept;
    for (std::size_t start = 0; start + rows <= outputs.size(); start += rows) {
        const std::span<const double> block = outputs.subspan(start, rows);
        if (std::all_of(block.begin(), block.end(), [](double output) { return std::isfinite(output); })) {
            kept.insert(kept.end(), block.begin(), block.end());
            ++terms.blocks;
        } else {
            ++terms.dropped;
        }
    }
    if (terms.blocks == 0) return terms;
    // From the first output, then from the mean: outputs that are all the same become 0 without rounding.
    const double first = kept.front();
    double sum = 0.0;
    for (double& output : kept) output -= first;
    for (std::size_t start = 0; start < kept.size(); start += rows)
        sum += kept[start] + kept[start + rows - 1];
    const double centre = sum / (2.0 * static_cast<double>(terms.blocks));
    terms.mean = first + centre;
    for (double& output : kept) output -= centre;
    for (std::size_t start = 0; start < kept.size(); start += rows)
        add_terms(std::span<const double>(kept).subspan(start, rows), analysis, terms.cells);
    return terms;
}

}  // namespace

SobolIndices sobol_indices(std::span<const double> outputs, const SobolAnalysis& analysis) {
    const std::size_t k = analysis.factors;
    if (k == 0) throw std::invalid_argument("indices need a factor");
    const Terms terms = terms_of(outputs, analysis);
    SobolIndices indices{terms.blocks, terms.dropped, terms.mean, nan, {}, {}, {}};
    std::vector<Bootstrapped> found(2 + 2 * k + pairs_of(analysis), Bootstrapped{nan, nan, nan});
    if (terms.blocks >= 2)
        found = bootstrap(
            terms.cells, terms.blocks, {analysis.confidence, analysis.resamples, analysis.seed},
            [&analysis](std::span<const double> sums, double n) { return estimates(sums, n, analysis); });
    indices.variance = found[1].value;
    const auto take = [&found](std::size_t from, std::size_t count) {
        std::vector<SobolIndex> taken(count);
        for (std::size_t i = 0; i < count; ++i)
            taken[i] = {found[from + i].value, found[from + i].low, found[from + i].high};
        return taken;
    };
    indices.first = take(2, k);
    indices.total = take(2 + k, k);
    indices.second = take(2 + 2 * k, pairs_of(analysis));
    return indices;
}

std::vector<SobolIndices> sobol_convergence(std::span<const double> outputs,
                                            const std::vector<std::size_t>& blocks,
                                            const SobolAnalysis& analysis) {
    std::vector<SobolIndices> course;
    for (const std::size_t n : blocks)
        course.push_back(sobol_indices(
            outputs.first(std::min(n, outputs.size() / rows_of_block(analysis)) * rows_of_block(analysis)),
            analysis));
    return course;
}

std::uint64_t blocks_needed(std::size_t n, double half_width, double target) {
    const double ratio = half_width / target;
    const double needed = std::ceil(static_cast<double>(n) * ratio * ratio);
    return needed < 0x1p63 ? static_cast<std::uint64_t>(needed) : std::numeric_limits<std::uint64_t>::max();
}

}  // namespace cultivar
