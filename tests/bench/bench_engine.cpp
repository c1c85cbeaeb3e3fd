// SPDX-License-Identifier: Apache-2.0
#include <ctime>

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "tests/bench/bench.hpp"

namespace cultivar::bench {

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
    const char* form =
        options.json
            ? "{\"bench\": \"%s\", \"case\": \"%s\", \"engine\": \"%s\", \"value\": %.6g, \"unit\": \"%s\"}\n"
            : "%-13s %-14s %-34s %12.5g %s\n";
    std::printf(form, bench.c_str(), name.c_str(), engine.c_str(), value, unit.c_str());
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

}  // namespace cultivar::bench

int main(int count, char** arguments) {
    cultivar::bench::Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--json") {
            options.json = true;
        } else if (argument == "--quick") {
            options.quick = true;
        } else if (argument == "phold" || argument == "hold" || argument == "storm" || argument == "mm1") {
            options.only = argument;
        } else {
            std::fprintf(stderr, "usage: bench_engine [--json] [--quick] [phold|hold|storm|mm1]\n");
            return 2;
        }
    }
    const auto wanted = [&](const char* bench) { return options.only.empty() || options.only == bench; };
    if (wanted("phold")) cultivar::bench::bench_phold(options);
    if (wanted("hold")) cultivar::bench::bench_hold(options);
    if (wanted("storm")) cultivar::bench::bench_storm(options);
    if (wanted("mm1")) cultivar::bench::bench_single_server(options);
}
