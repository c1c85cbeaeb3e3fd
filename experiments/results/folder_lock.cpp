// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/folder_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "experiments/results/atomic_file.hpp"
#include "experiments/results/file_error.hpp"

namespace cultivar {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const char* code, const char* what, int error) {
    throw FileError(path, code, what + std::generic_category().message(error));
}

void make_folder(const std::filesystem::path& folder) {
    if (::mkdir(folder.c_str(), 0777) == 0)
        sync_folder(folder_of(folder));
    else if (errno != EEXIST)
        refuse(folder, "file-create", "cannot make the folder: ", errno);
}

bool locked(int file, const std::filesystem::path& path, Sharing sharing) {
    const int how = (sharing == Sharing::alone ? LOCK_EX : LOCK_SH) | LOCK_NB;
    while (::flock(file, how) != 0) {
        if (errno == EWOULDBLOCK) return false;
        if (errno != EINTR) refuse(path, "file-lock", "cannot lock: ", errno);
    }
    return true;
}

/// Whether the file still has its name: whoever was here before may have removed or moved the folder.
bool in_place(int file, const std::filesystem::path& path) {
    struct stat held {};
    struct stat named {};
    return ::fstat(file, &held) == 0 && ::stat(path.c_str(), &named) == 0 && held.st_ino == named.st_ino &&
           held.st_dev == named.st_dev;
}

}  // namespace

FolderLock::FolderLock(std::filesystem::path path, int file) : path_(std::move(path)), file_(file) {}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(file_, other.file_);
    return *this;
}

FolderLock::~FolderLock() {
    if (file_ >= 0) ::close(file_);
}

std::filesystem::path FolderLock::file_in(const std::filesystem::path& folder) {
    return folder / "lock";
}

std::optional<FolderLock> FolderLock::take(const std::filesystem::path& folder, Sharing sharing, bool make) {
    const std::filesystem::path path = file_in(folder);
    const int create = make ? O_CREAT : 0;
    for (;;) {
        if (make) make_folder(folder);
        const int file = ::open(path.c_str(), create | O_RDWR | O_CLOEXEC, 0666);
        if (file < 0 && errno == ENOENT) {
            if (make) continue;
            return std::nullopt;
        }
        if (file < 0) refuse(path, "file-create", "cannot write here: ", errno);
        FolderLock lock(path, file);
        if (!locked(file, path, sharing)) return std::nullopt;
        if (in_place(file, path)) return lock;
    }
}

bool FolderLock::change(Sharing sharing) {
    return locked(file_, path_, sharing);
}

}  // namespace cultivar
