// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "models/cultivation.hpp"
#include "models/registry.hpp"

namespace cultivar::test {

/// The fingerprint of a whole run, by all mechanisms but those named.
[[nodiscard]] inline std::uint64_t fingerprint_without(const WorldDescription& description,
                                                       const std::vector<std::string_view>& names,
                                                       std::uint64_t seed = 3) {
    std::vector<MechanismValue> kept;
    for (MechanismValue& mechanism : all_mechanisms(description.catalogue))
        if (std::find(names.begin(), names.end(), mechanism.name()) == names.end())
            kept.push_back(std::move(mechanism));
    Cultivation run(description, seed, {.trace = false, .metrics = false}, std::move(kept));
    run.run();
    return run.fingerprint();
}

[[nodiscard]] inline std::uint64_t fingerprint_of(const WorldDescription& description,
                                                  std::uint64_t seed = 3) {
    return fingerprint_without(description, {}, seed);
}

}  // namespace cultivar::test
