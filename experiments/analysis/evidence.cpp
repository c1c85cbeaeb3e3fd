// SPDX-License-Identifier: Apache-2.0
#include "experiments/analysis/evidence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "models/mechanisms/adoption.hpp"
#include "models/mechanisms/coverage.hpp"
#include "models/metrics.hpp"
#include "models/trace_events.hpp"
#include "sim/elementary.hpp"

namespace cultivar {

namespace {

constexpr double high_learning_rate = 0.37;  ///< implied by module prices 2019-2024 (MIIT)

std::size_t metric_named(std::string_view id) {
    const std::vector<Metric>& list = metrics();
    return static_cast<std::size_t>(
        std::find_if(list.begin(), list.end(), [id](const Metric& m) { return m.id == id; }) - list.begin());
}

void add_to(std::vector<double>& sum, const std::vector<double>& more) {
    sum.resize(std::max(sum.size(), more.size()), 0.0);
    for (std::size_t i = 0; i < more.size(); ++i) sum[i] += more[i];
}

void count(std::vector<double>& counts, double years) {
    const auto place = static_cast<std::size_t>(years);
    if (counts.size() <= place) counts.resize(place + 1, 0.0);
    counts[place] += 1.0;
}

}  // namespace

std::size_t family_named(const World& world, std::string_view id) {
    const auto found = std::find_if(world.families.begin(), world.families.end(),
                                    [id](const FamilyDescription& family) { return family.id == id; });
    return static_cast<std::size_t>(found - world.families.begin());
}

void Evidence::add(const Cultivation& run) {
    ++runs;
    add_courses(run);
    add_regions(run);
    add_installations(run);
    add_pipeline(run);
    add_research(run);
    add_lives(run);
    for (const Firm& firm : run.world().firms) sizes.push_back(firm.size);
}

void Evidence::add_courses(const Cultivation& run) {
    const Observation& seen = run.observation();
    const World& world = run.world();
    if (years.empty())
        for (const sim::Time time : seen.times) years.push_back(sim::in_years(time - world.start));
    const std::vector<Scalar> wanted = scalars(world);
    share.resize(world.family_count());
    for (std::size_t s = 0; s < wanted.size(); ++s) {
        const bool national = wanted[s].slice.macro_region < 0;
        const std::string_view id = metrics()[wanted[s].metric].id;
        if (id == "adoption_share" && wanted[s].slice.family >= 0)
            add_to(share[static_cast<std::size_t>(wanted[s].slice.family)], seen.courses[s]);
        if (id == "base_stations") add_to(stations, seen.courses[s]);
        if (id == "plan_similarity" && national) add_to(similarity, seen.courses[s]);
    }
}

void Evidence::add_regions(const Cultivation& run) {
    const World& world = run.world();
    const Observation& seen = run.observation();
    const std::size_t regions = world.regions.size();
    const std::vector<double>& coverage = seen.series[metric_named("coverage_5g")];
    stations_east.resize(seen.times.size(), 0.0);
    for (std::size_t t = 0; t < seen.times.size(); ++t) {
        double east = 0.0, all = 0.0;
        for (std::uint32_t r = 0; r < regions; ++r) {
            const Region& region = world.regions[RegionId{r}];
            const double weight = station_weight(region.gdp) * coverage[t * regions + r];
            all += weight;
            if (world.macro_regions[region.macro_region] == "east") east += weight;
        }
        if (all > 0.0) stations_east[t] += east / all;
    }
    std::vector<double> adopted(regions, 0.0), tenth(regions, years.empty() ? 0.0 : years.back());
    std::vector<bool> counted(world.firms.size(), false), reached(regions, false);
    each_event<Installed>(run.trace(), [&](const Installed& event, const TraceRow& row) {
        const std::uint32_t r = world.firms[event.firm].region.index;
        if (counted[event.firm.index]) return;
        counted[event.firm.index] = true;
        adopted[r] += 1.0;
        if (reached[r] || adopted[r] < 0.1 * static_cast<double>(world.regions[RegionId{r}].firms.size()))
            return;
        reached[r] = true;
        tenth[r] = sim::in_years(row.time - world.start);
    });
    add_to(years_to_10, tenth);
    if (!km_to_coast.empty()) return;
    for (std::uint32_t r = 0; r < regions; ++r) {
        double nearest = std::numeric_limits<double>::infinity();
        for (std::uint32_t s = 0; s < regions; ++s)
            if (world.regions[RegionId{s}].coastal)
                nearest = std::min(nearest, world.distance(RegionId{r}, RegionId{s}));
        km_to_coast.push_back(nearest);
    }
}

void Evidence::add_installations(const Cultivation& run) {
    const World& world = run.world();
    const std::size_t five_g = family_named(world, "5g"), ai = family_named(world, "ai");
    const double large = 400.0;  // m_cny a year: large industrial firms of the NBS
    const sim::Time end_2024 = sim::date(2025, 1, 1);
    std::vector<bool> uses_ai(world.firms.size(), false);
    double users = 0.0, units = 0.0;
    bool counted = false;
    each_event<Installed>(run.trace(), [&](const Installed& event, const TraceRow& row) {
        const Firm& firm = world.firms[event.firm];
        const bool adds_5g = five_g < world.family_count() && (event.families >> five_g & 1) != 0;
        if (adds_5g && row.time < end_2024) units += 1.0 / world.scale;
        if (adds_5g && event.bundle.valid())
            factories.push_back({row.time, firm.region.index, firm.sector, firm.owner});
        if (counted || ai >= world.family_count() || (event.families >> ai & 1) == 0) return;
        uses_ai[event.firm.index] = true;
        users += 1.0;
        if (users < 0.165 * world.firms.size()) return;
        counted = true;
        for (std::uint32_t i = 0; i < world.firms.size(); ++i) {
            all_ai.add(uses_ai[i]);
            if (world.firms[FirmId{i}].size >= large) large_ai.add(uses_ai[i]);
        }
    });
    cost_left += wright_cost(1.0, units, world.real_firms / 1000.0, -sim::log2(1.0 - high_learning_rate));
}

void Evidence::add_pipeline(const Cultivation& run) {
    const World& world = run.world();
    const sim::Time last = run.now();
    std::vector<sim::Time> matched(world.scenarios.size(), sim::Time::max()), tried = matched;
    std::vector<bool> validated(world.scenarios.size(), false), passed = validated;
    const sim::Duration term = sim::years(2.5);
    each_event<Matched>(run.trace(), [&](const Matched& event, const TraceRow& row) {
        matched[event.scenario.index] = row.time;
    });
    each_event<Validated>(run.trace(), [&](const Validated& event, const TraceRow& row) {
        const std::size_t i = event.scenario.index;
        validated[i] = row.time - matched[i] <= term;
    });
    each_event<TrialStarted>(run.trace(), [&](const TrialStarted& event, const TraceRow& row) {
        sim::Time& first = tried[event.scenario.index];
        first = std::min(first, row.time);
    });
    std::vector<bool> seen(world.scenarios.size(), false);
    each_event<TrialEnded>(run.trace(), [&](const TrialEnded& event, const TraceRow& row) {
        const std::size_t i = event.scenario.index;
        if (!seen[i]) first_trial.add(row.outcome == Outcome::passed);
        seen[i] = true;
        const bool over = row.outcome == Outcome::passed || row.outcome == Outcome::gave_up;
        if (over) long_pilots.add(row.time - tried[i] > sim::years(2.0));
    });
    for (std::size_t i = 0; i < matched.size(); ++i)
        if (matched[i] != sim::Time::max() && last - matched[i] >= term) operating.add(validated[i]);
}

void Evidence::add_research(const Cultivation& run) {
    std::map<std::uint64_t, double> freed;
    each_event<BreakthroughMade>(
        run.trace(), [&](const BreakthroughMade&, const TraceRow& row) { freed[row.id.value] = 0.0; });
    each_event<Listed>(run.trace(), [&](const Listed&, const TraceRow& row) {
        const auto breakthrough = freed.find(row.cause.value);
        if (breakthrough != freed.end()) breakthrough->second += 1.0;
    });
    for (const auto& [id, size] : freed) released.push_back(size);
}

void Evidence::add_lives(const Cultivation& run) {
    const World& world = run.world();
    std::vector<std::uint8_t> grade(world.firms.size(), 0);
    each_event<GradeRaised>(run.trace(), [&](const GradeRaised& event, const TraceRow& row) {
        if (row.time < sim::date(2025, 12, 1))
            grade[event.firm.index] = static_cast<std::uint8_t>(event.grade);
    });
    for (const std::uint8_t held : grade) grades[held] += 1.0;
    std::vector<sim::Time> entered(world.firms.size(), sim::Time::max());
    const auto live = [&](std::uint32_t firm, sim::Time end) {
        const double age = sim::in_years(end - entered[firm]);
        for (int year = 0; year <= static_cast<int>(age); ++year) {
            const auto place = static_cast<std::size_t>(year);
            if (entrants_by_age.size() <= place) entrants_by_age.resize(place + 1, 0.0);
            entrants_by_age[place] += std::min(1.0, age - year);
        }
    };
    for (const TraceRow& row : run.trace()) {
        if (row.type == Events::index<FirmEntered>) entered[row.entity[0]] = row.time;
        if (row.type != Events::index<FirmExited> || entered[row.entity[0]] == sim::Time::max()) continue;
        live(row.entity[0], row.time);
        count(exits_by_age, sim::in_years(row.time - entered[row.entity[0]]));
        entered[row.entity[0]] = sim::Time::max();
    }
    for (std::uint32_t i = 0; i < world.firms.size(); ++i)
        if (entered[i] != sim::Time::max()) live(i, run.now());
}

}  // namespace cultivar
