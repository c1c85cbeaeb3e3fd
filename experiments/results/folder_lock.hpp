// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

namespace cultivar {

/// How a process works in a folder of runs: with nobody beside it, or beside others that run other shards.
enum class Sharing { alone, shared };

/// The lock of a folder, which the system gives back when the process ends, however it ends. Throws FileError
/// with exit code 4 if the folder cannot be locked at all.
class FolderLock {
  public:
    /// Takes the lock, making folder and lock file if `make`; none if others hold it or there is no folder.
    [[nodiscard]] static std::optional<FolderLock> take(const std::filesystem::path& folder, Sharing sharing,
                                                        bool make = true);
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&& other) noexcept;
    ~FolderLock();

    /// Takes the lock anew in the other way. If others hold it, false, and it is lost. Of several that share
    /// it and all ask to be alone, the last one is.
    [[nodiscard]] bool change(Sharing sharing);

    [[nodiscard]] static std::filesystem::path file_in(const std::filesystem::path& folder);

  private:
    FolderLock(std::filesystem::path path, int file);

    std::filesystem::path path_;
    int file_;
};

}  // namespace cultivar
