// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/mechanism.hpp"

namespace cultivar {

/// 5G factories.
///
/// Rule: an installation that brings a family in need of coverage (5G) into a firm as part of a template makes
/// the firm a 5G factory; its installation takes a lognormal time of median `factory.build` and sigma 0.3 in
/// place of `adoption.install`. 5G by itself, or a template whose 5G part the firm has already, makes none.
/// Factories are counted by region, owner type and sector while their firm is in business.
/// Limit: where nothing is validated there is no 5G factory.
/// Source: building guide and directories of 5G factories, MIIT 2022–2024.
class Factories final : public Mechanism {
  public:
    explicit Factories(const sim::ParameterCatalogue&) {}
    [[nodiscard]] static sim::ParameterTable parameters();
    void on_installed(const Installed& event, Context& context) override;
    void on_firm_exited(const FirmExited& event, Context& context) override;
};

/// Whether an installation of these families, new to the firm, out of this template makes a 5G factory.
[[nodiscard]] bool is_factory_5g(const World& world, TemplateId bundle, FamilySet families);

}  // namespace cultivar
