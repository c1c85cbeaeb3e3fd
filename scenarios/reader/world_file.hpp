// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "models/description.hpp"
#include "scenarios/reader/document.hpp"
#include "scenarios/reader/policy_file.hpp"

namespace cultivar {

/// Reads a world file and the catalogue, table and policy files that it names. Those are named relative to
/// the world file and must lie in its folder or below; links that lead out of it are refused. Throws
/// sim::InputError with everything that is wrong.
[[nodiscard]] WorldDescription read_world(const std::filesystem::path& path, const ReadLimits& limits = {});

/// Reads a world that is complete in itself, such as a canonical text; `name` is what messages call it.
[[nodiscard]] WorldDescription read_world_text(const std::string& text, const std::string& name,
                                               const ReadLimits& limits = {});

/// Everything that a description holds, as a world file that names no other file and reads back to the same
/// description bit for bit. The order of keys in the original leaves no trace.
[[nodiscard]] std::string canonical_text(const WorldDescription& world);

}  // namespace cultivar
