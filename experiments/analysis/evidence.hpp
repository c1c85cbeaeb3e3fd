// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "models/cultivation.hpp"

namespace cultivar {

/// A count of cases and of those among them that did what was asked.
struct Share {
    double cases = 0.0;
    double hits = 0.0;

    void add(bool hit) {
        cases += 1.0;
        hits += hit ? 1.0 : 0.0;
    }
    [[nodiscard]] double value() const { return cases > 0.0 ? hits / cases : 0.0; }
};

/// A 5G factory as the trace shows it.
struct Factory {
    sim::Time built{};
    std::uint32_t region = 0;
    std::uint8_t sector = 0;
    OwnerType owner = OwnerType::sme;
};

/// What stylised facts are checked against: counts pooled over runs of one variant, courses summed over them.
/// Every number comes from a traced run that went to its end.
struct Evidence {
    std::size_t runs = 0;
    std::vector<double> years;                        ///< record times since the start
    std::vector<std::vector<double>> share;           ///< by family: adoption share at the record times
    std::vector<double> stations;                     ///< 5G base stations (10k) at the record times
    std::vector<double> stations_east;                ///< the eastern part of them
    std::vector<double> similarity;                   ///< of regional plans at the record times
    std::vector<double> years_to_10;                  ///< by region: until a tenth of its firms adopted
    std::vector<double> km_to_coast;                  ///< by region: to the nearest coastal region
    std::vector<Factory> factories;                   ///< in the order of runs and building
    std::vector<double> sizes;                        ///< revenues of firms, m_cny a year
    Share large_ai, all_ai;                           ///< firms that used AI when 16.5 % of all firms did
    double cost_left = 0.0;                           ///< of 5G by end of 2024 at the high learning rate
    Share operating;                                  ///< scenarios validated within 2.5 years of the match
    Share first_trial;                                ///< first trials that passed
    Share long_pilots;                                ///< pilots, from first trial to end, of over two years
    std::array<double, grade_names.size()> grades{};  ///< smart factories by the grade held in November 2025
    std::vector<double> released;                     ///< scenarios set free by each breakthrough
    std::vector<double> exits_by_age;                 ///< firms that entered and left again, by whole years
    std::vector<double> entrants_by_age;              ///< years at risk of entrants, by whole years of age

    void add(const Cultivation& run);

  private:
    void add_courses(const Cultivation& run);
    void add_regions(const Cultivation& run);
    void add_installations(const Cultivation& run);
    void add_pipeline(const Cultivation& run);
    void add_research(const Cultivation& run);
    void add_lives(const Cultivation& run);
};

/// The place of a family by its id; the number of families if the world has none of that id.
[[nodiscard]] std::size_t family_named(const World& world, std::string_view id);

}  // namespace cultivar
