// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace cultivar {

/// A file that appears under its name whole or not at all: it is written under a hidden temporary name in the
/// same folder, which is made if need be. Throws FileError with exit code 4.
class AtomicFile {
  public:
    explicit AtomicFile(std::filesystem::path path);
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    /// Removes the temporary file unless it was committed.
    ~AtomicFile();

    /// Fills the temporary file.
    void write(const std::vector<char>& bytes);
    /// Syncs the temporary file, gives it its name in place of any older file, and syncs the folder.
    void commit();

  private:
    std::filesystem::path path_;
    std::filesystem::path temporary_;
    bool committed_ = false;
};

/// Writes all bytes to an open file, in as many goes as it takes; 0, or the error number of the one that failed.
[[nodiscard]] int write_all(int file, std::string_view bytes);

/// The folder a file lies in, "." for a bare name.
[[nodiscard]] std::filesystem::path folder_of(const std::filesystem::path& file);

/// Brings the names in a folder to the disk. Throws FileError.
void sync_folder(const std::filesystem::path& folder);

/// Removes what killed programs left behind of a file: its temporary files. Only for who has the file to
/// itself.
void remove_leftovers(const std::filesystem::path& path);

/// Moves a file or folder aside to the first free of "X.1", "X.2", … and says which.
std::filesystem::path move_aside(const std::filesystem::path& path);

}  // namespace cultivar
