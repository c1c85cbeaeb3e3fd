// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "experiments/plan/run_block.hpp"
#include "experiments/plan/sampling.hpp"
#include "models/description.hpp"

namespace cultivar {

/// Raised whenever the same input gives other numbers than before; part of every run's identity.
inline constexpr int result_version = 2;

/// The kind of an experiment that is sampled.
inline constexpr const char* sampled_kind = "sensitivity";

/// One named set of values: the world as it stands under them.
struct Variant {
    std::string name;
    WorldDescription world;
    std::string text;  ///< canonical text of `world`, from which it can be read again
};

/// One question, resolved: everything that determines its runs. The first variant is the baseline. A world
/// file by itself is an experiment with one variant; a sampled experiment has one too, which its points vary.
struct Experiment {
    std::string kind;  ///< "world", "compare" or "sensitivity"
    std::string name;  ///< stem of the file
    std::string title;
    std::string source;  ///< the file, word for word
    std::vector<Variant> variants;
    std::vector<std::uint64_t> seeds;  ///< shared by all arms
    std::vector<std::string> shown;    ///< metrics that the printed table is limited to; empty: the usual
                                       ///< ones. A sampled experiment keeps no others
    std::optional<Sampling> sampling;  ///< of a sampled experiment
    RunBlock run_block;                ///< how they are sent to a cluster
    std::vector<std::filesystem::path> inputs;  ///< every file named by the user
    std::vector<std::string> notes;             ///< what a user may have overlooked, one sentence each
};

/// One run of an experiment. Its arm is one of the variants, or one of the points of a sampled experiment.
struct PlannedRun {
    std::size_t arm = 0;
    std::uint64_t seed = 0;
};

/// How many arms there are, what one is called, and the world that it runs.
[[nodiscard]] std::size_t arm_count(const Experiment& experiment);
[[nodiscard]] std::string arm_name(const Experiment& experiment, std::size_t arm);
[[nodiscard]] WorldDescription world_of(const Experiment& experiment, std::size_t arm);
/// What the point of a sampled experiment is called: "p17".
[[nodiscard]] std::string point_name(std::size_t point);

/// "reform/20251107", "p17/7".
[[nodiscard]] std::string run_name(const Experiment& experiment, const PlannedRun& run);

/// All runs in the order of the results: the first arm under every seed, then the second, …; then each
/// replicated point of a sampled experiment under its further seeds.
[[nodiscard]] std::vector<PlannedRun> planned_runs(const Experiment& experiment);

/// The order in which they are run, as rows of the above: every arm gets its k-th seed before any gets its
/// next, so that an interrupted sweep is even.
[[nodiscard]] std::vector<std::size_t> breadth_first(const Experiment& experiment);

/// 16 hex digits made from all that determines a run: its arm's world, its seed and the result version. Two
/// points at which all factors are the same have the same runs.
[[nodiscard]] std::string run_identity(const Experiment& experiment, const PlannedRun& run);
/// Those of all runs, in the order of `planned_runs`.
[[nodiscard]] std::vector<std::string> run_identities(const Experiment& experiment);

/// 32 hex digits made from kind, variants, factors, method and result version: two results of one experiment
/// share it, whatever their seeds and the number of points.
[[nodiscard]] std::string experiment_identity(const Experiment& experiment);

}  // namespace cultivar
