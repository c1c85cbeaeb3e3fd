// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "models/metrics.hpp"

namespace cultivar {

namespace {

int axis_size(Axis axis, const World& world) {
    if (axis == Axis::region) return static_cast<int>(world.regions.size());
    if (axis == Axis::family) return static_cast<int>(world.family_count());
    return static_cast<int>(axis_members(axis).size());
}

Slice with(Slice slice, Axis axis, int place) {
    switch (axis) {
        case Axis::region:
            slice.region = place;
            break;
        case Axis::family:
            slice.family = place;
            break;
        case Axis::tier:
            slice.tier = place;
            break;
        case Axis::owner:
            slice.owner = place;
            break;
        case Axis::size_class:
            slice.size_class = place;
            break;
        case Axis::grade:
            slice.grade = place;
            break;
    }
    return slice;
}

void measure_cells(const Metric& metric, const World& world, std::size_t axis, const Slice& slice,
                   std::vector<double>& into) {
    if (axis == metric.axes.size()) {
        into.push_back(metric.measure(world, slice));
        return;
    }
    for (int i = 0; i < axis_size(metric.axes[axis], world); ++i)
        measure_cells(metric, world, axis + 1, with(slice, metric.axes[axis], i), into);
}

std::string member_name(Axis axis, int place, const World& world) {
    const auto i = static_cast<std::size_t>(place);
    if (axis == Axis::region) return world.macro_regions[i];
    if (axis == Axis::family) return world.families[i].id;
    return std::string(axis_members(axis)[i]);
}

}  // namespace

std::span<const std::string_view> axis_members(Axis axis) {
    switch (axis) {
        case Axis::tier:
            return tier_names;
        case Axis::owner:
            return owner_type_names;
        case Axis::size_class:
            return size_class_names;
        case Axis::grade:
            return std::span(grade_names).subspan(1);
        case Axis::region:
        case Axis::family:
            break;
    }
    return {};
}

std::size_t cell_count(const Metric& metric, const World& world) {
    std::size_t cells = 1;
    for (const Axis axis : metric.axes) cells *= static_cast<std::size_t>(axis_size(axis, world));
    return cells;
}

std::vector<Scalar> scalars(const World& world) {
    std::vector<Scalar> result;
    const std::vector<Metric>& list = metrics();
    for (std::size_t m = 0; m < list.size(); ++m) {
        const std::string id(list[m].id);
        result.push_back({id, m, {}});
        for (const Axis axis : {Axis::family, Axis::tier, Axis::owner, Axis::size_class, Axis::grade}) {
            if (std::find(list[m].axes.begin(), list[m].axes.end(), axis) == list[m].axes.end()) continue;
            for (int i = 0; i < axis_size(axis, world); ++i)
                result.push_back({id + '.' + member_name(axis, i, world), m, with({}, axis, i)});
        }
        if (std::find(list[m].axes.begin(), list[m].axes.end(), Axis::region) == list[m].axes.end()) continue;
        for (int i = 0; i < static_cast<int>(world.macro_regions.size()); ++i)
            result.push_back({id + '.' + member_name(Axis::region, i, world), m, {.macro_region = i}});
    }
    return result;
}

void Observation::take(const World& world, sim::Time now) {
    const std::vector<Metric>& list = metrics();
    series.resize(list.size());
    times.push_back(now);
    for (std::size_t m = 0; m < list.size(); ++m) {
        const bool repeats = list[m].summarise != nullptr;
        if (!repeats) measure_cells(list[m], world, 0, {}, series[m]);
    }
    const std::vector<Scalar> wanted = scalars(world);
    courses.resize(wanted.size());
    for (std::size_t s = 0; s < wanted.size(); ++s)
        courses[s].push_back(list[wanted[s].metric].measure(world, wanted[s].slice));
}

std::vector<double> Observation::values(const World& world) const {
    std::vector<double> years;
    for (const sim::Time time : times) years.push_back(sim::in_years(time - world.start));
    std::vector<double> result;
    const std::vector<Scalar> wanted = scalars(world);
    for (std::size_t s = 0; s < wanted.size(); ++s) {
        const auto summarise = metrics()[wanted[s].metric].summarise;
        if (courses.empty()) {
            result.push_back(0.0);
        } else {
            result.push_back(summarise != nullptr ? summarise(years, courses[s]) : courses[s].back());
        }
    }
    return result;
}

}  // namespace cultivar
