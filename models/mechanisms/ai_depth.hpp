// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "models/mechanism.hpp"
#include "models/mechanisms/prices.hpp"

namespace cultivar {

inline constexpr std::size_t most_ai_stages = 5;

/// How deep AI goes into production: design, pilot runs, production, service, management.
///
/// Rule: a firm that uses the family "ai" goes from stage k to k + 1 ≤ K = `ai.stages` when
///   data:  readiness_r + `data.open` + 1/6 [uses "industrial_internet"] ≥ (k + 1) / 6, and
///   value: v (((k + 1)/K)^σ − (k/K)^σ) · value added · annuity ≥ (c / K) · (size / median)^`cost.size_exponent`
///          · compute price,
/// v = `tech.productivity`, σ = `synergy.overlap`, c the present cost of AI in the region (Wright's curve), the
/// annuity that of adoption. The step takes a lognormal time (median `ai.stage_time`, sigma 0.5). The compute
/// price is `ai.compute_price` × (1 − `ai.compute_fall`)^years, a step down each 1 January. A firm is looked
/// at when it takes up AI or the industrial internet, reaches a stage, when a year begins, and when a lever of
/// this rule moves.
/// Limits: the compute price falls geometrically; the gains of all stages sum to v; without data no stage, at
/// any price; `ai.stages` 0 leaves no trace.
/// Source: stages as in the AI-in-manufacturing plans, MIIT 2024–2025; gains and costs follow
/// docs/decisions/010-ai-stages.md; thresholds are assumptions.
class AiDepth final : public Mechanism {
  public:
    explicit AiDepth(const sim::ParameterCatalogue& catalogue);
    [[nodiscard]] static sim::ParameterTable parameters();
    void begin(Context& context) override;
    void on_year_started(const YearStarted& event, Context& context) override;
    void on_policy_changed(const PolicyChanged& event, Context& context) override;
    void on_installed(const Installed& event, Context& context) override;
    void on_stage_deepened(const StageDeepened& event, Context& context) override;
    void on_firm_exited(const FirmExited& event, Context& context) override;
    void on_firm_entered(const FirmEntered& event, Context& context) override;

  private:
    using Levers = std::array<double, 3>;
    [[nodiscard]] Levers levers(const Policy& policy) const;
    void refresh(Context& context);
    [[nodiscard]] bool data_ready(const Firm& firm, Context& context) const;
    [[nodiscard]] bool pays(const Firm& firm, double cost, Context& context) const;
    /// Looks at one firm, or at all; `cost` is that of AI for a firm of median size in the firm's region.
    void look(FirmId id, double cost, Context& context);
    void look_at(FirmId id, Context& context);
    void look_at_all(Context& context);

    PriceList price_list_;
    sim::ParameterId stages_, compute_price_, compute_fall_, stage_time_, data_open_, productivity_, overlap_,
        horizon_, discount_, size_exponent_;
    std::optional<std::size_t> ai_, internet_;
    double cheaper_ = 1.0;  ///< compute price over its lever
    double annuity_ = 0.0;
    std::size_t stage_count_ = 0;
    std::array<double, most_ai_stages> gain_{};  ///< of each stage, share of value added
    Levers looked_{};                            ///< levers at the last look at all firms
    std::vector<std::uint8_t> under_way_;        ///< by firm: a stage is being reached
};

/// The gain of the stage-th of `stages` stages of a technology of productivity v: a share of value added.
[[nodiscard]] double stage_gain(double v, std::size_t stage, std::size_t stages, double overlap);

}  // namespace cultivar
