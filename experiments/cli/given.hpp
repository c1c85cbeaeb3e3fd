// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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

/// A hint for an option that does not exist. Letters left out are likelier than letters changed: "--sed" is
/// rather "--seeds" than "--set".
[[nodiscard]] std::string option_hint(const std::string& word, const std::vector<std::string>& names);

}  // namespace cultivar
