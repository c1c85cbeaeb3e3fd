// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "tests/experiments/question.hpp"

/// A sampled question about three factors of the toy world over one year and a half, as question.yaml.
inline void ask_sample(const Scratch& scratch, const std::string& design,
                       const std::string& seeds = "{first: 3, count: 1, replicated: {points: 2, count: 4}}") {
    const std::string world =
        std::filesystem::relative(CULTIVAR_SOURCE_DIR "/scenarios/toy.yaml", scratch.folder()).string();
    scratch.write(
        "question.yaml",
        "format: cultivar-experiment/1\nexperiment: sensitivity\ntitle: a question\nworld: " + world +
            "\nhorizon: {to: 2020-06-30}\nvary:\n"
            "  soe.openness: {uniform: [0.1 per year, 1 per year]}\n"
            "  trial.max_trials: {integer: [1, 3]}\n"
            "  matching.rule: {one_of: [lottery, auction]}\n"
            "design: " +
            design + "\nseeds: " + seeds + "\nmetrics: [needs, validated]\n");
}
