// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "experiments/results/byte_stream.hpp"

namespace cultivar {

/// What a frame holds.
enum class FrameKind : std::uint32_t { head = 1, run = 2, plan = 3, submission = 4 };

/// One record of a journal or plan: 24 bytes of header (magic, kind, length, checksum), then the payload. The
/// checksum is XXH3-64 of the payload, seeded with kind + 256 × length, so that it covers the header too.
struct Frame {
    FrameKind kind{};
    std::string_view payload;
};

/// Begins a frame in an empty writer; the payload follows.
void open_frame(ByteWriter& writer);
/// Fills in the header once the payload is written.
void close_frame(ByteWriter& writer, FrameKind kind);

/// Takes the frame at the front of the bytes; none if it is cut short or damaged, after which nothing behind
/// it can be trusted.
[[nodiscard]] std::optional<Frame> take_frame(std::string_view& bytes);

/// Ends the frame in a writer and makes it a file of its own in place of an older one, whole or not at all.
void write_frame(const std::filesystem::path& path, ByteWriter& writer, FrameKind kind);

/// Hands the payload of a file that is one frame to `decode`; false if there is no such file. Throws FileError
/// with exit code 2, saying `damaged`, if it is anything else or `decode` refuses it.
[[nodiscard]] bool read_frame(const std::filesystem::path& path, FrameKind kind, const std::string& damaged,
                              const std::function<bool(std::string_view)>& decode);

/// All bytes of a file. Throws FileError with exit code 4.
[[nodiscard]] std::string read_bytes(const std::filesystem::path& path);

}  // namespace cultivar
