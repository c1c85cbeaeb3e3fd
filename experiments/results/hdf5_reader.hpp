// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "experiments/results/dataset.hpp"

namespace cultivar {

/// A two-dimensional dataset, row after row.
struct NumberTable {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<double> cells;
};

/// Reads what Hdf5Writer wrote, trusting nothing: links and storage outside the file, other types, ranks and
/// sizes than expected, and values that differ from their digest throw FileError with exit code 2.
class Hdf5Reader {
  public:
    explicit Hdf5Reader(const std::filesystem::path& path);
    Hdf5Reader(const Hdf5Reader&) = delete;
    Hdf5Reader& operator=(const Hdf5Reader&) = delete;
    ~Hdf5Reader();

    /// Attributes of the file.
    [[nodiscard]] bool has(const std::string& attribute) const;
    [[nodiscard]] std::string text_attribute(const std::string& name) const;
    [[nodiscard]] std::vector<std::int32_t> number_attribute(const std::string& name) const;

    /// One-dimensional datasets.
    [[nodiscard]] std::vector<std::string> texts(const std::string& path) const;
    [[nodiscard]] std::vector<std::int8_t> bytes(const std::string& path) const;
    [[nodiscard]] std::vector<std::int32_t> numbers(const std::string& path) const;
    [[nodiscard]] std::vector<double> reals(const std::string& path) const;
    [[nodiscard]] std::vector<std::uint64_t> whole_numbers(const std::string& path) const;

    /// A two-dimensional dataset.
    [[nodiscard]] NumberTable table(const std::string& path) const;

  private:
    class Store;
    std::unique_ptr<Store> store_;
};

}  // namespace cultivar
