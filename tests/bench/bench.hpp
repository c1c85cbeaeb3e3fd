// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cultivar::bench {

/// What the user asked for: JSON lines in place of a table; fewer and shorter repetitions.
struct Options {
    bool json = false;
    bool quick = false;
    std::string only;  ///< a bench by name, or all

    /// Takes --json or --quick; false for anything else.
    bool take(std::string_view argument);
    [[nodiscard]] int repetitions() const { return quick ? 3 : 9; }
    [[nodiscard]] std::uint64_t shortened(std::uint64_t count) const { return quick ? count / 8 : count; }
};

/// CPU time of this process so far, seconds.
[[nodiscard]] double cpu_seconds();

/// The middle of the values (mean of the middle two); not of none.
[[nodiscard]] double median(std::vector<double> values);

/// One way of doing the same work, and the number that measures it.
struct Contestant {
    std::string engine;
    std::function<double()> measure;
};

/// Runs all contestants in turn, repeatedly, so that the machine's moods hit all of them; prints each one's
/// median in `unit`, and against every other one the median over rounds of first / other.
void compare(const Options& options, const std::string& bench, const std::string& name,
             const std::string& unit, const std::vector<Contestant>& contestants);

/// Prints one number.
void report(const Options& options, const std::string& bench, const std::string& name,
            const std::string& engine, double value, const std::string& unit);

/// Does the work in a process of its own and prints the most memory that it held, in MiB. False, with the reason
/// on the error stream, if it did not end well.
[[nodiscard]] bool report_peak(const Options& options, const std::string& bench, const std::string& name,
                               const std::string& engine, const std::function<void()>& work);

void bench_phold(const Options& options);
void bench_hold(const Options& options);
void bench_storm(const Options& options);
void bench_single_server(const Options& options);

}  // namespace cultivar::bench
