// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/money.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "models/mechanisms/adoption.hpp"

namespace cultivar {

namespace {

constexpr std::array table{
    sim::Parameter{.name = "firm.profit_margin",
                   .unit = "share",
                   .value = 0.2,
                   .low = 0.05,
                   .high = 0.4,
                   .meaning = "profit over value added before gains, after regular R&D",
                   .source = "assumption"},
    sim::Parameter{.name = "research.share_cap",
                   .unit = "share",
                   .value = 0.15,
                   .low = 0.05,
                   .high = 0.5,
                   .meaning = "R&D up to this share of revenue is regular: it is paid before profit",
                   .source = "assumption"},
};

}  // namespace

Money::Money(const sim::ParameterCatalogue& catalogue)
    : margin_(catalogue.id("firm.profit_margin")),
      share_cap_(catalogue.id("research.share_cap")),
      productivity_(catalogue.id("tech.productivity")),
      overlap_(catalogue.id("synergy.overlap")) {}

sim::ParameterTable Money::parameters() {
    return {"money", table};
}

void Money::begin(Context& context) {
    gains_.resize(context.world().firms.size());
    settled_ = accrued_ = context.now();
}

double Money::years_open(const Firm& firm, const Context& context) const {
    return sim::in_years(context.now() - std::max(settled_, firm.founded));
}

void Money::accrue(Context& context) {
    context.world().ledger.gains += rate_ * sim::in_years(context.now() - accrued_);
    accrued_ = context.now();
}

void Money::on_installed(const Installed& event, Context& context) {
    accrue(context);
    const Firm& firm = context.world().firms[event.firm];
    const auto held = static_cast<unsigned>(firm.installed | event.families);
    Gain& gain = gains_[event.firm.index];
    if (event.bundle.valid()) gain.premium = firm.premium;
    const double share =
        gain.premium + single_gain(context.policy()[productivity_],
                                   static_cast<std::size_t>(std::popcount(held)), context.policy()[overlap_]);
    gain.missed += (share - gain.share) * years_open(firm, context);
    rate_ += (share - gain.share) * firm.value_added;
    gain.share = share;
}

void Money::on_month_started(const MonthStarted&, Context& context) {
    accrue(context);
}

void Money::settle(Firm& firm, Gain& gain, Context& context) const {
    const Policy& policy = context.policy();
    const double years = years_open(firm, context);
    const double beyond = std::max(0.0, firm.research - policy[share_cap_] * firm.size);
    firm.cash += years * (policy[margin_] * firm.value_added - beyond) +
                 firm.value_added * (gain.share * years - gain.missed) - firm.costs;
    firm.costs = 0.0;
    gain.missed = 0.0;
}

void Money::on_year_started(const YearStarted&, Context& context) {
    accrue(context);
    World& world = context.world();
    for (std::uint32_t i = 0; i < world.firms.size(); ++i)
        if (world.firms[FirmId{i}].active) settle(world.firms[FirmId{i}], gains_[i], context);
    settled_ = context.now();
}

void Money::on_firm_exited(const FirmExited& event, Context& context) {
    accrue(context);
    Gain& gain = gains_[event.firm.index];
    rate_ -= gain.share * context.world().firms[event.firm].value_added;
    gain = {};
}

}  // namespace cultivar
