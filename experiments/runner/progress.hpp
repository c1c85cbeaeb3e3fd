// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace cultivar {

/// How work in progress is shown on the error stream: one line that is rewritten (terminals), a JSON object a
/// line, or nothing.
enum class ProgressStyle { none, terminal, json };

/// Runs done and failed, their rate and the time left, shown at most five times a second.
class Progress {
  public:
    Progress(ProgressStyle style, std::size_t total);

    /// One more run has ended.
    void ended(bool failed);
    /// Clears the line of a terminal.
    void close();

  private:
    using Clock = std::chrono::steady_clock;

    void show(double elapsed) const;

    ProgressStyle style_;
    std::size_t total_;
    std::size_t done_ = 0;
    std::size_t failed_ = 0;
    Clock::time_point begin_;
    Clock::time_point shown_;
};

/// "8 s", "3 min 20 s", "2 h 05 min".
[[nodiscard]] std::string spoken_seconds(double seconds);

}  // namespace cultivar
