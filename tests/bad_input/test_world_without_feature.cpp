// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "tests/support/bad_input.hpp"

using namespace cultivar;
using namespace cultivar::test;

namespace {

/// A kind of wrong input that cannot be written because the program lacks what it is about. `attempt`, added
/// to a world, must therefore be an unknown key; empty where not even a key suggests itself.
struct Absent {
    std::string input;
    std::string reason;
    std::string attempt;
};

const std::vector<Absent> absent{
    {"include cycle, a file that names itself, 65 files deep",
     "files that a world names name no further files", "include: [other.yaml]"},
    {"technology prerequisite cycle, technology that is never available",
     "prerequisites follow from the families and cannot be written", "technologies: []"},
    {"unknown distribution, its parameters, its support",
     "worlds hold numbers; laws belong to the mechanisms", "distributions: {}"},
    {"expression with text, division by zero", "values are written out", "expressions: {}"},
    {"network degree, probability, self-loop", "ties follow from firm.ties_degree", "network: {}"},
    {"count times classes beyond 64 bits", "firms are counted per region, at most 100 million each",
     "classes: []"},
    {"include a directory by glob", "files are named one by one", "files: ['*.yaml']"},
    {"output of each agent", "what is recorded is fixed", "record: {}"},
};

}  // namespace

TEST_CASE("world: what has no feature yet is an unknown key") {
    const std::string toy = two_regions();
    for (const Absent& row : absent) {
        CAPTURE(row.input);
        CAPTURE(row.reason);
        const auto errors = errors_of([&] { (void)read_world_text(toy + '\n' + row.attempt + '\n', "W"); });
        REQUIRE(errors.size() == 1);
        CHECK(errors.front().code == "unknown-key");
    }
}
