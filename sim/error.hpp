// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cultivar::sim {

/// A place in an input file; line and column count from 1, 0 means that the place is unknown.
struct Place {
    std::string file;
    std::uint32_t line = 0;
    std::uint32_t column = 0;

    friend bool operator==(const Place&, const Place&) = default;
};

/// One thing wrong with an input: a stable code, what was found and expected, and at most one hint.
struct Error {
    std::string code;
    std::string what;
    Place where;
    std::string hint;

    friend bool operator==(const Error&, const Error&) = default;
};

/// "file:line:column: error[code]: what — hint"; parts that are unknown are left out.
[[nodiscard]] std::string format(const Error& error);

/// All that is wrong with an input, thrown once after everything was looked at. `exit_code` follows the
/// command line's table: 2 bad input, 3 refused as too large, 4 file system, 5 stopped by the model.
class InputError : public std::runtime_error {
  public:
    explicit InputError(std::vector<Error> errors, int exit_code = 2);

    [[nodiscard]] const std::vector<Error>& errors() const { return errors_; }
    [[nodiscard]] int exit_code() const { return exit_code_; }

  private:
    std::vector<Error> errors_;
    int exit_code_;
};

/// The name in `known` nearest to `name` by edit distance (case ignored), if it is near enough to be a slip
/// of the hand (at most a third of its length, transpositions count once); empty otherwise.
[[nodiscard]] std::string nearest(std::string_view name, const std::vector<std::string>& known);

}  // namespace cultivar::sim
