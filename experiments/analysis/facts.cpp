// SPDX-License-Identifier: Apache-2.0
#include "experiments/analysis/facts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <span>

#include "experiments/analysis/text_table.hpp"
#include "models/mechanisms/adoption.hpp"
#include "sim/elementary.hpp"
#include "sim/statistics.hpp"

namespace cultivar {

namespace {

std::string percent(double share) {
    return spoken_number(100.0 * share) + " %";
}

/// The mean over runs of a summed course at the last record not after a date.
double at(const Evidence& evidence, const std::vector<double>& course, sim::Time start, sim::Time date) {
    const double year = sim::in_years(date - start);
    std::size_t place = 0;
    while (place + 1 < evidence.years.size() && evidence.years[place + 1] <= year + 1e-9) ++place;
    return place < course.size() ? course[place] / static_cast<double>(evidence.runs) : 0.0;
}

/// The same of what coverage sets on the first of a month: records are taken before that, so the next one shows
/// it.
double coverage_on(const Evidence& evidence, const std::vector<double>& course, sim::Time start,
                   sim::Time first_of_month) {
    return at(evidence, course, start, sim::next_month(first_of_month));
}

Fact s_curves(const Evidence& evidence, const World& world) {
    Fact fact{"F1", "adoption of each family is an S-curve", "logistic R² > 0.98", "", true};
    for (std::size_t f = 0; f < evidence.share.size(); ++f) {
        const double r2 = logistic_r2(evidence.years, evidence.share[f]);
        fact.model += (f == 0 ? "" : ", ") + world.families[f].name + ' ' + spoken_number(r2);
        fact.met = fact.met && r2 > 0.98;
    }
    return fact;
}

Fact stations(const Evidence& evidence, const World& world) {
    constexpr std::array published{71.8, 142.5, 231.2, 337.7};  // MIIT, 2020 to 2023
    Fact fact{"F1", "5G base stations at year ends 2020–2023", "within 5 % (MIIT)", "", true};
    for (int i = 0; i < 4; ++i) {
        const double model = coverage_on(evidence, evidence.stations, world.start, sim::date(2021 + i, 1, 1));
        const double error = model / published[static_cast<std::size_t>(i)] - 1.0;
        fact.model += (i == 0 ? "" : ", ") + signed_number(100.0 * error) + " %";
        fact.met = fact.met && std::fabs(error) <= 0.05;
    }
    return fact;
}

Fact coast_to_inland(const Evidence& evidence, const World& world) {
    const double early = coverage_on(evidence, evidence.stations_east, world.start, sim::date(2022, 5, 1));
    const double late = coverage_on(evidence, evidence.stations_east, world.start, sim::date(2023, 10, 1));
    const double together = sim::correlation(evidence.years_to_10, evidence.km_to_coast);
    Fact fact{"F2", "the coast first, then convergence",
              "east 48.9 % → 46.5 % falling; r(t10, km to coast) > 0", "", false};
    fact.model = percent(early) + " → " + percent(late) + "; r = " + spoken_number(together);
    fact.met =
        late < early && std::fabs(early - 0.489) < 0.02 && std::fabs(late - 0.465) < 0.02 && together > 0.0;
    return fact;
}

/// The share of the leading region among the factories built before a date, and how many sectors they cover.
std::pair<double, std::size_t> lead(const Evidence& evidence, sim::Time date) {
    std::map<std::uint32_t, double> by_region;
    std::set<std::uint8_t> sectors;
    double all = 0.0, most = 0.0;
    for (const Factory& factory : evidence.factories) {
        if (factory.built >= date) continue;
        most = std::max(most, by_region[factory.region] += 1.0);
        sectors.insert(factory.sector);
        all += 1.0;
    }
    return {all > 0.0 ? most / all : 0.0, sectors.size()};
}

Fact rank_size(const Evidence& evidence, const World&) {
    const auto [first, sectors] = lead(evidence, sim::date(2024, 1, 1));
    const auto [later, more] = lead(evidence, sim::date(2026, 1, 1));
    Fact fact{"F3", "5G factories by province", "first province 32 % in 2023, less later; more sectors", "",
              false};
    fact.model = percent(first) + " → " + percent(later) + "; sectors " + std::to_string(sectors) + " → " +
                 std::to_string(more);
    fact.met = std::fabs(first - 0.32) <= 0.08 && later < first && more >= sectors;
    return fact;
}

Fact size_law(const Evidence& evidence, const World&) {
    // Slope of ln CCDF on ln size between the median and the top percent, below the cut.
    std::vector<double> sizes = evidence.sizes;
    std::sort(sizes.begin(), sizes.end());
    const auto n = static_cast<double>(sizes.size());
    std::vector<double> x, y;
    for (double tail = 0.5; tail > 0.01; tail *= 0.9) {
        x.push_back(sim::log(sim::quantile(sizes, 1.0 - tail)));
        y.push_back(sim::log(tail));
    }
    const double mx = std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
    const double my = std::accumulate(y.begin(), y.end(), 0.0) / static_cast<double>(y.size());
    double xy = 0.0, xx = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xy += (x[i] - mx) * (y[i] - my);
        xx += (x[i] - mx) * (x[i] - mx);
    }
    const double exponent = xx > 0.0 ? -xy / xx : 0.0;
    return {"F4", "sizes of firms", "CCDF exponent 1.0–1.5",
            spoken_number(exponent) + " over " + spoken_number(n) + " firms",
            exponent >= 1.0 && exponent <= 1.5};
}

Fact adoption_by_size(const Evidence& evidence, const World&) {
    const double ratio =
        evidence.all_ai.hits > 0.0 ? evidence.large_ai.value() / evidence.all_ai.value() : 0.0;
    return {"F5", "AI in large firms over AI in all, at 13–20 %", "2.7–3.1 (Eurostat 2024–2025)",
            spoken_number(ratio), ratio >= 2.7 && ratio <= 3.1};
}

Fact learning(const Evidence& evidence, const World&) {
    const double fall = 1.0 - evidence.cost_left / static_cast<double>(evidence.runs);
    return {"F6", "price of a 5G module by end of 2024 at the high learning rate", "−90 % (MIIT)",
            "−" + percent(fall), std::fabs(fall - 0.9) <= 0.05};
}

Fact attrition(const Evidence& evidence, const World&) {
    const double operating = evidence.operating.value(), first = evidence.first_trial.value(),
                 pilots = evidence.long_pilots.value();
    Fact fact{"F7", "attrition of the pipeline",
              "60 % of matched at work after 2.5 years; first trials 25 %; pilots over 2 years 28 %", "",
              false};
    fact.model = percent(operating) + "; " + percent(first) + "; " + percent(pilots);
    fact.met = std::fabs(operating - 0.6) <= 0.1 && std::fabs(first - 0.25) <= 0.05 &&
               std::fabs(pilots - 0.28) <= 0.1;
    return fact;
}

Fact owners(const Evidence& evidence, const World&) {
    double state = 0.0, foreign = 0.0;
    for (const Factory& factory : evidence.factories) {
        state += factory.owner == OwnerType::central_soe || factory.owner == OwnerType::local_soe ? 1.0 : 0.0;
        foreign += factory.owner == OwnerType::foreign ? 1.0 : 0.0;
    }
    const double all = std::max(1.0, static_cast<double>(evidence.factories.size()));
    const double private_share = 1.0 - (state + foreign) / all;
    Fact fact{"F8", "owners of 5G factories",
              "private 59 %, state 31 %, foreign 10 %, each ± 8 points (MIIT)", "", false};
    fact.model = percent(private_share) + ", " + percent(state / all) + ", " + percent(foreign / all);
    fact.met = std::fabs(private_share - 0.59) <= 0.08 && std::fabs(state / all - 0.31) <= 0.08 &&
               std::fabs(foreign / all - 0.10) <= 0.08;
    return fact;
}

Fact smart_grades(const Evidence& evidence, const World&) {
    constexpr std::array targets{6.0, 14.0, 34.0};
    Fact fact{"F9", "smart factories by grade, each to the next, in November 2025",
              "6 : 1, 14 : 1, 34 : 1 within a factor of 2 (MIIT)", "", true};
    for (std::size_t g = 0; g < targets.size(); ++g) {
        const double above = evidence.grades[g + 2];
        const double ratio = above > 0.0 ? evidence.grades[g + 1] / above : 0.0;
        fact.model +=
            (g == 0 ? "" : ", ") + (above > 0.0 ? spoken_number(ratio) + " : 1" : std::string("none"));
        fact.met = fact.met && ratio >= targets[g] / 2.0 && ratio <= targets[g] * 2.0;
    }
    return fact;
}

Fact redundancy(const Evidence& evidence, const World& world) {
    const double before = at(evidence, evidence.similarity, world.start, sim::date(2025, 11, 1));
    const double after =
        evidence.similarity.empty() ? 0.0 : evidence.similarity.back() / static_cast<double>(evidence.runs);
    return {"F10", "plans resemble each other less once they follow advantage",
            "similarity falls after the reform", spoken_number(before) + " → " + spoken_number(after),
            after < before};
}

Fact synergy(const Evidence&, const World&) {
    constexpr double v = 0.114, overlap = 0.385;  // the survey's figure for one, and the model's exponent
    const double all = single_gain(v, 5, overlap);
    return {"F11", "firms with all five technologies against firms with one",
            "21 % against 11 % (Acemoglu et al. 2022)", percent(all) + " against " + percent(v),
            std::fabs(all - 0.212) <= 0.01};
}

Fact avalanches(const Evidence& evidence, const World&) {
    const std::vector<double>& sizes = evidence.released;
    Fact fact{"F12", "scenarios set free by a breakthrough", "variance above a Poisson law's", "", false};
    if (sizes.size() < 2) {
        fact.model = "too few breakthroughs";
        return fact;
    }
    const double mean = std::accumulate(sizes.begin(), sizes.end(), 0.0) / static_cast<double>(sizes.size());
    double squares = 0.0;
    for (const double size : sizes) squares += (size - mean) * (size - mean);
    const double ratio = mean > 0.0 ? squares / static_cast<double>(sizes.size() - 1) / mean : 0.0;
    fact.model = "variance / mean " + spoken_number(ratio) + " over " + std::to_string(sizes.size());
    // Var(s²/m) is about 2/(n − 1) for a Poisson law; five standard deviations leave no doubt.
    fact.met = ratio > 1.0 + 5.0 * std::sqrt(2.0 / static_cast<double>(sizes.size() - 1));
    return fact;
}

Fact exits(const Evidence& evidence, const World&) {
    Fact fact{"F13", "hazard of closing by age", "highest in the third year (SAIC 2013)", "", false};
    std::size_t peak = 0;
    double most = 0.0;
    for (std::size_t age = 0; age < std::min(evidence.exits_by_age.size(), evidence.entrants_by_age.size());
         ++age) {
        if (evidence.entrants_by_age[age] < 100.0) break;
        const double hazard = evidence.exits_by_age[age] / evidence.entrants_by_age[age];
        if (age < 5) fact.model += (age == 0 ? "" : ", ") + percent(hazard);
        if (hazard > most) peak = age;
        most = std::max(most, hazard);
    }
    if (fact.model.empty()) fact.model = "too few firms entered";
    fact.met = most > 0.0 && peak == 2;
    return fact;
}

}  // namespace

std::vector<Fact> stylised_facts(const Evidence& evidence, const World& world) {
    constexpr std::array judges{s_curves,         stations, coast_to_inland, rank_size, size_law,
                                adoption_by_size, learning, attrition,       owners,    smart_grades,
                                redundancy,       synergy,  avalanches,      exits};
    std::vector<Fact> facts;
    for (const auto judge : judges) facts.push_back(judge(evidence, world));
    return facts;
}

}  // namespace cultivar
