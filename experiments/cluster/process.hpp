// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace cultivar {

/// What another program left behind; `status` is 128 + n if signal n ended it.
struct ProcessEnd {
    int status = 0;
    std::string out;
    std::string err;
};

/// Starts a program, which is looked for in PATH, with exactly these words and no shell between, and waits for
/// its end. It reads nothing. Throws FileError with code "slurm" and exit code 4 if it cannot be started.
[[nodiscard]] ProcessEnd run_process(const std::vector<std::string>& words);

/// What it has to say for itself, in one line: its error output, else its output, else its status.
[[nodiscard]] std::string words_of(const ProcessEnd& end);

}  // namespace cultivar
