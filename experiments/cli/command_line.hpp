// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cultivar {

/// The whole program: reads the arguments, does the command and returns the exit code. Everything that goes
/// wrong ends in one line on standard error for each fault.
int command_line(int argc, char** argv);

}  // namespace cultivar
