// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>

#include "experiments/analysis/facts.hpp"
#include "tests/experiments/program.hpp"
#include "tests/experiments/scratch.hpp"
#include "tests/support/busy_world.hpp"

using namespace cultivar;

TEST_CASE("facts: a logistic curve is found whatever its height, pace and middle") {
    std::vector<double> years, curve, line, flat;
    for (int month = 0; month <= 200; ++month) {
        years.push_back(month / 12.0);
        curve.push_back(0.7 / (1.0 + std::exp(-0.9 * (years.back() - 8.3))));
        line.push_back(years.back() < 8.0 ? 0.0 : 1.0 - (years.back() - 8.0) / 9.0);
        flat.push_back(0.4);
    }
    CHECK(logistic_r2(years, curve) > 0.999999);
    CHECK(logistic_r2(years, line) < 0.98);
    CHECK(logistic_r2(years, flat) == 0.0);
}

TEST_CASE("facts: evidence counts each scenario, breakthrough and firm once") {
    const test::SmallWorld world = test::busy_world();
    Cultivation run(world.description, 3, {.trace = true});
    run.run();
    Evidence evidence;
    evidence.add(run);
    const Ledger& ledger = run.world().ledger;
    CHECK(evidence.first_trial.cases > 0.0);
    CHECK(evidence.first_trial.cases == ledger.trials_by_number[0]);
    CHECK(evidence.first_trial.hits == ledger.successes_by_number[0]);
    CHECK(static_cast<double>(evidence.released.size()) == ledger.breakthroughs);
    CHECK(evidence.sizes.size() == run.world().firms.size());
    CHECK(evidence.years.size() == evidence.stations.size());
    const std::vector<Fact> facts = stylised_facts(evidence, run.world());
    CHECK(facts.size() == 14);
    for (const Fact& fact : facts) CHECK_MESSAGE(!fact.model.empty(), fact.id);
}

TEST_CASE("facts: the command runs the variant again and says how many facts are met") {
    const Scratch scratch;
    const std::string delta = CULTIVAR_SOURCE_DIR "/scenarios/delta.yaml";
    REQUIRE(run_program({"run", delta, "-o", "d.h5"}, scratch.folder()).status == 0);
    const Finished facts = run_program({"facts", "d.h5", "--runs", "1"}, scratch.folder());
    CHECK(facts.status == 0);
    CHECK(facts.out.find("F13  ") != std::string::npos);
    CHECK(facts.out.find(" of 14 met") != std::string::npos);
    CHECK(run_program({"facts", "d.h5", "--variant", "delt"}, scratch.folder())
              .err.find("did you mean 'delta'?") != std::string::npos);
}
