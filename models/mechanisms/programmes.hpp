// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// Programmes of the industry ministry for families: benchmarks and support.
///
/// Rule: each year every family that is in use selects `miit.selection` benchmarks per 1,000 firms (at least
/// one) among the firms that use it, those with the highest yearly gain first; a firm is a benchmark once, for
/// one family, and which family chooses first goes round by years. The gain of a firm is its value added times
/// (v n^σ + premium), n families in use (see models/mechanisms/adoption.hpp); equal gains go by keyed draw. A benchmark
/// shows the template it uses if the family is part of it: a share `benchmark.awareness` of the firms around
/// that do not know the template come to know it where there is one such benchmark per 1,000 firms around, the
/// density being weighted by exp(−distance / `spill.length`) as for validations.
/// Support: a family has `miit.budget` per 1,000 firms a year; what is not spent lapses. While it lasts it pays
/// `subsidy.rate` of each installation of the family that is decided for.
/// Limits: one benchmark per 1,000 firms around raises the share k that knows a template to 1 − (1 − k)(1 −
/// `benchmark.awareness`) at any scale; spending never exceeds funds; selection 0 and budget 0 leave no trace.
/// Source: directories of 5G factories 2023–2024, MIIT (number of benchmarks); the rest are assumptions.
class Programmes final : public Mechanism {
  public:
    explicit Programmes(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_year_started(const YearStarted& event, Context& context) override;
    void on_family_selected(const FamilySelected& event, Context& context) override;
    void on_benchmark_named(const BenchmarkNamed& event, Context& context) override;
    void on_firm_exited(const FirmExited& event, Context& context) override;

  private:
    struct Candidate {
        double gain = 0.0;  ///< m_cny a year
        FirmId firm;
    };
    [[nodiscard]] std::vector<Candidate> candidates(std::size_t family, Context& context) const;

    std::vector<sim::ParameterId> budget_;
    sim::ParameterId selection_, awareness_, productivity_, overlap_;
    std::vector<double> around_;  ///< by region: thousand firms, weighted by proximity
};

/// What a family's programme would pay of an installation: `wanted`, or what its funds still hold.
[[nodiscard]] double support_offered(const World& world, std::size_t family, double wanted);
/// Spends and books what was offered.
void take_support(World& world, std::size_t family, RegionId region, double amount);

}  // namespace cultivar
