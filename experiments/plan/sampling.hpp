// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/plan/design.hpp"
#include "experiments/plan/factor.hpp"
#include "models/description.hpp"

namespace cultivar {

/// How the points of a sampled experiment are chosen; design.hpp says what each does.
enum class Method : std::uint8_t {
    factorial,
    zip,
    one_at_a_time,
    points,
    random,
    latin_hypercube,
    sobol,
    morris
};
inline constexpr std::array<std::string_view, 8> method_names{
    "factorial", "zip", "one_at_a_time", "points", "random", "latin_hypercube", "sobol", "morris"};
[[nodiscard]] inline std::string_view name_of(Method method) {
    return method_names[static_cast<std::size_t>(method)];
}

/// A method with its options; those that it does not have keep their defaults.
struct DesignChoice {
    Method method = Method::sobol;
    std::uint64_t n = 0;  ///< points; blocks of sobol, trajectories of morris
    std::uint64_t seed = 1;
    std::uint64_t skip = 0;        ///< points of the Sobol sequence that are left out
    std::uint64_t levels = 4;      ///< of morris
    std::uint64_t candidates = 1;  ///< of morris
    bool second_order = false;
    std::vector<double> given =
        {};  ///< values: of points row after row, of one_at_a_time those of the baseline
};

/// The part of an experiment that says what is varied, and what is made of the answers.
struct Sampling {
    std::vector<Factor> factors;
    DesignChoice choice;
    Design design;                          ///< the points
    std::size_t replicated = 0;             ///< so many points are run under more seeds than the others
    std::vector<std::uint64_t> more_seeds;  ///< those seeds
    double confidence = 0.95;
    double half_width = 0.05;              ///< an interval that counts as narrow enough
    std::vector<std::size_t> convergence;  ///< numbers of blocks after which the indices are told
};

/// How many points a choice gives; `uncountable` if that does not fit 64 bits.
[[nodiscard]] std::uint64_t point_count(const std::vector<Factor>& factors, const DesignChoice& choice);
/// The points; see design.hpp for what is thrown.
[[nodiscard]] Design lay_out(const std::vector<Factor>& factors, const DesignChoice& choice);

/// The points that are run under more seeds: the first of each of the first blocks.
[[nodiscard]] std::vector<std::size_t> replicated_points(const Sampling& sampling);

/// Lets a world have these values of factors (see value_at) from its start. Gives a note for each factor that
/// a later change of policy still moves. Throws std::out_of_range if the world lacks the parameter or the
/// name of a choice.
std::vector<std::string> set_factors(WorldDescription& world, const std::vector<Factor>& factors,
                                     std::span<const double> values);

/// A value of a factor as it would be written in a world file: "45 days", "lottery".
[[nodiscard]] std::string value_text(const Factor& factor, const sim::ParameterEntry& entry, double value);

}  // namespace cultivar
