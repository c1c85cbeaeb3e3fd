// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "experiments/results/frame.hpp"
#include "experiments/results/run_record.hpp"

namespace cultivar {

/// An append-only file of finished runs, written by one thread. A run is there as soon as `append` returns,
/// whatever becomes of the program; it survives a loss of power about a second later. Whatever fails throws
/// FileError with exit code 4 and leaves the earlier records as they were.
class Journal {
  public:
    /// Creates a file in the folder under a name that no other process and no other thread has.
    Journal(const std::filesystem::path& folder, const JournalHead& head);
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;
    ~Journal();

    void append(const std::string& id, const RunResult& run);
    /// Brings everything to the disk.
    void sync();

    [[nodiscard]] static bool is_name(const std::string& file_name);

  private:
    void write_frame(FrameKind kind);

    std::filesystem::path path_;
    int file_ = -1;
    std::uint64_t size_ = 0;  ///< of the whole records
    bool synced_ = true;
    std::chrono::steady_clock::time_point last_sync_;
    ByteWriter writer_;
};

/// The whole records of a journal in their order. Reading stops at the first that is cut short or damaged;
/// only a file that cannot be read at all throws FileError.
class JournalReader {
  public:
    explicit JournalReader(const std::filesystem::path& path);
    JournalReader(const JournalReader&) = delete;
    JournalReader& operator=(const JournalReader&) = delete;

    /// Empty layout and no scalars if not even the head is whole.
    [[nodiscard]] const JournalHead& head() const { return head_; }
    [[nodiscard]] std::optional<KeptRun> next();

  private:
    std::string bytes_;
    std::string_view left_;
    JournalHead head_;
};

}  // namespace cultivar
