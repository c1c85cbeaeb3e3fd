// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <stdexcept>

#include "experiments/analysis/report.hpp"
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

using Function = std::function<double(std::span<const double>)>;

/// A sampled experiment about a function of so many shares.
Experiment about(std::size_t factors, const DesignChoice& choice) {
    Experiment experiment = toy_experiment(1, 1);
    experiment.kind = "sensitivity";
    experiment.shown = {"adopters"};  // the metric that toy numbers pass for
    experiment.sampling.emplace();
    experiment.sampling->factors = shares(factors);
    experiment.sampling->choice = choice;
    experiment.sampling->design = lay_out(experiment.sampling->factors, choice);
    return experiment;
}

/// Runs through journals and a results file; `fails` says at which values a run does.
KeptRuns sweep(const Scratch& scratch, const Experiment& experiment, const Function& function,
               const std::function<bool(std::span<const double>)>& fails = {}) {
    const Sampling& sampling = *experiment.sampling;
    const ToyModel model(experiment, [&](const PlannedRun& run) {
        const std::vector<double> values = values_at(sampling.design, sampling.factors, run.arm);
        if (fails && fails(values)) throw std::runtime_error("planted");
        return function(values);
    });
    RunFolder folder(scratch / "x.h5", {experiment, false, false, "sweep", utc_now()}, Sharing::alone, false);
    RunResults unused;
    REQUIRE(sweep_into(folder, model, 2, unused) == Ending::finished);
    KeptRuns kept = read_runs(folder.path(), folder.plan());
    REQUIRE(kept.complete());
    (void)write_results(scratch / "x.h5", experiment, kept.results, analyse(experiment, kept.results), {});
    return kept;
}

void check_row(const Scratch& scratch, const std::string& dataset, const std::vector<double>& expected,
               double bound) {
    const NumberTable found = Hdf5Reader(scratch / "x.h5").table("/analysis/sobol/" + dataset);
    REQUIRE(found.cells.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CAPTURE(dataset);
        CAPTURE(i);
        CHECK(std::fabs(found.cells[i] - expected[i]) <= bound);
    }
}

double sobol_g(std::span<const double> u) {
    const std::vector<double> a{0.0, 1.0, 4.5, 9.0};
    double product = 1.0;
    for (std::size_t i = 0; i < a.size(); ++i) product *= (std::fabs(4.0 * u[i] - 2.0) + a[i]) / (1.0 + a[i]);
    return product;
}

}  // namespace

// Half a unit of the last digit of the published numbers, and rounding of the sums.
constexpr double last_digit = 5.1e-13;

TEST_CASE("sampled function: Ishigami's indices from 1,024 blocks, through runner, journals and file") {
    const Scratch scratch;
    const Experiment experiment = about(3, {.method = Method::sobol, .n = 1024, .skip = 1024});
    (void)sweep(scratch, experiment, ishigami);
    check_row(scratch, "S1", {.316831534464, .443763061004, .012203148377}, last_digit);
    check_row(scratch, "ST", {.555860085136, .441898071196, .244675386536}, last_digit);
}

TEST_CASE("sampled function: Ishigami's first-order indices from 256 blocks") {
    const Scratch scratch;
    (void)sweep(scratch, about(3, {.method = Method::sobol, .n = 256, .skip = 256}), ishigami);
    check_row(scratch, "S1", {.318358766384, .430380820162, .023150864894}, last_digit);
}

TEST_CASE("sampled function: the g function's indices hold the exact ones in their intervals") {
    // Exact indices by Saltelli et al. (2010); the error of 4,096 blocks of a Sobol sequence is far below that of
    // independent ones, whose standard error is at most sqrt(2 / 4096) = 0.022.
    const Scratch scratch;
    (void)sweep(scratch, about(4, {.method = Method::sobol, .n = 4096, .skip = 4096}), sobol_g);
    check_row(scratch, "S1", {.716492934858, .179123233714, .023685716855, .007164929349}, 0.01);
    check_row(scratch, "ST", {.787369701143, .242267600352, .034326744464, .010463384733}, 0.01);
    const std::vector<double> variance = Hdf5Reader(scratch / "x.h5").reals("/analysis/sobol/variance");
    CHECK(std::fabs(variance.front() - .46522905825936145) <= 0.01 * .46522905825936145);
}

TEST_CASE("sampled function: a failed run drops its whole block, the indices stay those of complete blocks") {
    const Scratch scratch;
    const Experiment experiment = about(3, {.method = Method::sobol, .n = 1024, .skip = 1024});
    const Design& design = experiment.sampling->design;
    const auto fails = [](std::span<const double> u) {  // about 3 % of all points
        const double mixed = 97.0 * (u[0] + 2.0 * u[1] + 3.0 * u[2]);
        return mixed - std::floor(mixed) < 0.03;
    };
    const KeptRuns kept = sweep(scratch, experiment, ishigami, fails);
    std::vector<double> complete;
    std::size_t failed = 0, dropped = 0;
    for (std::size_t block = 0; block < design.blocks(); ++block) {
        const std::size_t before = failed;
        for (std::size_t row = block * 5; row < block * 5 + 5; ++row)
            failed += fails(design.row(row)) ? 1 : 0;
        dropped += failed > before ? 1 : 0;
        for (std::size_t row = block * 5; failed == before && row < block * 5 + 5; ++row)
            complete.push_back(ishigami(design.row(row)));
    }
    CHECK(kept.results.failed() == failed);
    CHECK(failed > 0.02 * 5120);
    CHECK(failed < 0.04 * 5120);
    const SobolIndices expected = sobol_indices(complete, {.factors = 3});
    std::vector<double> first, total, low;
    for (std::size_t i = 0; i < 3; ++i) {
        first.push_back(expected.first[i].value);
        total.push_back(expected.total[i].value);
        low.push_back(expected.total[i].low);
    }
    check_row(scratch, "S1", first, 0.0);
    check_row(scratch, "ST", total, 0.0);
    check_row(scratch, "ST_low", low, 0.0);
    const Hdf5Reader file(scratch / "x.h5");
    CHECK(file.reals("/analysis/sobol/dropped").front() == static_cast<double>(dropped));
    CHECK(file.reals("/analysis/sobol/blocks").front() == static_cast<double>(1024 - dropped));
    const std::string text = report(experiment, kept.results, analyse(experiment, kept.results));
    CHECK(text.find(std::to_string(dropped) + " blocks of 1024 left out whole") != std::string::npos);
}

TEST_CASE("sampled function: indices of the first n blocks are those of a design of n blocks") {
    const Scratch scratch, shorter;
    Experiment experiment = about(3, {.method = Method::sobol, .n = 256, .skip = 256});
    experiment.sampling->convergence = {64, 128, 256};
    (void)sweep(scratch, experiment, ishigami);
    (void)sweep(shorter, about(3, {.method = Method::sobol, .n = 64, .skip = 256}), ishigami);
    const NumberTable total = Hdf5Reader(shorter / "x.h5").table("/analysis/sobol/ST");
    const auto findings =
        analyse(experiment, read_runs(scratch / "x.h5.d", *read_plan(scratch / "x.h5.d/plan")).results);
    const auto& answer = std::get<SobolAnswer>(std::get<Sensitivity>(findings).numbers.front().answer);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(answer.course.front().total[i].value == total.cells[i]);
        CHECK(answer.course.back().total[i].value == answer.all.total[i].value);
    }
}

TEST_CASE("sampled function: Morris trajectories find Ishigami's third factor, whose mean effect is 0") {
    const Scratch scratch;
    Experiment experiment = about(3, {.method = Method::morris, .n = 200, .seed = 1});
    (void)sweep(scratch, experiment, ishigami);
    const Hdf5Reader file(scratch / "x.h5");
    const NumberTable size = file.table("/analysis/morris/mu_star");
    // Over the whole grid mu* is 7.704, 7.875, 6.249 and sigma at most 8.84, so that the mean of 200 effects lies
    // within 4.9 * 8.84 / sqrt(200) = 3.1 of it (false alarm 1e-6 a factor).
    const std::vector<double> exact{7.704054112, 7.875, 6.248796103};
    for (std::size_t i = 0; i < 3; ++i) CHECK(std::fabs(size.cells[i] - exact[i]) < 3.1);
    CHECK(file.reals("/analysis/morris/trajectories").front() == 200.0);
}
