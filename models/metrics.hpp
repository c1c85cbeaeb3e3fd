// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/world.hpp"
#include "sim/time.hpp"

namespace cultivar {

/// A part of the nation, the families, the tiers, the firms or the grades; −1 stands for all of them.
struct Slice {
    int region = -1;
    int macro_region = -1;
    int family = -1;
    int tier = -1;
    int owner = -1;
    int size_class = -1;
    int grade = -1;  ///< 0 is basic
};

/// The dimensions of a metric's series besides time.
enum class Axis : std::uint8_t { region, family, tier, owner, size_class, grade };
inline constexpr std::array<std::string_view, 6> axis_names{"region", "family",     "tier",
                                                            "owner",  "size_class", "grade"};
inline constexpr std::string_view axis_name(Axis axis) {
    return axis_names[static_cast<std::size_t>(axis)];
}
/// The members of an axis that every world has, by name; none for regions and families.
[[nodiscard]] std::span<const std::string_view> axis_members(Axis axis);

/// A number computed from a run. `measure` gives its value for a slice of the world now; the number of a run
/// is `summarise` over the record (time in years since the start, values), or the last value where that is
/// null.
struct Metric {
    std::string_view id;
    std::string_view unit;
    std::string_view goal;  ///< "max", "min" or "" where neither is better
    std::string_view definition;
    std::vector<Axis> axes;
    double (*measure)(const World&, const Slice&);
    double (*summarise)(std::span<const double> years, std::span<const double> values) = nullptr;
};

/// The list of metrics: one entry adds one to results and reports.
[[nodiscard]] const std::vector<Metric>& metrics();

/// A number of a run: a metric for the whole nation, or for one family, tier, owner type, size class, grade or
/// macro-region of it ("adopters", "adopters.5g", "factories_5g.sme", "adopters.east").
struct Scalar {
    std::string name;
    std::size_t metric = 0;
    Slice slice;
};

/// All numbers of a run of this world, in the order of the metrics: the whole, then families, tiers,
/// owner types, size classes, grades, macro-regions.
[[nodiscard]] std::vector<Scalar> scalars(const World& world);

/// What was measured in the course of a run: the series of every metric at the record times and the numbers
/// at the end. Cells of a series are row by row over its axes.
struct Observation {
    std::vector<sim::Time> times;
    std::vector<std::vector<double>>
        series;  ///< by metric: times × cells; empty where a metric is a summary only
    std::vector<std::vector<double>> courses;  ///< by scalar: one value a time

    void take(const World& world, sim::Time now);
    /// The value of each scalar for the run so far.
    [[nodiscard]] std::vector<double> values(const World& world) const;
};

/// How many cells a metric's series has at one time.
[[nodiscard]] std::size_t cell_count(const Metric& metric, const World& world);

}  // namespace cultivar
