// SPDX-License-Identifier: Apache-2.0
#include "experiments/runner/interrupt.hpp"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>

namespace cultivar {

namespace {

constexpr std::array<int, 3> watched{SIGINT, SIGTERM, SIGUSR1};
std::atomic<int> asked{0};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void note_signal(int number) {
    if (asked.exchange(number) != 0) ::_exit(128 + number);
}

}  // namespace

InterruptWatch::InterruptWatch() {
    asked = 0;
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
    return signal() != 0;
}

int InterruptWatch::signal() {
    return asked.load(std::memory_order_relaxed);
}

}  // namespace cultivar
