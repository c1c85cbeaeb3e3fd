// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/bad_input/experiment_faults.hpp"
#include "tests/experiments/program.hpp"

using namespace cultivar;
using test::check_faults;
using test::FaultRow;
using test::faults;

namespace {

const std::string seeds = "seeds: {first: 1, count: 2}\n";
const std::string vary = "vary: {synergy.pair: {uniform: [0, 1]}}\n";
const std::string design = "design: {sobol: {n: 4}}\n";

/// A factor at line 7 from column 8 on.
std::string with_factor(const std::string& factor) {
    return "vary: {" + factor + "}\n" + design + seeds;
}

/// A design at line 8 from column 9 on, over one factor.
std::string with_design(const std::string& text, const std::string& factor = "") {
    return (factor.empty() ? vary : "vary: {" + factor + "}\n") + "design: " + text + '\n' + seeds;
}

const std::string rule = "matching.rule: {one_of: [lottery, auction]}";

const std::vector<FaultRow> rows{
    {design + seeds, "missing-key", 1, 1},
    {vary + seeds, "missing-key", 1, 1},
    {vary + design, "missing-key", 1, 1},
    {vary + design + seeds + "variants: []\n", "unknown-key", 10, 1},
    {vary + design + seeds + "analisys: {}\n", "unknown-key", 10, 1, "analysis"},
    {"vary: [1]\n" + design + seeds, "type", 7, 7},
    {"vary: {}\n" + design + seeds, "empty-list", 7, 7},
    {with_factor("synergi.pair: {uniform: [0, 1]}"), "unknown-path", 7, 8, "synergy.pair"},
    {with_factor("synergy.pair: {uniform: [0, 1]}, synergy.pair: {uniform: [0, 1]}"), "dup-key", 7, 41},
    {with_factor("synergy.pair: [0, 1]"), "dist-args", 7, 22},
    {with_factor("synergy.pair: 0.5"), "dist-args", 7, 22},
    {with_factor("synergy.pair: {}"), "dist-args", 7, 22},
    {with_factor("synergy.pair: {uniform: [0, 1], integer: [0, 1]}"), "dist-args", 7, 22},
    {with_factor("synergy.pair: {norml: [0, 1]}"), "unknown-dist", 7, 23},
    {with_factor("synergy.pair: {unifrom: [0, 1]}"), "unknown-dist", 7, 23, "uniform"},
    {with_factor("synergy.pair: {uniform: 1}"), "dist-args", 7, 32},
    {with_factor("synergy.pair: {uniform: [0]}"), "dist-args", 7, 32},
    {with_factor("synergy.pair: {uniform: [0, 0.5, 1]}"), "dist-args", 7, 32},
    {with_factor("synergy.pair: {uniform: [0, 1.5]}"), "range", 7, 36},
    {with_factor("synergy.pair: {uniform: [-1, 1]}"), "range", 7, 33},
    {with_factor("synergy.pair: {uniform: [0, .inf]}"), "non-finite", 7, 36},
    {with_factor("synergy.pair: {uniform: [1, 0]}"), "dist-range", 7, 32},
    {with_factor("synergy.pair: {uniform: [1, 1]}"), "dist-range", 7, 32},
    {with_factor("synergy.pair: {loguniform: [0, 1]}"), "dist-range", 7, 35},
    {with_factor("trial.iter_delay: {loguniform: [14, 240 days]}"), "unit", 7, 40},
    {with_factor("trial.iter_delay: {loguniform: [1 day, 240 days]}"), "range", 7, 40},
    {with_factor("trial.max_trials: {uniform: [1, 10]}"), "dist-args", 7, 36},
    {with_factor("trial.max_trials: {integer: [1, 2.5]}"), "range", 7, 40},
    {with_factor("matching.rule: {uniform: [1, 2]}"), "dist-args", 7, 33},
    {with_factor("matching.rule: {one_of: []}"), "empty-list", 7, 32},
    {with_factor("matching.rule: {one_of: [lotery]}"), "unknown-model", 7, 33, "lottery"},
    {with_factor("matching.rule: {one_of: [lottery, lottery]}"), "dup-value", 7, 42},
    {with_factor("matching.rule: {one_of: lottery}"), "type", 7, 32},
    {with_design("sobl"), "unknown-model", 8, 9, "sobol"},
    {with_design("[sobol]"), "type", 8, 9},
    {with_design("{sobol: {n: 4}, random: {n: 4, seed: 1}}"), "type", 8, 9},
    {with_design("{sobol: {}}"), "missing-key", 8, 17},
    {with_design("{sobol: {n: 0}}"), "range", 8, 21},
    {with_design("{sobol: {n: 12}}"), "range", 8, 21},
    {with_design("{sobol: {n: 4, skp: 2}}"), "unknown-key", 8, 24, "skip"},
    {with_design("{sobol: {n: 4, second_order: maybe}}"), "type", 8, 38},
    {with_design("{morris: {trajectories: 4}}"), "missing-key", 8, 18},
    {with_design("{morris: {trajectories: 4, seed: 1, levels: 5}}"), "range", 8, 53},
    {with_design("{morris: {trajectories: 100000, seed: 1, candidates: 500}}"), "range", 8, 62},
    {with_design("{random: {n: 4}}"), "missing-key", 8, 18},
    {with_design("{latin_hypercube: {n: 0, seed: 1}}"), "range", 8, 31},
    {with_design("factorial"), "cross", 8, 9},
    {with_design("{factorial: {n: 4}}", rule), "unknown-key", 8, 21},
    {with_design("zip", rule + ", trial.max_trials: {integer: [1, 3]}"), "cross", 8, 9},
    {with_design("one_at_a_time", rule), "cross", 8, 9},
    {with_design("{points: nothing.csv}"), "file-missing", 0, 0},
    {with_design("{points: /etc/passwd}"), "include-outside", 8, 18},
    {vary + design + "seeds: {first: 1, count: 2, replicated: {points: 5, count: 9}}\n", "range", 9, 41},
    {vary + design + "seeds: {first: 1, count: 2, replicated: {points: 2, count: 2}}\n", "range", 9, 41},
    {vary + design + "seeds: {first: 1, count: 2, replicated: {points: 2}}\n", "missing-key", 9, 41},
    {vary + design + seeds + "analysis: {confidence: 30 %}\n", "range", 10, 24},
    {vary + design + seeds + "analysis: {convergence: [2, 8]}\n", "range", 10, 29},
    {vary + design + seeds + "analysis: {convergence: [4, 2]}\n", "range", 10, 29},
    {with_design("{random: {n: 4, seed: 1}}") + "analysis: {convergence: [2, 4]}\n", "cross", 10, 25},
    {vary + design + seeds + "policy: [nothing.yaml]\n", "file-missing", 0, 0},
};

std::string head(const std::filesystem::path& folder, const std::string& shown = "metrics: [validated]\n") {
    return "format: cultivar-experiment/1\nexperiment: sensitivity\ntitle: a test\nworld: " +
           std::filesystem::relative(CULTIVAR_SOURCE_DIR "/scenarios/delta.yaml", folder).string() +
           "\nhorizon: {to: 2020-12-31}\n" + shown;
}

}  // namespace

TEST_CASE("sensitivity file: every fault has its code, line and column") {
    const Scratch scratch;
    check_faults(scratch, head(scratch.folder()), rows);
}

TEST_CASE("sensitivity file: without metrics it is refused, and what the command line sets it cannot vary") {
    const Scratch scratch;
    const auto none =
        faults(scratch.write("x.yaml", head(scratch.folder(), "scale: 1 %\n") + vary + design + seeds));
    REQUIRE(none.size() == 1);
    CHECK(none[0].code == "missing-key");
    Overrides overrides;
    overrides.settings = {"synergy.pair=0.5"};
    const auto set =
        faults(scratch.write("x.yaml", head(scratch.folder()) + vary + design + seeds), overrides);
    REQUIRE(set.size() == 1);
    CHECK(set[0].code == "cli-set");
}

TEST_CASE("sensitivity file: faults of the table of points have their cells") {
    const Scratch scratch;
    const auto file = scratch.write("x.yaml", head(scratch.folder()) + "vary: {" + rule +
                                                  ", trial.iter_delay: {uniform: [20 days, 40 days]}}\n" +
                                                  "design: {points: p.csv}\n" + seeds);
    const auto fault = [&](const std::string& table) {
        scratch.write("p.csv", table);
        const auto found = faults(file);
        REQUIRE(found.size() == 1);
        return found[0];
    };
    const std::string header = "matching.rule,trial.iter_delay\n";
    CHECK(fault("matching.rule\nlottery\n").code == "csv");
    CHECK(fault("matching.rule,trial.iter_delay,x\nlottery,30 days,1\n").code == "csv");
    CHECK(fault(header).code == "csv");
    const sim::Error far = fault(header + "auction,30 days\nlottery,50 days\n");
    CHECK(far.code == "range");
    CHECK(far.where.line == 3);
    CHECK(far.where.column == 9);
    CHECK(fault(header + "first_come,30 days\n").code == "range");
    CHECK(fault(header + "lottery,30\n").code == "csv");
    scratch.write("p.csv", header + "lottery,30 days\nauction,6 weeks\n");
    CHECK(faults(file).size() == 1);
    scratch.write("p.csv", header + "lottery,30 days\nauction,5 weeks\n");
    CHECK(faults(file).empty());
}

TEST_CASE("sensitivity file: a design that cannot be held is refused before anything is made of it") {
    const Scratch scratch;
    const std::string grid =  // 10^20 points
        "value.major: {integer: [1 m_cny, 10000 m_cny]}, value.integrated: {integer: [1 m_cny, 10000 "
        "m_cny]}, "
        "value.small: {integer: [1 m_cny, 10000 m_cny]}, "
        "firm.size_max: {integer: [5001 m_cny/year, 105000 m_cny/year]}, "
        "sanction.time: {integer: [100 days, 1099 days]}";
    for (const std::string& body :
         {with_design("factorial", grid), with_design("{random: {n: 100000000000, seed: 1}}"),
          with_design("{sobol: {n: 17179869184}}"), with_design("{latin_hypercube: {n: 1e12, seed: 1}}"),
          with_design("{morris: {trajectories: 1e12, seed: 1}}")}) {
        CAPTURE(body);
        scratch.write("x.yaml", head(scratch.folder()) + body);
        const auto begin = std::chrono::steady_clock::now();
        const Finished refused = run_program({"run", "x.yaml", "-o", "x.h5"}, scratch.folder());
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
        CHECK(refused.status == 3);
        CHECK_MESSAGE(refused.err.find("x.yaml: error[memory]: the design has ") != std::string::npos,
                      refused.err);
        CHECK(taken.count() < 1.0);
        CHECK_FALSE(std::filesystem::exists(scratch / "x.h5.d"));
    }
}
