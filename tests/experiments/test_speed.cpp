// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/experiments/program.hpp"
#include "tests/experiments/scratch.hpp"

namespace {

#ifdef NDEBUG
constexpr double patience = 1.0;
#else
constexpr double patience = 30.0;  // builds that check themselves
#endif

double cpu_seconds(const std::string& world) {
    const Scratch scratch;
    const Finished finished =
        run_program({"run", std::string(CULTIVAR_SOURCE_DIR "/scenarios/") + world}, scratch.folder());
    CHECK_MESSAGE(finished.status == 0, finished.err);
    return finished.cpu_seconds;
}

}  // namespace

/// Whole commands: reading, founding, 17 years, results file and table.
TEST_CASE("speed: the nation at 2 % takes at most two CPU-seconds, the delta at most half a one") {
    CHECK(cpu_seconds("china.yaml") < 2.0 * patience);
    CHECK(cpu_seconds("delta.yaml") < 0.5 * patience);
}
