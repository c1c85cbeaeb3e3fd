// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "models/mechanism.hpp"

namespace cultivar {

/// Grades of smart factories.
///
/// Rule: a firm rises one grade at a time, G(2, `grade.time`) after the conditions of the next grade hold:
///   basic       uses a family that needs coverage (5G) or "industrial_internet",
///   advanced    two families,
///   excellence  three families, and AI in at least `grade.ai_excellence` of the `ai.stages` stages,
///   pioneer     four families, and AI in at least `grade.ai_pioneer` of them.
/// In a world of fewer families the counts stop at its number of families, any family makes a basic factory
/// where neither of those two exists, and without a family "ai" nothing is asked of AI. With `ai.stages` 0 AI
/// reaches no stage, so grades stop at advanced.
/// Limits: the time of a step has mean `grade.time` and variance `grade.time`² / 2; `grade.time` 0 means that
/// nobody grades and leaves no trace.
/// Source: grading of smart factories, MIIT 2025; the time is an assumption.
class Grades final : public Mechanism {
  public:
    explicit Grades(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_policy_changed(const PolicyChanged& event, Context& context) override;
    void on_installed(const Installed& event, Context& context) override;
    void on_stage_deepened(const StageDeepened& event, Context& context) override;
    void on_grade_raised(const GradeRaised& event, Context& context) override;
    void on_firm_exited(const FirmExited& event, Context& context) override;
    void on_firm_entered(const FirmEntered& event, Context& context) override;

  private:
    using Levers = std::array<double, 4>;
    [[nodiscard]] Levers levers(const Policy& policy) const;
    [[nodiscard]] bool earned(const Firm& firm, std::size_t grade, const World& world,
                              const Policy& policy) const;
    void look_at(FirmId id, Context& context);

    sim::ParameterId time_, excellence_, pioneer_, stages_;
    std::optional<std::size_t> ai_;
    FamilySet entry_ = 0;                  ///< families that make a basic factory
    Levers looked_{};                      ///< levers at the last look at all firms
    std::vector<std::uint8_t> under_way_;  ///< by firm: a grade is being reached
};

}  // namespace cultivar
