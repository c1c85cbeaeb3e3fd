// SPDX-License-Identifier: Apache-2.0
#include "models/firm_ages.hpp"

#include <cstddef>

#include "sim/elementary.hpp"

namespace cultivar {

namespace {

constexpr std::size_t last = exit_rate_by_age.size() - 1;

/// By year of age: its hazard a year, the hazard integrated up to its start, the share of firms that reach it
/// and the years that firms live before it on average.
struct Years {
    std::array<double, exit_rate_by_age.size()> hazard{}, before{}, reached{}, lived{};
    double mean_life = 0.0;

    Years() {
        double integrated = 0.0, years = 0.0;
        for (std::size_t k = 0; k <= last; ++k) {
            hazard[k] = -sim::log1p(-exit_rate_by_age[k]);
            before[k] = integrated;
            reached[k] = sim::exp(-integrated);
            lived[k] = years;
            years += reached[k] * exit_rate_by_age[k] / hazard[k];
            integrated += hazard[k];
        }
        mean_life = lived[last] + reached[last] / hazard[last];
    }
};

const Years& years() {
    static const Years table;
    return table;
}

}  // namespace

double exit_hazard_until(double age) {
    const Years& table = years();
    const std::size_t k = age < static_cast<double>(last) ? static_cast<std::size_t>(age) : last;
    return table.before[k] + table.hazard[k] * (age - static_cast<double>(k));
}

double age_at_hazard(double hazard) {
    const Years& table = years();
    std::size_t k = last;
    while (k > 0 && hazard < table.before[k]) --k;
    return static_cast<double>(k) + (hazard - table.before[k]) / table.hazard[k];
}

double stationary_age(double u) {
    const Years& table = years();
    const double lived = u * table.mean_life;
    std::size_t k = last;
    while (k > 0 && lived < table.lived[k]) --k;
    const double share = (lived - table.lived[k]) * table.hazard[k] / table.reached[k];
    return static_cast<double>(k) - sim::log1p(-share) / table.hazard[k];
}

}  // namespace cultivar
