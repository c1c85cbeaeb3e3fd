// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/journal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <string_view>
#include <system_error>

#include "experiments/results/atomic_file.hpp"
#include "experiments/results/file_error.hpp"
#include "experiments/results/frame.hpp"

namespace cultivar {

namespace {

constexpr std::chrono::seconds between_syncs{1};
constexpr std::string_view extension = ".journal";

[[noreturn]] void refuse(const std::filesystem::path& path, const char* code, const char* what, int error) {
    throw FileError(path, code, what + std::generic_category().message(error));
}

/// Letters, digits and dashes of the host's name: several hosts may share the folder.
std::string owner() {
    std::array<char, 256> name{};
    std::string text = ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
    std::erase_if(text, [](unsigned char c) { return c >= 0x80 || (std::isalnum(c) == 0 && c != '-'); });
    return text + '-' + std::to_string(::getpid()) + '-';
}

}  // namespace

Journal::Journal(const std::filesystem::path& folder, const JournalHead& head)
    : last_sync_(std::chrono::steady_clock::now()) {
    const std::string name = owner();
    for (int number = 1; file_ < 0; ++number) {
        path_ = folder / (name + std::to_string(number) + std::string(extension));
        file_ = ::open(path_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_APPEND | O_CLOEXEC, 0666);
        if (file_ < 0 && errno != EEXIST) refuse(path_, "file-create", "cannot write here: ", errno);
    }
    try {
        open_frame(writer_);
        encode(writer_, head);
        write_frame(FrameKind::head);
        sync_folder(folder);
    } catch (...) {
        ::close(file_);
        throw;
    }
}

Journal::~Journal() {
    if (!synced_) (void)::fdatasync(file_);
    ::close(file_);
}

void Journal::append(const std::string& id, const RunResult& run) {
    open_frame(writer_);
    encode(writer_, id, run);
    write_frame(FrameKind::run);
    if (std::chrono::steady_clock::now() - last_sync_ >= between_syncs) sync();
}

void Journal::write_frame(FrameKind kind) {
    close_frame(writer_, kind);
    synced_ = false;
    if (const int error = write_all(file_, writer_.bytes()); error != 0) {
        // Without this the reader drops the torn record itself.
        if (::ftruncate(file_, static_cast<off_t>(size_)) != 0) errno = error;
        refuse(path_, "file-write", "cannot write: ", error);
    }
    size_ += writer_.bytes().size();
}

void Journal::sync() {
    if (synced_) return;
    last_sync_ = std::chrono::steady_clock::now();
    if (::fdatasync(file_) != 0 && errno != EINVAL) refuse(path_, "file-sync", "cannot write: ", errno);
    synced_ = true;
}

bool Journal::is_name(const std::string& file_name) {
    return file_name.ends_with(extension) && !file_name.starts_with('.');
}

JournalReader::JournalReader(const std::filesystem::path& path) : bytes_(read_bytes(path)), left_(bytes_) {
    const std::optional<Frame> frame = take_frame(left_);
    if (frame && frame->kind == FrameKind::head && decode(frame->payload, head_)) return;
    head_ = {};
    left_ = {};
}

std::optional<KeptRun> JournalReader::next() {
    const std::optional<Frame> frame = take_frame(left_);
    KeptRun kept;
    if (frame && frame->kind == FrameKind::run && decode(frame->payload, kept)) return kept;
    left_ = {};
    return std::nullopt;
}

}  // namespace cultivar
