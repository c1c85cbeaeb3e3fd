// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "experiments/plan/experiment_file.hpp"
#include "sim/error.hpp"
#include "tests/experiments/scratch.hpp"

namespace cultivar::test {

/// One fault of an experiment file: the lines after its head, and where the fault must be found; line 0:
/// anywhere.
struct FaultRow {
    std::string body;
    std::string code;
    std::uint32_t line;
    std::uint32_t column;
    std::string hint = {};
};

/// What is said of an experiment file, with exit code 2; nothing if it is sound.
inline std::vector<sim::Error> faults(const std::filesystem::path& file, const Overrides& overrides = {}) {
    try {
        (void)load_experiment(file, overrides);
    } catch (const sim::InputError& error) {
        CHECK(error.exit_code() == 2);
        return error.errors();
    }
    return {};
}

/// Each row behind the head is answered with its fault and no other.
inline void check_faults(const Scratch& scratch, const std::string& head, const std::vector<FaultRow>& rows) {
    for (const FaultRow& row : rows) {
        CAPTURE(row.body);
        const auto found = faults(scratch.write("x.yaml", head + row.body));
        REQUIRE(found.size() == 1);
        CHECK(found[0].code == row.code);
        if (row.line > 0) {
            CHECK(found[0].where.line == row.line);
            CHECK(found[0].where.column == row.column);
        }
        if (!row.hint.empty()) CHECK(found[0].hint.find('\'' + row.hint + '\'') != std::string::npos);
    }
}

}  // namespace cultivar::test
