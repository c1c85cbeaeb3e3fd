// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "experiments/results/dataset.hpp"

namespace cultivar {

/// Makes an HDF5 file out of datasets, in memory (HDF5 does not survive a full disk): chunks of at most 1 MiB
/// with shuffle, deflate 1 and Fletcher-32, object times off, dimension scales as netCDF-4 has them. Each
/// dataset gets its digest as the attribute `digest`. Throws FileError that names the file and the cause.
class Hdf5Writer {
  public:
    explicit Hdf5Writer(const std::filesystem::path& path);
    Hdf5Writer(const Hdf5Writer&) = delete;
    Hdf5Writer& operator=(const Hdf5Writer&) = delete;
    ~Hdf5Writer();

    /// Adds a dataset and makes its group; scales must come before the datasets that they measure.
    /// `in_digest` says whether it counts for the file's data digest.
    void add(const Dataset& dataset, bool in_digest = true);
    /// Sets a text or a pair of whole numbers on a group ("/" for the file).
    void attribute(const std::string& group, const std::string& name, const std::string& text);
    void attribute(const std::string& group, const std::string& name,
                   const std::vector<std::int32_t>& numbers);
    /// XXH3-128 of the lines "path digest\n" of all datasets that count, in order of path, as 32 hex digits.
    [[nodiscard]] std::string data_digest() const;
    /// The bytes of the file; nothing can be added any more.
    [[nodiscard]] std::vector<char> finish();

  private:
    class Store;
    std::unique_ptr<Store> store_;
    std::map<std::string, std::string> digests_;
};

}  // namespace cultivar
