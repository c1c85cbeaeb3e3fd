// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "experiments/plan/experiment_file.hpp"
#include "sim/error.hpp"
#include "tests/experiments/scratch.hpp"

using namespace cultivar;

namespace {

Experiment read(const Scratch& scratch, const std::string& rest, const Overrides& overrides = {}) {
    const std::string world =
        std::filesystem::relative(CULTIVAR_SOURCE_DIR "/scenarios/delta.yaml", scratch.folder());
    return load_experiment(scratch.write("question.yaml",
                                         "format: cultivar-experiment/1\nexperiment: compare\n"
                                         "title: a question\nworld: " +
                                             world + '\n' + rest),
                           overrides);
}

double value(const Variant& variant, const std::string& name) {
    return variant.world.values[variant.world.catalogue.id(name).index];
}

std::size_t changes_of(const Variant& variant, const std::string& name) {
    const auto id = variant.world.catalogue.id(name);
    return static_cast<std::size_t>(
        std::count_if(variant.world.changes.begin(), variant.world.changes.end(),
                      [&](const PolicyChange& change) { return change.parameter == id; }));
}

}  // namespace

TEST_CASE("experiment: its scale, and before that the command line's, takes the place of the world's") {
    const Scratch scratch;
    const std::string text = "scale: 3 %\nvariants: [{name: a}]\nseeds: [1]\n";
    Overrides typed;
    CHECK(read(scratch, text).variants[0].world.scale == 0.03);
    typed.scale = "0.05";
    CHECK(read(scratch, text, typed).variants[0].world.scale == 0.05);
    for (const char* wrong : {"5 days", "1.5", "0"}) {
        typed.scale = wrong;
        CHECK_THROWS_AS((void)read(scratch, text, typed), sim::InputError);
    }
}

TEST_CASE("experiment: variants share the world and differ in what they set") {
    const Scratch scratch;
    const Experiment experiment =
        read(scratch,
             "variants:\n"
             "  - name: base\n"
             "  - {name: wide, from: 2026-01-01, ramp: 540 days, set: {soe.openness: 0.5 per year}}\n"
             "  - {name: always, set: {soe.openness: 0.5 per year}}\n"
             "seeds: [5, 9]\nhorizon: {to: 2030-12-31}\n");
    REQUIRE(experiment.variants.size() == 3);
    const Variant& base = experiment.variants[0];
    const Variant& wide = experiment.variants[1];
    CHECK(experiment.name == "question");
    CHECK(experiment.seeds == std::vector<std::uint64_t>{5, 9});
    CHECK(base.world.end == sim::date(2031, 1, 1));
    CHECK(changes_of(wide, "soe.openness") == changes_of(base, "soe.openness") + 1);
    CHECK(wide.world.changes.back().target == 0.5);
    CHECK(wide.world.changes.back().from == sim::date(2026, 1, 1));
    CHECK(sim::in_days(wide.world.changes.back().ramp) == 540.0);
    CHECK(wide.text != base.text);
}

TEST_CASE(
    "experiment: a setting without a date replaces the world's value and what its policy says at the start") {
    const Scratch scratch;
    const Experiment experiment =
        read(scratch,
             "variants:\n  - {name: base}\n  - {name: always, set: {soe.openness: 0.5 per year}}\n"
             "seeds: {first: 1, count: 1}\n");
    const Variant& always = experiment.variants[1];
    CHECK(value(always, "soe.openness") == 0.5);
    const auto id = always.world.catalogue.id("soe.openness");
    for (const PolicyChange& change : always.world.changes)
        CHECK_FALSE((change.parameter == id && change.from <= always.world.start));
    CHECK(experiment.notes.size() == (changes_of(always, "soe.openness") > 0 ? 1 : 0));
}

TEST_CASE("experiment: policy files are in force instead of the world's own changes") {
    const Scratch scratch;
    scratch.write("p.yaml",
                  "format: cultivar-policy/1\ntitle: a policy\nchanges:\n"
                  "  - {from: 2020-01-01, set: {soe.openness: 0.4 per year}}\n");
    const Experiment experiment =
        read(scratch,
             "variants:\n  - {name: base, policy: []}\n  - {name: one, policy: [p.yaml]}\n"
             "seeds: {first: 1, count: 1}\n");
    CHECK(experiment.variants[0].world.changes.empty());
    REQUIRE(experiment.variants[1].world.changes.size() == 1);
    CHECK(experiment.variants[1].world.changes[0].origin == "a policy");
}

TEST_CASE("experiment: a combined variant has the values and the dated changes of its parts") {
    const Scratch scratch;
    const Experiment experiment =
        read(scratch,
             "variants:\n  - {name: base}\n  - {name: lenient, set: {tolerance: 0.5}}\n"
             "  - {name: late, from: 2026-01-01, set: {soe.openness: 0.5 per year}}\n"
             "  - {name: both, combine: [lenient, late]}\nseeds: {first: 1, count: 1}\n");
    REQUIRE(experiment.variants.size() == 4);
    const Variant& both = experiment.variants[3];
    CHECK(value(both, "tolerance") == 0.5);
    CHECK(changes_of(both, "soe.openness") == changes_of(experiment.variants[2], "soe.openness"));
    CHECK(both.world.changes.back().target == 0.5);
    CHECK(both.text != experiment.variants[1].text);
    CHECK(both.text != experiment.variants[2].text);
}

TEST_CASE("experiment: the command line changes seeds, end and values of every variant") {
    const Scratch scratch;
    Overrides overrides;
    overrides.seeds = 3;
    overrides.first_seed = 40;
    overrides.last_day = sim::date(2021, 6, 30);
    overrides.settings = {"soe.openness=0.3 per year"};
    const Experiment experiment = read(
        scratch,
        "variants:\n  - {name: base}\n  - {name: late, from: 2026-01-01, set: {soe.openness: 0.5 per year}}\n"
        "seeds: {first: 1, count: 1}\n",
        overrides);
    CHECK(experiment.seeds == std::vector<std::uint64_t>{40, 41, 42});
    for (const Variant& variant : experiment.variants) {
        CHECK(variant.world.end == sim::date(2021, 7, 1));
        CHECK(value(variant, "soe.openness") == 0.3);
        for (const PolicyChange& change : variant.world.changes) CHECK(change.from < variant.world.end);
    }
    CHECK(experiment.variants[0].text == experiment.variants[1].text);
}

TEST_CASE("experiment: a world by itself is one variant under seed 1") {
    const Experiment experiment = load_experiment(CULTIVAR_SOURCE_DIR "/scenarios/toy.yaml");
    CHECK(experiment.kind == "world");
    CHECK(experiment.variants.size() == 1);
    CHECK(experiment.seeds == std::vector<std::uint64_t>{1});
}

TEST_CASE("experiment: runs are ordered by variant and done breadth-first; their identities differ") {
    Experiment experiment;
    experiment.variants = {{"a", {}, "one"}, {"b", {}, "two"}};
    experiment.seeds = {7, 8, 9};
    const std::vector<PlannedRun> runs = planned_runs(experiment);
    REQUIRE(runs.size() == 6);
    CHECK((runs[2].arm == 0 && runs[2].seed == 9));
    CHECK((runs[3].arm == 1 && runs[3].seed == 7));
    CHECK(breadth_first(experiment) == std::vector<std::size_t>{0, 3, 1, 4, 2, 5});
    CHECK(run_identity(experiment, {0, 7}) != run_identity(experiment, {0, 8}));
    CHECK(run_identity(experiment, {0, 7}) != run_identity(experiment, {1, 7}));
    CHECK(run_identity(experiment, {0, 7}).size() == 16);
    const std::vector<PlannedRun> planned = planned_runs(experiment);
    const std::vector<std::string> ids = run_identities(experiment);
    REQUIRE(ids.size() == planned.size());
    for (std::size_t row = 0; row < ids.size(); ++row)
        CHECK(ids[row] == run_identity(experiment, planned[row]));
    Experiment more = experiment;
    more.seeds.push_back(10);
    CHECK(experiment_identity(more) == experiment_identity(experiment));
    more.variants[1].text = "three";
    CHECK(experiment_identity(more) != experiment_identity(experiment));
}
