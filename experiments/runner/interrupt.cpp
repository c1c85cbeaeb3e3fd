// SPDX-License-Identifier: Apache-2.0
#include "experiments/runner/interrupt.hpp"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>

namespace cultivar {

namespace {

constexpr std::array<int, 3> watched{SIGINT, SIGTERM, SIGUSR1};
std::atomic<bool> asked{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void note_signal(int number) {
    if (asked.exchange(true)) ::_exit(128 + number);
}

}  // namespace

InterruptWatch::InterruptWatch() {
    asked = false;
    struct sigaction action {};
    action.sa_handler = note_signal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    for (const int number : watched) ::sigaction(number, &action, nullptr);
}

InterruptWatch::~InterruptWatch() {
    for (const int number : watched) ::signal(number, SIG_DFL);
}

bool InterruptWatch::stop_asked() {
    return asked.load(std::memory_order_relaxed);
}

}  // namespace cultivar
