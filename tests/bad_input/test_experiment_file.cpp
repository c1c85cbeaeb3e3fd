// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/bad_input/experiment_faults.hpp"

using namespace cultivar;
using test::check_faults;
using test::FaultRow;
using test::faults;

namespace {

const std::string seeds = "seeds: {first: 1, count: 2}\n";
const std::string variants = "variants: [{name: base}]\n";

const std::vector<FaultRow> rows{
    {variants, "missing-key", 1, 1},
    {seeds, "missing-key", 1, 1},
    {variants + seeds + "sedes: 3\n", "unknown-key", 7, 1, "seeds"},
    {variants + "seeds: {first: 1, count: 0}\n", "range", 6, 26},
    {variants + "seeds: {first: 1, count: -1}\n", "range", 6, 26},
    {variants + "seeds: {first: 1, count: 1e12}\n", "range", 6, 26},
    {variants + "seeds: {first: 1, count: 2.5}\n", "range", 6, 26},
    {variants + "seeds: {first: 1}\n", "missing-key", 6, 8},
    {variants + "seeds: [4, 5, 4]\n", "dup-seed", 6, 15},
    {variants + "seeds: []\n", "empty-list", 6, 8},
    {variants + "seeds: 7\n", "type", 6, 8},
    {variants + "seeds:\n", "null", 6, 1},
    {variants + seeds + "metrics: [adopters, validatd]\n", "unknown-metric", 7, 21, "validated"},
    {variants + seeds + "horizon: {to: 2018-12-31}\n", "range", 7, 15},
    {variants + seeds + "horizon: {from: 2020-01-01}\n", "range", 7, 17},
    {variants + seeds + "horizon: {to: 2020-02-30}\n", "date", 7, 15},
    {"variants: []\n" + seeds, "empty-list", 5, 11},
    {"variants: [baseline]\n" + seeds, "type", 5, 12},
    {"variants: [{}]\n" + seeds, "missing-key", 5, 12},
    {"variants: [{name: a/b}]\n" + seeds, "name", 5, 19},
    {"variants: [{name: all}]\n" + seeds, "name", 5, 19},
    {"variants: [{name: Base}, {name: base}]\n" + seeds, "dup-name", 5, 33},
    {"variants: [{name: a, sett: {}}]\n" + seeds, "unknown-key", 5, 22, "set"},
    {"variants: [{name: a, set: {soe.opennes: 0.5 per year}}]\n" + seeds, "unknown-path", 5, 28,
     "soe.openness"},
    {"variants: [{name: a, from: 2020-01-01, set: {soe.opennes: 0.5 per year}}]\n" + seeds, "unknown-path", 5,
     46, "soe.openness"},
    {"variants: [{name: a, set: {soe.openness: 0.5}}]\n" + seeds, "unit", 5, 42},
    {"variants: [{name: a, set: {soe.openness: 5 per year}}]\n" + seeds, "range", 5, 42},
    {"variants: [{name: a, set: {review.parallel: 1.2}}]\n" + seeds, "range", 5, 45},
    {"variants: [{name: a, set: {soe.openness: .nan}}]\n" + seeds, "non-finite", 5, 42},
    {"variants: [{name: a, set: [1]}]\n" + seeds, "type", 5, 27},
    {"variants: [{name: a, from: 2060-01-01, set: {soe.openness: 0.5 per year}}]\n" + seeds, "never", 5, 28},
    {"variants: [{name: a, from: 2010-01-01, set: {soe.openness: 0.5 per year}}]\n" + seeds, "range", 5, 28},
    {"variants: [{name: a, from: 2020-13-01, set: {soe.openness: 0.5 per year}}]\n" + seeds, "date", 5, 28},
    {"variants: [{name: a, from: 2020-01-01}]\n" + seeds, "missing-key", 5, 12},
    {"variants: [{name: a, ramp: 30 days, set: {soe.openness: 0.5 per year}}]\n" + seeds, "missing-key", 5,
     22},
    {"variants: [{name: a, policy: history.yaml}]\n" + seeds, "type", 5, 30},
    {"variants: [{name: a, policy: [nothing.yaml]}]\n" + seeds, "file-missing", 0, 0},
    {"variants: [{name: a, policy: [/etc/passwd]}]\n" + seeds, "include-outside", 5, 31},
    {"variants: [{name: wide}, {name: b, combine: [wied]}]\n" + seeds, "unknown-ref", 5, 46, "wide"},
    {"variants: [{name: b, combine: [later]}, {name: later}]\n" + seeds, "unknown-ref", 5, 32},
    {"variants: [{name: a}, {name: b, combine: []}]\n" + seeds, "empty-list", 5, 42},
    {"variants: [{name: a}, {name: b, combine: a}]\n" + seeds, "type", 5, 42},
    {"variants: [{name: a}, {name: b, combine: [a], from: 2020-01-01}]\n" + seeds, "unknown-key", 5, 47},
    {"variants: [{name: a, set: {tolerance: 0.5}}, {name: b, combine: [a, a]}]\n" + seeds, "cross", 5, 65},
    {"variants: [{name: a}, {name: p, policy: []}, {name: b, combine: [a, p]}]\n" + seeds, "cross", 5, 65},
    {variants + seeds + "scale: 0\n", "range", 7, 8},
    {variants + seeds + "scale: 2\n", "range", 7, 8},
    {variants + seeds + "scale: 5 years\n", "unit", 7, 8},
    {variants + seeds + "scale:\n", "null", 7, 1},
    {variants + seeds + "horizon: 2030-01-01\n", "type", 7, 10},
    {variants + seeds + "horizon: {until: 2030-01-01}\n", "unknown-key", 7, 11},
    {variants + seeds + "metrics: []\n", "empty-list", 7, 10},
    {variants + seeds + "metrics: adopters\n", "type", 7, 10},
    {variants + seeds + "metrics: [[adopters]]\n", "type", 7, 11},
    {variants + "seeds: {first: -1, count: 2}\n", "range", 6, 16},
    {variants + "seeds: {first: 9223372036854775807, count: 2}\n", "range", 6, 16},
    {variants + "seeds: {count: 2}\n", "missing-key", 6, 8},
    {variants + "seeds: {first: 1, count: 2, step: 3}\n", "unknown-key", 6, 29},
    {variants + "seeds: [1, -2]\n", "range", 6, 12},
    {variants + "seeds: [1, two]\n", "number", 6, 12},
    {"variants: {name: base}\n" + seeds, "type", 5, 11},
    {"variants: [{name: [a]}]\n" + seeds, "type", 5, 19},
    {"variants: [{name: a, set: {matching.rule: lotery}}]\n" + seeds, "unknown-model", 5, 43, "lottery"},
    {"variants: [{name: a, from: , set: {soe.openness: 0.5 per year}}]\n" + seeds, "null", 5, 22},
    {"variants: [{name: a, from: 2020-01-01, ramp: 30, set: {soe.openness: 0.5 per year}}]\n" + seeds, "unit",
     5, 46},
    {"variants: [{name: a, from: 2020-01-01, ramp: -1 days, set: {soe.openness: 0.5 per year}}]\n" + seeds,
     "range", 5, 46},
    {"variants: [{name: a, from: 2020-01-01, shape: bent, set: {soe.openness: 0.5 per year}}]\n" + seeds,
     "unknown-model", 5, 47},
    {"variants: [{name: a, shape: logistic, set: {soe.openness: 0.5 per year}}]\n" + seeds, "missing-key", 5,
     22},
    {"variants: [{name: a, from: 2020-01-01, ramp: 9 days, set: {matching.rule: lottery}}]\n" + seeds, "type",
     5, 60},
    {"variants: [{name: a, from: 2020-01-01, set: {rule.gap: 0.2}}]\n" + seeds, "fixed", 5, 46},
    {"variants: [{name: a, from: 2020-01-01, source: me, set: {soe.openness: 0.5 per year}}]\n" + seeds,
     "unknown-key", 5, 40},
    {"variants: [{name: a, policy: [[x]]}]\n" + seeds, "type", 5, 31},
    {"variants: [{name: a, policy: [.]}]\n" + seeds, "file-kind", 0, 0},
    {"variants: [{name: a, policy: [x.yaml]}]\n" + seeds, "version", 1, 9},
    {"variants: [{name: a}, {name: b, combine: [b]}]\n" + seeds, "unknown-ref", 5, 43, "a"},
    {"variants: [{name: a}, {name: b, combine: [[a]]}]\n" + seeds, "type", 5, 43},
    {variants + seeds + "run: slurm\n", "type", 7, 6},
    {variants + seeds + "run: {task: 30 min}\n", "missing-key", 7, 6},
    {variants + seeds + "run: {on: slurn}\n", "unknown-model", 7, 11, "slurm"},
    {variants + seeds + "run: {on: slurm, partitoin: a}\n", "unknown-key", 7, 18, "partition"},
    {variants + seeds + "run: {on: slurm, task: '25:61:00'}\n", "slurm", 7, 24},
    {variants + seeds + "run: {on: slurm, task: 30}\n", "slurm", 7, 24},
    {variants + seeds + "run: {on: slurm, task: 90 days}\n", "slurm", 7, 24},
    {variants + seeds + "run: {on: slurm, task: .nan min}\n", "slurm", 7, 24},
    {variants + seeds + "run: {on: slurm, grace: 5 s}\n", "slurm", 7, 25},
    {variants + seeds + "run: {on: slurm, grace: 1 day}\n", "slurm", 7, 25},
    {variants + seeds + "run: {on: slurm, memory: 4 Gigs}\n", "slurm", 7, 26},
    {variants + seeds + "run: {on: slurm, memory: 0 GB}\n", "slurm", 7, 26},
    {variants + seeds + "run: {on: slurm, memory: 4 GB per node}\n", "slurm", 7, 26},
    {variants + seeds + "run: {on: slurm, partition: long queue}\n", "slurm", 7, 29},
    {variants + seeds + "run: {on: slurm, partition: --wrap}\n", "slurm", 7, 29},
    {variants + seeds + "run: {on: slurm, partition: \"a\\nb\"}\n", "encoding", 7, 29},
    {variants + seeds + "run: {on: slurm, account: 'a;b'}\n", "slurm", 7, 27},
    {variants + seeds + "run: {on: slurm, qos: \"it's\"}\n", "slurm", 7, 23},
    {variants + seeds + "run: {on: slurm, constraint: $(reboot)}\n", "slurm", 7, 30},
    {variants + seeds + "run: {on: slurm, cores: 0}\n", "range", 7, 25},
    {variants + seeds + "run: {on: slurm, concurrent: 0}\n", "range", 7, 30},
    {variants + seeds + "run: {on: slurm, retries: -1}\n", "range", 7, 27},
    {variants + seeds + "run: {on: slurm, wrap: 'echo'}\n", "unknown-key", 7, 18},
};

/// What nobody can ask yet, and so is an unknown key.
const std::vector<std::string> absent{
    "outputs: {every: 30 days}\n",  // what is recorded, and when, is fixed
    "warm_up: 1 year\n",            // worlds begin as they were founded
    "constraints: [a < b]\n",       // no design leaves points out
    "targets: observed.csv\n",      // nothing is calibrated
    "replicates: 10\n",             // seeds are named
};

std::string delta_from(const std::filesystem::path& folder) {
    return std::filesystem::relative(CULTIVAR_SOURCE_DIR "/scenarios/delta.yaml", folder).string();
}

std::string head(const std::filesystem::path& folder) {
    return "format: cultivar-experiment/1\nexperiment: compare\ntitle: a test\nworld: " + delta_from(folder) +
           '\n';
}

}  // namespace

TEST_CASE("experiment file: every fault has its code, line and column") {
    const Scratch scratch;
    check_faults(scratch, head(scratch.folder()), rows);
}

TEST_CASE("experiment file: each key of its head is answered with code, line and column") {
    struct Head {
        std::string from, to, code;
        std::uint32_t line, column;
    };
    const Scratch scratch;
    const std::string world = "world: " + delta_from(scratch.folder()) + '\n';
    const std::vector<Head> heads{
        {"format: cultivar-experiment/1\n", "", "version", 1, 1},
        {"experiment: compare\n", "", "missing-key", 1, 1},
        {"experiment: compare", "experiment: [compare]", "type", 2, 13},
        {"title: a test", "title: [a]", "type", 3, 8},
        {"title: a test", "title:", "null", 3, 1},
        {world, "", "missing-key", 1, 1},
        {world, "world: [a.yaml]\n", "type", 4, 8},
        {world, "world: /tmp/a.yaml\n", "include-outside", 4, 8},
        {world, "world: none.yaml\n", "file-missing", 0, 0},
        {world, "world: .\n", "file-kind", 0, 0},
    };
    for (const Head& row : heads) {
        CAPTURE(row.to);
        std::string text = head(scratch.folder()) + variants + seeds;
        text.replace(text.find(row.from), row.from.size(), row.to);
        const auto found = faults(scratch.write("x.yaml", text));
        REQUIRE(found.size() == 1);
        CHECK(found[0].code == row.code);
        CHECK(found[0].where.line == row.line);
        CHECK(found[0].where.column == row.column);
    }
}

TEST_CASE("experiment file: what has no feature is an unknown key") {
    const Scratch scratch;
    for (const std::string& attempt : absent) {
        CAPTURE(attempt);
        const auto found =
            faults(scratch.write("x.yaml", head(scratch.folder()) + variants + seeds + attempt));
        REQUIRE(found.size() == 1);
        CHECK(found[0].code == "unknown-key");
        CHECK(found[0].where.line == 7);
    }
}

TEST_CASE("experiment file: faults of the file and of the world it names come together") {
    const Scratch scratch;
    scratch.write("w.yaml", "format: cultivar-world/1\nbudgt: 3\n");
    const auto found = faults(scratch.write(
        "x.yaml",
        "format: cultivar-experiment/1\nexperiment: compar\nworld: w.yaml\nvariants: [{name: a}]\n"));
    bool world = false, kind = false, no_seeds = false;
    for (const sim::Error& error : found) {
        world = world || error.where.file.find("w.yaml") != std::string::npos;
        kind = kind || error.hint.find("'compare'") != std::string::npos;
        no_seeds = no_seeds || error.code == "missing-key";
    }
    CHECK(world);
    CHECK(kind);
    CHECK(no_seeds);
}

TEST_CASE("experiment file: a newer format and another format are named") {
    const Scratch scratch;
    const std::string rest =
        "experiment: compare\nworld: " + delta_from(scratch.folder()) + '\n' + variants + seeds;
    const auto newer = faults(scratch.write("x.yaml", "format: cultivar-experiment/2\n" + rest));
    REQUIRE(newer.size() == 1);
    CHECK(newer[0].code == "version");
    CHECK(newer[0].where.line == 1);
    const auto other = faults(scratch.write("x.yaml", "format: cultivar-policy/1\n" + rest));
    REQUIRE(!other.empty());
    CHECK(other[0].where.line == 1);
}
