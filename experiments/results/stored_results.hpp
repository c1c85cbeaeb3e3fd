// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "experiments/plan/factor.hpp"
#include "experiments/results/hdf5_reader.hpp"
#include "models/description.hpp"

namespace cultivar {

/// A run as a results file knows it.
struct StoredRun {
    std::string id;
    std::size_t variant = 0;
    std::size_t point = 0;  ///< of a sampled experiment
    std::uint64_t seed = 0;
    bool failed = false;
    std::uint64_t events = 0;
    std::uint64_t fingerprint = 0;
    double seconds = 0.0;  ///< CPU time
};

/// What of a results file is needed to tell whose it is and to run any of its runs again.
struct StoredResults {
    std::filesystem::path file;
    std::string title;
    std::string experiment;  ///< identity, see experiment_identity
    std::string data_digest;
    int result_version = 0;
    std::vector<std::string> variants;
    std::vector<std::string> worlds;  ///< canonical texts, by variant
    std::vector<Factor> factors;      ///< of a sampled experiment
    NumberTable points;               ///< their values (see value_at), a row a point
    std::vector<StoredRun> runs;

    /// "reform/20251107", "p17/7".
    [[nodiscard]] std::string name_of(const StoredRun& run) const;
};

/// Reads a results file of format version 1. Throws FileError with exit code 2 if it is missing, of another
/// kind, of a later version or damaged; datasets are compared with the digests stored beside them.
[[nodiscard]] StoredResults read_results(const std::filesystem::path& path);

/// The world of a stored run, from what the file says of it.
[[nodiscard]] WorldDescription world_of(const StoredResults& results, const StoredRun& run);

/// The identity of the experiment that a file holds results of; empty if it is no results file.
[[nodiscard]] std::string stored_identity(const std::filesystem::path& path);

/// The run that a user means by a row number, an id, or variant/seed or point/seed. Throws sim::InputError that lists some.
[[nodiscard]] const StoredRun& find_run(const StoredResults& results, const std::string& name);

}  // namespace cultivar
