// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>

#include "experiments/analysis/comparison.hpp"
#include "experiments/analysis/sobol_indices.hpp"
#include "experiments/results/hdf5_reader.hpp"
#include "experiments/results/results_file.hpp"
#include "experiments/results/run_folder.hpp"
#include "experiments/runner/runner.hpp"
#include "tests/experiments/scratch.hpp"
#include "tests/support/sensitivity.hpp"
#include "tests/support/stored_sweep.hpp"
#include "tests/support/toy_model.hpp"

using namespace cultivar;

namespace {

double number_of(const PlannedRun& run) {
    return 1000.0 * static_cast<double>(run.arm) + static_cast<double>(run.seed);
}

/// Fails under every n-th seed.
ToyModel failing_at_every(std::uint64_t n, const Experiment& experiment) {
    return {experiment, [n](const PlannedRun& run) {
                if (run.seed % n == 0) throw std::runtime_error("planted");
                return number_of(run);
            }};
}

struct Swept {
    RunResults results;
    Ending ending{};
    std::size_t kept = 0;
};

Swept sweep(const Experiment& experiment, const Model& model, unsigned jobs = 1, RunResults before = {}) {
    Swept swept{std::move(before), {}, 0};
    const std::vector<std::size_t> rows = breadth_first(experiment);
    swept.results.runs.resize(rows.size());
    std::atomic<std::size_t> kept{0};
    const KeepRun count = [&kept](std::size_t, std::size_t, const RunResult&, const std::vector<Scalar>&) {
        ++kept;
    };
    Progress quiet(ProgressStyle::none, rows.size());
    swept.ending = run_rows(model, rows, jobs, count, swept.results, quiet);
    swept.kept = kept;
    return swept;
}

}  // namespace

TEST_CASE("runner: what a model makes of an arm and a seed lands in its row, on any number of threads") {
    const Experiment experiment = toy_experiment(3, 70);
    const std::vector<PlannedRun> planned = planned_runs(experiment);
    for (const unsigned jobs : {1U, 2U, 7U}) {
        const Swept swept = sweep(experiment, ToyModel(experiment, number_of), jobs);
        CHECK(swept.ending == Ending::finished);
        CHECK(swept.kept == 210);
        CHECK(swept.results.scalars.size() == 1);
        for (std::size_t row = 0; row < planned.size(); ++row)
            CHECK(swept.results.runs[row].values.front() == number_of(planned[row]));
    }
}

TEST_CASE("runner: while no more than 5 % of all runs fail they are counted, and the others go on") {
    const Experiment experiment = toy_experiment(1, 100);
    for (const std::uint64_t n : {33, 20}) {
        const Swept swept = sweep(experiment, failing_at_every(n, experiment), 2);
        CHECK(swept.ending == Ending::finished);
        CHECK(swept.results.failed() == 100 / n);
        CHECK(swept.results.runs[n - 1].stage == "running");
        CHECK(swept.results.runs[n - 1].message == "planted");
    }
}

TEST_CASE("runner: with the first failure above 5 % of all runs it takes no more work") {
    const Experiment experiment = toy_experiment(1, 100);
    const Swept swept = sweep(experiment, failing_at_every(3, experiment));
    CHECK(swept.ending == Ending::too_many_failed);
    CHECK(swept.results.failed() == 6);
    CHECK(swept.kept == 18);
    const Swept last = sweep(toy_experiment(1, 6), failing_at_every(6, toy_experiment(1, 6)));
    CHECK(last.ending == Ending::finished);  // nothing was left to be run
}

TEST_CASE("runner: failed runs that are kept from before count as well") {
    const Experiment experiment = toy_experiment(1, 100);
    RunResults before;
    before.runs.resize(100);
    for (std::size_t row = 95; row < 100; ++row) before.runs[row] = failed_run("running", "earlier");
    const Swept swept = sweep(experiment, failing_at_every(7, experiment), 1, before);
    CHECK(swept.ending == Ending::too_many_failed);
    CHECK(swept.kept == 7);
    before.runs[94] = failed_run("running", "earlier");
    CHECK(sweep(experiment, failing_at_every(7, experiment), 1, before).kept == 0);
}

TEST_CASE("runner: what a model throws instead of delivering stops all threads and is thrown on") {
    class Broken : public Model {
      public:
        [[nodiscard]] bool run(const Task&, const Deliver&) const override {
            throw std::logic_error("broken");
        }
    };
    for (const unsigned jobs : {1U, 4U})
        CHECK_THROWS_WITH_AS((void)sweep(toy_experiment(1, 50), Broken(), jobs), "broken", std::logic_error);
}

TEST_CASE("runner: a sweep of a function goes by journals and results file to its published indices") {
    constexpr std::size_t blocks = 1024;
    const Scratch scratch;
    const Design design = sobol_design(shares(3), blocks, false, blocks);
    const Experiment experiment = toy_experiment(1, design.rows());
    const ToyModel model(experiment, [&design](const PlannedRun& run) {
        return ishigami(design.row(static_cast<std::size_t>(run.seed - 1)));
    });
    RunFolder folder(scratch / "x.h5", {experiment, false, false, "sweep", utc_now()}, Sharing::alone, false);
    RunResults unused;
    REQUIRE(sweep_into(folder, model, 2, unused) == Ending::finished);
    const KeptRuns kept = read_runs(folder.path(), folder.plan());
    REQUIRE(kept.complete());
    (void)write_results(scratch / "x.h5", experiment, kept.results, compare(experiment, kept.results), {});
    const Hdf5Reader file(scratch / "x.h5");
    CHECK_THROWS((void)file.whole_numbers("/series/seed"));  // no run has a course
    const std::vector<double> outputs = file.reals("/metrics/y");
    const SobolIndices indices = sobol_indices(outputs, {3, false, 0.95, 100, 1});
    const std::vector<double> first{.316831534464, .443763061004, .012203148377};
    const std::vector<double> total{.555860085136, .441898071196, .244675386536};
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(std::fabs(indices.first[i].value - first[i]) <= 5.1e-13);
        CHECK(std::fabs(indices.total[i].value - total[i]) <= 5.1e-13);
    }
}
