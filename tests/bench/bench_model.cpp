// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/cli/huge_pages.hpp"
#include "models/cultivation.hpp"
#include "scenarios/reader/world_file.hpp"
#include "tests/bench/bench.hpp"

namespace cultivar::bench {

namespace {

/// The nation from founding to the end of its world as `cultivar run` runs it: monthly metrics, no trace.
/// Repeated up to `repetitions` times under one seed; times are medians.
void run_nation(const Options& options, const std::string& name, double scale, int repetitions) {
    WorldDescription world = read_world(CULTIVAR_SOURCE_DIR "/scenarios/china.yaml");
    world.scale = scale;
    std::vector<double> founding, whole;
    std::array<std::uint64_t, Events::count> counts{};
    std::size_t firms = 0;
    for (int i = 0; i < repetitions; ++i) {
        const double start = cpu_seconds();
        Cultivation run(world, 1);
        founding.push_back(cpu_seconds() - start);
        run.run();
        whole.push_back(cpu_seconds() - start);
        counts = run.counts();
        firms = run.world().firms.size();
    }
    const auto events = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
    const auto say = [&](double value, const char* unit) {
        report(options, "nation", name, "cultivar", value, unit);
    };
    say(static_cast<double>(firms), "firms");
    say(median(founding), "founding_cpu_s");
    say(median(whole), "cpu_s");
    say(events, "events");
    say(1e6 * median(whole) / events, "cpu_us/event");
    for (std::size_t type = 0; type < counts.size(); ++type)
        report(options, "nation", name, std::string(Events::names[type]), static_cast<double>(counts[type]),
               "events");
}

/// One scale in a process of its own, so that its peak of memory is known.
bool measure(const Options& options, double scale, int repetitions) {
    char name[32];
    std::snprintf(name, sizeof name, "scale %g", scale);
    return report_peak(options, "nation", name, "cultivar",
                       [&] { run_nation(options, name, scale, repetitions); });
}

}  // namespace

}  // namespace cultivar::bench

int main(int count, char** arguments) {
    cultivar::prefer_huge_pages(arguments);
    cultivar::bench::Options options;
    std::vector<double> scales;
    for (int i = 1; i < count; ++i) {
        const std::string_view argument = arguments[i];
        const double scale = std::atof(arguments[i]);
        if (options.take(argument)) continue;
        if (scale > 0.0 && scale <= 1.0) {
            scales.push_back(scale);
        } else {
            std::fprintf(stderr, "usage: bench_model [--json] [--quick] [SCALE ...]\n");
            return 2;
        }
    }
    if (scales.empty()) scales = options.quick ? std::vector{0.02, 0.1} : std::vector{0.02, 0.1, 0.5, 1.0};
    bool all = true;
    for (const double scale : scales)
        all = cultivar::bench::measure(options, scale, scale <= 0.05 ? options.repetitions() : 1) && all;
    return all ? 0 : 1;
}
