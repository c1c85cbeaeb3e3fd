// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace cultivar {

/// The file system, or a file that is damaged or of another kind, stood in the way. `exit_code` follows the
/// command line's table: 4 for the file system, 2 for a file that is not what it should be.
class FileError : public std::runtime_error {
  public:
    FileError(const std::filesystem::path& path, const std::string& code, const std::string& what,
              int exit_code = 4)
        : std::runtime_error(path.string() + ": error[" + code + "]: " + what), exit_code_(exit_code) {}

    [[nodiscard]] int exit_code() const { return exit_code_; }

  private:
    int exit_code_;
};

}  // namespace cultivar
