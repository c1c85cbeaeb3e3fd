// SPDX-License-Identifier: Apache-2.0
#include "experiments/runner/progress.hpp"

#include <cmath>
#include <cstdio>

namespace cultivar {

Progress::Progress(ProgressStyle style, std::size_t total)
    : style_(style), total_(total), begin_(Clock::now()), shown_(begin_) {}

void Progress::ended(bool failed) {
    ++done_;
    failed_ += failed;
    if (style_ == ProgressStyle::none) return;
    const Clock::time_point now = Clock::now();
    if (done_ < total_ && now - shown_ < std::chrono::milliseconds(200)) return;
    shown_ = now;
    show(std::chrono::duration<double>(now - begin_).count());
}

void Progress::show(double elapsed) const {
    const double rate = elapsed > 0.0 ? static_cast<double>(done_) / elapsed : 0.0;
    const double left = rate > 0.0 ? static_cast<double>(total_ - done_) / rate : 0.0;
    if (style_ == ProgressStyle::json) {
        std::fprintf(
            stderr,
            "{\"done\":%zu,\"total\":%zu,\"failed\":%zu,\"runs_per_second\":%.3g,\"seconds_left\":%.3g}\n",
            done_, total_, failed_, rate, left);
    } else {
        std::fprintf(stderr, "\r\033[K%zu of %zu runs · %.3g runs/s · %s left", done_, total_, rate,
                     spoken_seconds(left).c_str());
        if (failed_ > 0) std::fprintf(stderr, " · %zu failed", failed_);
    }
    std::fflush(stderr);
}

void Progress::close() {
    if (style_ != ProgressStyle::terminal) return;
    std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
}

std::string spoken_seconds(double seconds) {
    const long whole = std::lround(seconds);
    char text[40];
    if (whole < 60) {
        std::snprintf(text, sizeof text, seconds < 10.0 ? "%.1f s" : "%.0f s", seconds);
    } else if (whole < 3600) {
        std::snprintf(text, sizeof text, "%ld min %02ld s", whole / 60, whole % 60);
    } else {
        std::snprintf(text, sizeof text, "%ld h %02ld min", whole / 3600, whole / 60 % 60);
    }
    return text;
}

}  // namespace cultivar
