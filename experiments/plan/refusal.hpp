// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace cultivar {

/// Throws sim::InputError with one error; `file` is "cli" for the command line.
[[noreturn]] void refuse_input(const std::string& code, const std::string& what,
                               const std::string& file = "cli", const std::string& hint = {},
                               int exit_code = 2);

}  // namespace cultivar
