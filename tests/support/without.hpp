// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/cultivation.hpp"
#include "models/registry.hpp"

namespace cultivar::test {

/// The fingerprint of a world's whole run, with all mechanisms or with one of them missing.
[[nodiscard]] inline std::uint64_t fingerprint_of(const WorldDescription& world,
                                                  std::string_view missing = {}) {
    std::vector<MechanismValue> mechanisms = all_mechanisms(world.catalogue);
    const std::size_t removed =
        std::erase_if(mechanisms, [missing](const MechanismValue& m) { return m.name() == missing; });
    if (removed != (missing.empty() ? 0 : 1))
        throw std::invalid_argument("no mechanism " + std::string(missing));
    Cultivation run(world, 11, {.trace = false, .metrics = false}, std::move(mechanisms));
    run.run();
    return run.fingerprint();
}

}  // namespace cultivar::test
