// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "experiments/results/columns.hpp"
#include "experiments/results/result_datasets.hpp"

namespace cultivar {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// The unit is given under its own name and under that of the CF conventions.
Attributes describe(const Metric& metric) {
    return {{"unit", std::string(metric.unit)},
            {"units", std::string(metric.unit)},
            {"long_name", std::string(metric.definition)}};
}

/// Which variant or point and which seed each run is of, as coordinates beside the run's number.
std::vector<Dataset> run_coordinates(const std::string& group, const Experiment& experiment) {
    std::vector<std::string> variants;
    std::vector<std::int32_t> points;
    std::vector<std::uint64_t> seeds;
    for (const PlannedRun& run : planned_runs(experiment)) {
        if (experiment.sampling)
            points.push_back(static_cast<std::int32_t>(run.arm));
        else
            variants.push_back(arm_name(experiment, run.arm));
        seeds.push_back(run.seed);
    }
    std::vector<Dataset> made{run_scale(group, seeds.size())};
    made.push_back(experiment.sampling ? column(group + "/point", "run", std::move(points))
                                       : column(group + "/variant", "run", std::move(variants)));
    made.push_back(column(group + "/seed", "run", std::move(seeds)));
    return made;
}

std::vector<std::string> axis_labels(const WorldDescription& world, Axis axis) {
    std::vector<std::string> labels;
    if (axis == Axis::region)
        for (const RegionDescription& region : world.regions) labels.push_back(region.name);
    if (axis == Axis::family)
        for (const FamilyDescription& family : world.families) labels.push_back(family.id);
    const std::span<const std::string_view> members = axis_members(axis);
    labels.insert(labels.end(), members.begin(), members.end());
    return labels;
}

const RunResult* first_done(const RunResults& results) {
    const auto found = std::find_if(results.runs.begin(), results.runs.end(),
                                    [](const RunResult& run) { return run.status == RunStatus::done; });
    return found == results.runs.end() ? nullptr : &*found;
}

std::int32_t whole_days(sim::Duration span) {
    return static_cast<std::int32_t>(std::chrono::floor<std::chrono::days>(span).count());
}

}  // namespace

std::vector<Dataset> metric_datasets(const Experiment& experiment, const RunResults& results) {
    std::vector<Dataset> made = run_coordinates("/metrics", experiment);
    for (std::size_t i = 0; i < results.scalars.size(); ++i) {
        const Metric& metric = metrics()[results.scalars[i].metric];
        std::vector<double> values;
        for (const RunResult& run : results.runs)
            values.push_back(run.status == RunStatus::done ? run.values[i] : nothing);
        Attributes attributes = describe(metric);
        attributes.emplace_back("goal", metric.goal);
        attributes.emplace_back("definition", metric.definition);
        attributes.emplace_back("coordinates", experiment.sampling ? "point seed" : "variant seed");
        made.push_back(
            column("/metrics/" + results.scalars[i].name, "run", std::move(values), std::move(attributes)));
    }
    return made;
}

std::vector<Dataset> series_scales(const Experiment& experiment, const RunResults& results) {
    const WorldDescription& world = experiment.variants.front().world;
    std::vector<Dataset> made = run_coordinates("/series", experiment);
    std::vector<std::int32_t> days;
    if (const RunResult* run = first_done(results))
        for (const sim::Time time : run->times) days.push_back(whole_days(time - world.start));
    made.push_back(scale("/series", "time", std::move(days),
                         {{"units", "days since " + sim::format_date(world.start)},
                          {"calendar", "standard"},
                          {"long_name", "instant of measurement"}}));
    for (const Axis axis :
         {Axis::region, Axis::family, Axis::tier, Axis::owner, Axis::size_class, Axis::grade})
        made.push_back(scale("/series", std::string(axis_name(axis)), axis_labels(world, axis)));
    std::vector<std::string> codes;
    for (const RegionDescription& region : world.regions) codes.push_back(region.code);
    made.push_back(column("/series/region_code", "region", std::move(codes)));
    return made;
}

Dataset series_dataset(const Experiment& experiment, const RunResults& results, std::size_t metric) {
    const WorldDescription& world = experiment.variants.front().world;
    const RunResult* done = first_done(results);
    const std::uint64_t times = done == nullptr ? 0 : done->times.size();
    Dataset made{"/series/" + std::string(metrics()[metric].id),
                 {"run", "time"},
                 {results.runs.size(), times},
                 {},
                 describe(metrics()[metric]),
                 false};
    std::size_t size = times;
    for (const Axis axis : metrics()[metric].axes) {
        made.dimensions.emplace_back(axis_name(axis));
        made.shape.push_back(axis_labels(world, axis).size());
        size *= made.shape.back();
    }
    made.attributes.emplace_back("coordinates", "variant seed");
    std::vector<double> values;
    values.reserve(results.runs.size() * size);
    for (const RunResult& run : results.runs) {
        if (run.status == RunStatus::done)
            values.insert(values.end(), run.series[metric].begin(), run.series[metric].end());
        else
            values.insert(values.end(), size, nothing);
    }
    made.values = std::move(values);
    return made;
}

}  // namespace cultivar
