// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <ctime>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>

namespace cultivar::bench {

bool Options::take(std::string_view argument) {
    if (argument == "--json") return json = true;
    if (argument == "--quick") return quick = true;
    return false;
}

double cpu_seconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

void report(const Options& options, const std::string& bench, const std::string& name,
            const std::string& engine, double value, const std::string& unit) {
    char number[40];
    std::snprintf(number, sizeof number, value == std::floor(value) ? "%.0f" : "%.6g", value);
    const char* form =
        options.json
            ? "{\"bench\": \"%s\", \"case\": \"%s\", \"engine\": \"%s\", \"value\": %s, \"unit\": \"%s\"}\n"
            : "%-13s %-14s %-34s %12s %s\n";
    std::printf(form, bench.c_str(), name.c_str(), engine.c_str(), number, unit.c_str());
    std::fflush(stdout);
}

void compare(const Options& options, const std::string& bench, const std::string& name,
             const std::string& unit, const std::vector<Contestant>& contestants) {
    std::vector<std::vector<double>> values(contestants.size());
    for (int round = 0; round < options.repetitions(); ++round)
        for (std::size_t i = 0; i < contestants.size(); ++i) values[i].push_back(contestants[i].measure());
    for (std::size_t i = 0; i < contestants.size(); ++i)
        report(options, bench, name, contestants[i].engine, median(values[i]), unit);
    for (std::size_t i = 1; i < contestants.size(); ++i) {
        std::vector<double> ratios;
        for (std::size_t round = 0; round < values[0].size(); ++round)
            ratios.push_back(values[0][round] / values[i][round]);
        report(options, bench, name, contestants[0].engine + " / " + contestants[i].engine, median(ratios),
               "ratio");
    }
}

bool report_peak(const Options& options, const std::string& bench, const std::string& name,
                 const std::string& engine, const std::function<void()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            work();
        } catch (const std::exception& error) {
            std::fprintf(stderr, "%s: %s\n", name.c_str(), error.what());
            ::_exit(1);
        }
        ::_exit(0);
    }
    int status = 0;
    rusage usage{};
    if (child < 0 || ::wait4(child, &status, 0, &usage) != child || status != 0) return false;
    report(options, bench, name, engine, static_cast<double>(usage.ru_maxrss) / 1024.0, "peak_MiB");
    return true;
}

}  // namespace cultivar::bench
