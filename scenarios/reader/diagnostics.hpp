// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "sim/error.hpp"

namespace cultivar {

/// Collects what is wrong with an input while reading goes on, so that all of it is reported at once. Keeps
/// at most 1,000 errors and counts no further.
class Diagnostics {
  public:
    void add(std::string code, std::string what, sim::Place where, std::string hint = {});
    /// Takes over what another list holds.
    void add(const Diagnostics& other);

    [[nodiscard]] bool empty() const { return errors_.empty(); }
    [[nodiscard]] std::size_t size() const { return errors_.size(); }
    /// In the order of files as first named, then of lines and columns.
    [[nodiscard]] std::vector<sim::Error> errors() const;
    /// Throws sim::InputError with everything found, if anything was found.
    void throw_if_any(int exit_code = 2) const;

  private:
    std::vector<sim::Error> errors_;
};

/// "did you mean 'x'?", or an empty text if nothing known is near to `name`.
[[nodiscard]] std::string did_you_mean(std::string_view name, const std::vector<std::string>& known);

/// "a, b, c" of at most twenty names; more are counted.
[[nodiscard]] std::string list_of(const std::vector<std::string>& names);

/// The hint for a name that is not known: the nearest known name, or all of them.
[[nodiscard]] std::string hint_for(std::string_view name, const std::vector<std::string>& known);

/// A piece of input as it may stand in a message: at most 60 characters, nothing invisible, in single quotes.
[[nodiscard]] std::string in_quotes(std::string_view text);

}  // namespace cultivar
