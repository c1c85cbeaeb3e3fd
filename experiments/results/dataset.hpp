// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace cultivar {

/// The values of a dataset in row order; texts are UTF-8.
using Values = std::variant<std::vector<double>, std::vector<std::int8_t>, std::vector<std::int32_t>,
                            std::vector<std::int64_t>, std::vector<std::uint64_t>, std::vector<std::string>>;

/// A named array of a results file, independent of how it is stored. `dimensions` name the scales that lie in
/// the same group, one for each extent of `shape`; a single value has neither.
struct Dataset {
    std::string path;  ///< "/series/adopters"
    std::vector<std::string> dimensions;
    std::vector<std::uint64_t> shape;
    Values values;
    std::vector<std::pair<std::string, std::string>> attributes;
    bool scale = false;  ///< it is the dimension scale of its own name
};

/// The name of the type of the values: "float64", "int8", "int32", "int64", "uint64" or "text".
[[nodiscard]] std::string type_name(const Values& values);

/// XXH3-128 of a dataset's path, type, shape and values as 32 hex digits. The bytes hashed are the path, a
/// zero byte, the type name, a zero byte, the number of extents and each extent as 64-bit little-endian
/// numbers, then the values: numbers in little-endian order, each text as its length in 64 bits and its
/// bytes.
[[nodiscard]] std::string digest(const Dataset& dataset);

/// XXH3-128 of a text as 32 hex digits, and XXH3-64 as 16.
[[nodiscard]] std::string digest(const std::string& text);
[[nodiscard]] std::string short_digest(const std::string& text);

/// XXH3-64 of bytes under a seed, as a number.
[[nodiscard]] std::uint64_t checksum(std::string_view bytes, std::uint64_t seed);

}  // namespace cultivar
