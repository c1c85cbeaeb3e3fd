// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/recombination.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "sim/elementary.hpp"

namespace cultivar {

namespace {

constexpr double first_readiness = 4.0;
constexpr std::uint32_t most_technologies = 256;  ///< what a scenario can name

constexpr std::array table{
    sim::Parameter{.name = "recombine.rate",
                   .unit = "1/year",
                   .value = 0.2,
                   .low = 0,
                   .high = 2,
                   .neutral = 0,
                   .meaning = "attempts of an institute to combine technologies",
                   .source = "assumption"},
    sim::Parameter{
        .name = "recombine.success",
        .unit = "share",
        .value = 0.05,
        .low = 0,
        .high = 0.3,
        .meaning =
            "probability that an attempt succeeds, per 1,000 firms, at equal capabilities in both parts",
        .source = "assumption"},
};

Technology component_of(const World& world, std::size_t family, sim::Key key) {
    Technology component;
    component.key = key;
    const auto siblings =
        std::count_if(world.technologies.begin(), world.technologies.end(),
                      [family](const Technology& other) { return other.family == family && !other.core; });
    component.name = world.families[family].name + " component " + std::to_string(siblings + 1);
    component.family = static_cast<std::uint8_t>(family);
    component.readiness = component.first_readiness = first_readiness;
    return component;
}

}  // namespace

Recombination::Recombination(const sim::ParameterCatalogue& catalogue)
    : rate_(catalogue.id("recombine.rate")),
      success_(catalogue.id("recombine.success")),
      prerequisite_(catalogue.id("research.prerequisite")),
      sigma_(catalogue.id("cognition.sigma")) {}

sim::ParameterTable Recombination::parameters() {
    return {"recombination", table};
}

void Recombination::begin(Context& context) {
    rate_in_use_ = context.policy()[rate_];
    clocks_.resize(context.world().institutes.size());
    for (std::uint32_t i = 0; i < clocks_.size(); ++i) wind(InstituteId{i}, context);
}

void Recombination::wind(InstituteId institute, Context& context) {
    if (rate_in_use_ <= 0.0) return;
    Clock& clock = clocks_[institute.index];
    const sim::Key key = context.world().institutes[institute].key;
    const double wait =
        context.chance(Purpose::recombine_clock, key, clock.number).exponential(1.0 / rate_in_use_);
    clock.handle = context.after(sim::years(wait), Recombined{institute, clock.number++}, sim::EventId{});
}

void Recombination::on_policy_changed(const PolicyChanged&, Context& context) {
    const double before = rate_in_use_;
    rate_in_use_ = context.policy()[rate_];
    if (rate_in_use_ == before) return;
    for (std::uint32_t i = 0; i < clocks_.size(); ++i) {
        const sim::Handle handle = clocks_[i].handle;
        if (before <= 0.0) {
            wind(InstituteId{i}, context);
        } else if (rate_in_use_ <= 0.0) {
            context.cancel(handle);
        } else {
            const double left = sim::in_days(context.time_of(handle) - context.now());
            context.reschedule(handle, context.now() + sim::days(left * before / rate_in_use_));
        }
    }
}

std::optional<std::pair<TechnologyId, TechnologyId>> Recombination::draw_pair(const Recombined& event,
                                                                              Context& context) const {
    const World& world = context.world();
    const std::span<const float> familiar = world.capability_of(Party(event.institute));
    std::vector<double> weights;
    for (std::uint32_t t = 0; t < world.technologies.size(); ++t) {
        const bool ready = world.technologies[TechnologyId{t}].readiness >= context.policy()[prerequisite_];
        weights.push_back(ready ? static_cast<double>(familiar[t]) : 0.0);
    }
    if (std::count_if(weights.begin(), weights.end(), [](double w) { return w > 0.0; }) < 2) return {};
    sim::Stream stream =
        context.chance(Purpose::recombine_choice, world.institutes[event.institute].key, event.number);
    const auto first = static_cast<std::uint32_t>(stream.categorical(weights));
    weights[first] = 0.0;
    const auto second = static_cast<std::uint32_t>(stream.categorical(weights));
    return std::pair{TechnologyId{first}, TechnologyId{second}};
}

void Recombination::on_recombined(const Recombined& event, Context& context) {
    World& world = context.world();
    wind(event.institute, context);
    context.conclude(Outcome::nothing_came);
    if (world.technologies.size() >= most_technologies) return;
    const auto pair = draw_pair(event, context);
    if (!pair) return;
    const auto [first, second] = *pair;
    const sim::Key key = world.institutes[event.institute].key;
    const std::span<const float> familiar = world.capability_of(Party(event.institute));
    const double better = std::max(familiar[first.index], familiar[second.index]);
    const double gap = std::fabs(static_cast<double>(familiar[first.index]) - familiar[second.index]);
    const double success =
        context.policy()[success_] * sim::exp(-gap / context.policy()[sigma_]) / world.thousand_firms();
    sim::Stream stream = context.chance(Purpose::recombine_outcome, key, event.number);
    if (!stream.bernoulli(success)) return;
    context.conclude(Outcome::combined);
    const TechnologyId named = stream.bernoulli(0.5) ? first : second;
    const std::size_t family = world.technologies[named].family;
    const sim::Key by = sim::child_key(sim::child_key(world.family_keys[family], key), event.number);
    const TechnologyId made = world.combine(component_of(world, family, by), first, second);
    world.capability_of(Party(event.institute))[made.index] = static_cast<float>(better);
}

}  // namespace cultivar
