// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiments/runner/shard.hpp"

namespace cultivar {

/// Every value that was given to an option, as text.
using Given = std::vector<std::string>;

/// Throws sim::InputError with code and place "cli".
[[noreturn]] void refuse_arguments(const std::string& what, const std::string& hint = {});

/// The value of an option that is given at most once.
[[nodiscard]] std::optional<std::string> once(const Given& given, const std::string& option);

/// The same as a whole number from `low` to `high`, not negative.
[[nodiscard]] std::optional<std::uint64_t> whole(const Given& given, const std::string& option,
                                                 std::int64_t low, std::int64_t high);

/// "2/3", the second of three parts.
[[nodiscard]] std::optional<Shard> shard_of(const Given& given);

/// A word as a shell takes it: in quotes where it holds more than letters, digits and what is harmless.
[[nodiscard]] std::string shell_word(const std::string& word);

/// A hint for an option that does not exist. Letters left out are likelier than letters changed: "--sed" is
/// rather "--seeds" than "--set".
[[nodiscard]] std::string option_hint(const std::string& word, const std::vector<std::string>& names);

}  // namespace cultivar
