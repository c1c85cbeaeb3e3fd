// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "experiments/plan/version.hpp"
#include "tests/experiments/program.hpp"

TEST_CASE("version: the program and CMakeLists.txt say the same") {
    const std::string text = text_of(CULTIVAR_SOURCE_DIR "/CMakeLists.txt");
    CHECK(text.find("project(cultivar VERSION " + std::string(cultivar::version)) != std::string::npos);
}
