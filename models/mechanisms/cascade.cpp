// SPDX-License-Identifier: Apache-2.0
#include "models/mechanisms/cascade.hpp"

namespace cultivar {

void Cascade::on_breakthrough_made(const BreakthroughMade&, Context& context) {
    context.world().ledger.cascades.push_back(0);
    latest_ = context.event();
}

void Cascade::on_listed(const Listed& event, Context& context) {
    if (!latest_.valid() || context.cause() != latest_) return;
    ++context.world().ledger.cascades.back();
    if (released_.size() <= event.scenario.index) released_.resize(event.scenario.index + 1, false);
    released_[event.scenario.index] = true;
}

void Cascade::on_validated(const Validated& event, Context& context) {
    if (event.scenario.index >= released_.size() || !released_[event.scenario.index]) return;
    const TemplateId id = context.world().scenarios[event.scenario].template_id;
    if (validations_.size() <= id.index) validations_.resize(id.index + 1, 0.0);
    validations_[id.index] += 1.0;
}

void Cascade::on_installed(const Installed& event, Context& context) {
    if (!event.bundle.valid() || event.bundle.index >= validations_.size()) return;
    World& world = context.world();
    const double all = world.templates[event.bundle].validations;
    if (all > 0.0) world.ledger.cascade_adoptions += validations_[event.bundle.index] / all;
}

}  // namespace cultivar
