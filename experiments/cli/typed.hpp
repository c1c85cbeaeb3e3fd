// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "experiments/cli/given.hpp"

namespace cultivar {

/// The options as they were typed.
struct Typed {
    Given files, output, seeds, first_seed, to, scale, settings, jobs, progress, runs, variant, shard;
    std::string result;
    std::string name;  ///< of an event or a parameter, or a ticket
    bool trace = false;
    bool draws = false;
    bool down = false;
    bool force = false;
    bool markdown = false;
    bool verify = false;
    bool dry_run = false;
};

/// Adds every command and its options, whose values go to `typed`.
void describe_commands(CLI::App& program, Typed& typed);

}  // namespace cultivar
