// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/atomic_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "experiments/results/file_error.hpp"

namespace cultivar {

namespace {

constexpr std::string_view temporary_end = ".tmp";

std::string cause(int error) {
    return std::generic_category().message(error);
}

void sync(const std::filesystem::path& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC);
    if (file < 0) throw FileError(path, "file-sync", cause(errno));
    const bool failed = ::fsync(file) != 0 && errno != EINVAL;
    const int error = errno;
    ::close(file);
    if (failed) throw FileError(path, "file-sync", cause(error));
}

}  // namespace

int write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(file, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return count == 0 ? EIO : errno;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

AtomicFile::AtomicFile(std::filesystem::path path)
    : path_(std::move(path)),
      temporary_(folder_of(path_) / ('.' + path_.filename().string() + '.' + std::to_string(::getpid()) +
                                     std::string(temporary_end))) {
    std::error_code error;
    std::filesystem::create_directories(folder_of(path_), error);
    if (error) throw FileError(folder_of(path_), "file-create", "cannot make the folder: " + error.message());
    const int file = ::open(temporary_.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0666);
    if (file < 0) throw FileError(path_, "file-create", "cannot write here: " + cause(errno));
    ::close(file);
}

AtomicFile::~AtomicFile() {
    std::error_code ignored;
    if (!committed_) std::filesystem::remove(temporary_, ignored);
}

void AtomicFile::write(const std::vector<char>& bytes) {
    const int file = ::open(temporary_.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0666);
    if (file < 0) throw FileError(path_, "file-create", "cannot write here: " + cause(errno));
    if (const int error = write_all(file, {bytes.data(), bytes.size()}); error != 0) {
        ::close(file);
        throw FileError(path_, "file-write", "cannot write: " + cause(error));
    }
    if (::close(file) != 0) throw FileError(path_, "file-write", "cannot write: " + cause(errno));
}

void AtomicFile::commit() {
    sync(temporary_, O_RDWR);
    std::error_code error;
    std::filesystem::rename(temporary_, path_, error);
    if (error) throw FileError(path_, "file-rename", error.message());
    committed_ = true;
    sync_folder(folder_of(path_));
}

void sync_folder(const std::filesystem::path& folder) {
    sync(folder, O_RDONLY | O_DIRECTORY);
}

void remove_leftovers(const std::filesystem::path& path) {
    const std::string begin = '.' + path.filename().string() + '.';
    std::error_code error;
    std::vector<std::filesystem::path> found;
    for (std::filesystem::directory_iterator entry(folder_of(path), error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (!name.starts_with(begin) || !name.ends_with(temporary_end)) continue;
        const std::string between =
            name.substr(begin.size(), name.size() - begin.size() - temporary_end.size());
        if (between.find_first_not_of("0123456789") == std::string::npos) found.push_back(entry->path());
    }
    for (const std::filesystem::path& leftover : found) (void)::unlink(leftover.c_str());
}

std::filesystem::path move_aside(const std::filesystem::path& path) {
    for (int number = 1;; ++number) {
        const std::filesystem::path aside = path.string() + '.' + std::to_string(number);
        if (std::filesystem::exists(std::filesystem::symlink_status(aside))) continue;
        std::error_code error;
        std::filesystem::rename(path, aside, error);
        if (error) throw FileError(path, "file-rename", error.message());
        return aside;
    }
}

}  // namespace cultivar
