// SPDX-License-Identifier: Apache-2.0
#include "experiments/plan/pasts.hpp"

#include <string>

#include "models/policy.hpp"
#include "scenarios/reader/world_file.hpp"

namespace cultivar {

namespace {

/// All of a world but its dated changes.
std::string founding_text(WorldDescription world) {
    world.changes.clear();
    return canonical_text(world);
}

}  // namespace

Pasts::Pasts(const Experiment& experiment) : experiment_(experiment) {
    if (experiment.sampling) return;
    const std::size_t arms = experiment.variants.size();
    std::vector<std::string> texts;
    for (const Variant& variant : experiment.variants) texts.push_back(founding_text(variant.world));
    for (std::size_t arm = 0; arm < arms; ++arm) {
        std::size_t first = 0;
        while (first < arm &&
               (texts[first] != texts[arm] || parting(first, arm) <= experiment.variants[arm].world.start))
            ++first;
        founders_.push_back(first);
    }
}

sim::Time Pasts::parting(std::size_t a, std::size_t b) const {
    return cultivar::parting(experiment_.variants[a].world.changes, experiment_.variants[b].world.changes);
}

}  // namespace cultivar
