// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "experiments/results/stored_results.hpp"
#include "tests/experiments/program.hpp"
#include "tests/experiments/scratch.hpp"

/// Two variants of the toy world over half a year under as many seeds, as question.yaml: some milliseconds a run.
inline void ask_toy(const Scratch& scratch, int seeds = 2) {
    const std::string world =
        std::filesystem::relative(CULTIVAR_SOURCE_DIR "/scenarios/toy.yaml", scratch.folder()).string();
    scratch.write("question.yaml",
                  "format: cultivar-experiment/1\nexperiment: compare\ntitle: a question\nworld: " + world +
                      "\nhorizon: {to: 2019-06-30}\nvariants:\n  - name: as_is\n"
                      "  - {name: wide, set: {soe.openness: 0.6 per year}}\n"
                      "seeds: {first: 3, count: " +
                      std::to_string(seeds) + "}\n");
}

inline std::string digest_of(const std::filesystem::path& file) {
    return cultivar::read_results(file).data_digest;
}

using Words = std::vector<std::string>;

inline Finished run_question(const Scratch& scratch, Words words) {
    words.insert(words.begin(), {"run", "question.yaml"});
    return run_program(words, scratch.folder());
}

inline bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

inline std::size_t files_in(const std::filesystem::path& folder) {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

/// The digest of the question run without a break.
inline std::string undisturbed(const Scratch& scratch, int seeds = 2) {
    ask_toy(scratch, seeds);
    REQUIRE(run_question(scratch, {"-o", "whole.h5"}).status == 0);
    return digest_of(scratch / "whole.h5");
}

inline std::string after_shard(const Scratch& scratch, const std::string& shard) {
    const Finished part = run_question(scratch, {"-o", "x.h5", "--shard", shard});
    REQUIRE_MESSAGE(part.status == 0, part.err);
    return part.out;
}
