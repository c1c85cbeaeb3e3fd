// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cultivar {

/// While one lives, the first SIGINT, SIGTERM or SIGUSR1 only asks to stop and a second one ends the program
/// at once with exit status 128 + its number. One at a time in a program; afterwards the signals are as
/// before.
class InterruptWatch {
  public:
    InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;
    ~InterruptWatch();

    /// Whether somebody asked to stop; safe from any thread.
    [[nodiscard]] static bool stop_asked();
    /// The signal that asked, 0 if none has.
    [[nodiscard]] static int signal();
};

}  // namespace cultivar
