// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "models/cultivation.hpp"
#include "tests/support/busy_world.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

constexpr Recording all{.trace = true, .metrics = false, .draws = true};
const sim::Time middle = sim::date(2021, 1, 1);

}  // namespace

TEST_CASE("draws: a run that records them is the run that does not") {
    const SmallWorld world = busy_world();
    Cultivation with(world.description, 5, all),
        without(world.description, 5, {.trace = true, .metrics = false});
    with.run_until(middle);
    without.run_until(middle);
    CHECK(with.fingerprint() == without.fingerprint());
    CHECK(with.trace().size() == without.trace().size());
    CHECK(without.draws().empty());
}

TEST_CASE(
    "draws: those of the founding come first, each other belongs to the event that made it, in their order") {
    Cultivation run(busy_world().description, 5, all);
    const std::vector<sim::Draw>& draws = run.draws();
    const std::size_t founding = draws.size();
    CHECK(founding > run.world().firms.size() * run.world().technologies.size());
    run.run_until(middle);
    REQUIRE(draws.size() > founding);
    const auto of_event = [](const sim::Draw& draw) { return draw.event != 0; };
    CHECK(std::none_of(draws.begin(), draws.begin() + static_cast<std::ptrdiff_t>(founding), of_event));
    std::size_t row = 0;
    for (std::size_t i = founding; i < draws.size(); ++i) {
        while (row < run.trace().size() && run.trace()[row].id.value != draws[i].event) ++row;
        REQUIRE(row < run.trace().size());
    }
    std::set<std::uint16_t> purposes;
    for (const sim::Draw& draw : draws) purposes.insert(draw.purpose);
    for (const Purpose seen :
         {Purpose::capability, Purpose::ties, Purpose::need_clock, Purpose::trial_outcome})
        CHECK(purposes.contains(static_cast<std::uint16_t>(seen)));
}

TEST_CASE("draws: a fork has those of its past and goes on by itself") {
    Cultivation run(busy_world().description, 5, all);
    run.run_until(middle);
    const std::size_t past = run.draws().size();
    Cultivation fork = run;
    fork.run_until(sim::date(2022, 1, 1));
    CHECK(run.draws().size() == past);
    REQUIRE(fork.draws().size() > past);
    run.run_until(sim::date(2022, 1, 1));
    CHECK(run.draws() == fork.draws());
}
