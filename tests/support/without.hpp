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

/// All of the program's mechanisms but those named; throws on a name that none has.
[[nodiscard]] inline std::vector<MechanismValue> all_but(const WorldDescription& world,
                                                         const std::vector<std::string_view>& names) {
    std::vector<MechanismValue> mechanisms = all_mechanisms(world.catalogue);
    for (const std::string_view name : names)
        if (std::erase_if(mechanisms, [name](const MechanismValue& m) { return m.name() == name; }) != 1)
            throw std::invalid_argument("no mechanism " + std::string(name));
    return mechanisms;
}

/// The fingerprint of a world's whole run, with all mechanisms or without some.
[[nodiscard]] inline std::uint64_t fingerprint_without(const WorldDescription& world,
                                                       const std::vector<std::string_view>& names,
                                                       std::uint64_t seed = 11) {
    Cultivation run(world, seed, {.trace = false, .metrics = false}, all_but(world, names));
    run.run();
    return run.fingerprint();
}
[[nodiscard]] inline std::uint64_t fingerprint_of(const WorldDescription& world, std::uint64_t seed = 11) {
    return fingerprint_without(world, {}, seed);
}

}  // namespace cultivar::test
