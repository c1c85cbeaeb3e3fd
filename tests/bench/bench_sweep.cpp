// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/analysis/comparison.hpp"
#include "experiments/cli/huge_pages.hpp"
#include "experiments/plan/experiment_file.hpp"
#include "experiments/results/results_file.hpp"
#include "experiments/results/run_folder.hpp"
#include "experiments/runner/runner.hpp"
#include "experiments/runner/world_model.hpp"
#include "tests/bench/bench.hpp"
#include "tests/support/stored_sweep.hpp"
#include "tests/support/toy_model.hpp"

namespace cultivar::bench {

namespace {

namespace fs = std::filesystem;

/// The nation with and without the reform under so many seeds: its plan, its texts and its names.
Experiment question(std::uint64_t seeds) {
    Overrides overrides;
    overrides.seeds = seeds;
    return load_experiment(CULTIVAR_SOURCE_DIR "/experiments/first_look.yaml", overrides);
}

/// What costs next to nothing: one number of an arm and a seed.
ToyModel trivial(const Experiment& experiment) {
    return {experiment, [](const PlannedRun& run) {
                return static_cast<double>(run.arm) + 1e-9 * static_cast<double>(run.seed);
            }};
}

void sweep_in_memory(const Experiment& experiment, const Model& model, unsigned jobs) {
    const std::vector<std::size_t> rows = breadth_first(experiment);
    RunResults results;
    results.runs.resize(rows.size());
    Progress quiet(ProgressStyle::none, rows.size());
    if (run_rows(model, rows, jobs, {}, results, quiet) != Ending::finished) ::_exit(1);
}

/// As `cultivar run` does it: a folder of journals while it is under way, then the results file.
void sweep_and_store(const Experiment& experiment, const Model& model) {
    std::string name = (fs::temp_directory_path() / "cultivar-bench-XXXXXX").string();
    const fs::path scratch = ::mkdtemp(name.data());
    {
        RunFolder folder(scratch / "x.h5", {experiment, false, false, "", utc_now()}, Sharing::alone, false);
        KeptRuns kept = read_runs(folder.path(), folder.plan());
        if (sweep_into(folder, model, 1, kept.results) != Ending::finished) ::_exit(1);
        (void)write_results(scratch / "x.h5", experiment, kept.results,
                            cultivar::compare(experiment, kept.results), {});
        (void)remove_folder(folder.path());
    }
    fs::remove_all(scratch);
}

double wall_seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Medians of CPU time and of time on the wall for each run of the sweep.
void time_sweep(const Options& options, const std::string& name, const std::string& way, std::size_t runs,
                const std::function<void()>& sweep) {
    std::vector<double> cpu, wall;
    for (int i = 0; i < options.repetitions(); ++i) {
        const double cpu_begin = cpu_seconds(), begin = wall_seconds();
        sweep();
        cpu.push_back(cpu_seconds() - cpu_begin);
        wall.push_back(wall_seconds() - begin);
    }
    const auto each = [runs](const std::vector<double>& seconds) {
        return 1e6 * median(seconds) / static_cast<double>(runs);
    };
    report(options, "sweep", name, way, each(cpu), "cpu_us/run");
    report(options, "sweep", name, way, each(wall), "us/run");
}

void time_trivial(const Options& options, std::uint64_t seeds) {
    const Experiment experiment = question(seeds);
    const ToyModel model = trivial(experiment);
    const std::size_t runs = 2 * seeds;
    const std::string name = std::to_string(runs) + " runs";
    time_sweep(options, name, "in memory", runs, [&] { sweep_in_memory(experiment, model, 1); });
    time_sweep(options, name, "journals and HDF5", runs, [&] { sweep_and_store(experiment, model); });
}

/// Peak memory of one sweep, in a process of its own.
bool weigh(const Options& options, std::uint64_t seeds) {
    const std::string name = std::to_string(2 * seeds) + " runs";
    return report_peak(options, "sweep", name, "journals and HDF5", [seeds] {
        const Experiment experiment = question(seeds);
        sweep_and_store(experiment, trivial(experiment));
    });
}

/// CPU time of the nation at 2 % with two threads over that with one: what they cost each other.
void compare_workers(const Options& options) {
    const Experiment experiment = question(options.quick ? 1 : 4);
    const WorldModel model(experiment);
    const auto seconds = [&](unsigned jobs) {
        const double begin = cpu_seconds();
        sweep_in_memory(experiment, model, jobs);
        return cpu_seconds() - begin;
    };
    compare(options, "sweep", "nation at 2 %", "cpu_s",
            {{"two threads", [&] { return seconds(2); }}, {"one thread", [&] { return seconds(1); }}});
}

}  // namespace

}  // namespace cultivar::bench

int main(int count, char** arguments) {
    cultivar::prefer_huge_pages(arguments);
    cultivar::bench::Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view argument = arguments[i];
        if (options.take(argument)) continue;
        std::fprintf(stderr, "usage: bench_sweep [--json] [--quick]\n");
        return 2;
    }
    const bool weighed = cultivar::bench::weigh(options, 50'000);
    cultivar::bench::time_trivial(options, 500);
    cultivar::bench::time_trivial(options, 50'000);
    cultivar::bench::compare_workers(options);
    return weighed ? 0 : 1;
}
