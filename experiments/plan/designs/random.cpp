// SPDX-License-Identifier: Apache-2.0
#include <numeric>

#include "experiments/plan/designs/blank.hpp"
#include "experiments/plan/sampling_purpose.hpp"
#include "sim/random.hpp"

namespace cultivar {

namespace {

double place(const Factor& factor, std::size_t row, std::uint64_t seed, SamplingPurpose purpose) {
    const sim::Key key = sim::child_key(sim::key_of(factor.path), row);
    return sim::Stream(seed, static_cast<std::uint16_t>(purpose), key).uniform();
}

}  // namespace

Design random_design(const std::vector<Factor>& factors, std::size_t n, std::uint64_t seed) {
    Design design = blank_design(n, factors.size(), Scale::share);
    for (std::size_t cell = 0; cell < design.cells.size(); ++cell)
        design.cells[cell] =
            place(factors[cell % factors.size()], cell / factors.size(), seed, SamplingPurpose::random_point);
    return design;
}

Design latin_hypercube_design(const std::vector<Factor>& factors, std::size_t n, std::uint64_t seed) {
    Design design = blank_design(n, factors.size(), Scale::share);
    std::vector<std::uint32_t> parts(n);
    for (std::size_t i = 0; i < factors.size(); ++i) {
        std::iota(parts.begin(), parts.end(), 0U);
        sim::Stream(seed, static_cast<std::uint16_t>(SamplingPurpose::hypercube_order),
                    sim::key_of(factors[i].path))
            .shuffle(std::span<std::uint32_t>(parts));
        for (std::size_t row = 0; row < n; ++row)
            design.cells[row * factors.size() + i] =
                (parts[row] + place(factors[i], row, seed, SamplingPurpose::hypercube_place)) /
                static_cast<double>(n);
    }
    return design;
}

}  // namespace cultivar
