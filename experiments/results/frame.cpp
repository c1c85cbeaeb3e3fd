// SPDX-License-Identifier: Apache-2.0
#include "experiments/results/frame.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "experiments/results/atomic_file.hpp"
#include "experiments/results/dataset.hpp"
#include "experiments/results/file_error.hpp"

namespace cultivar {

namespace {

constexpr std::uint32_t magic = 0x4a4c5543;  // "CULJ"
constexpr std::size_t header_size = 24;
constexpr std::size_t kind_at = 4;
constexpr std::size_t length_at = 8;
constexpr std::size_t checksum_at = 16;

std::uint64_t checksum_of(std::uint32_t kind, std::string_view payload) {
    return checksum(payload, kind + 256 * std::uint64_t{payload.size()});
}

}  // namespace

void open_frame(ByteWriter& writer) {
    writer.clear();
    writer.add(magic);
    writer.add(std::uint32_t{0});
    writer.add(std::uint64_t{0});
    writer.add(std::uint64_t{0});
}

void close_frame(ByteWriter& writer, FrameKind kind) {
    const auto number = static_cast<std::uint32_t>(kind);
    const std::string_view payload = std::string_view(writer.bytes()).substr(header_size);
    writer.put(kind_at, number);
    writer.put(length_at, std::uint64_t{payload.size()});
    writer.put(checksum_at, checksum_of(number, payload));
}

std::optional<Frame> take_frame(std::string_view& bytes) {
    ByteReader reader(bytes.substr(0, header_size));
    std::uint32_t found = 0, kind = 0;
    std::uint64_t length = 0, sum = 0;
    reader.take(found);
    reader.take(kind);
    reader.take(length);
    reader.take(sum);
    if (reader.failed() || found != magic || length > bytes.size() - header_size) return std::nullopt;
    const std::string_view payload = bytes.substr(header_size, length);
    if (checksum_of(kind, payload) != sum) return std::nullopt;
    bytes.remove_prefix(header_size + length);
    return Frame{static_cast<FrameKind>(kind), payload};
}

void write_frame(const std::filesystem::path& path, ByteWriter& writer, FrameKind kind) {
    close_frame(writer, kind);
    AtomicFile file(path);
    file.write({writer.bytes().begin(), writer.bytes().end()});
    file.commit();
}

bool read_frame(const std::filesystem::path& path, FrameKind kind, const std::string& damaged,
                const std::function<bool(std::string_view)>& decode) {
    std::error_code error;
    if (std::filesystem::status(path, error).type() == std::filesystem::file_type::not_found) return false;
    const std::string bytes = read_bytes(path);
    std::string_view left = bytes;
    const std::optional<Frame> frame = take_frame(left);
    if (!frame || frame->kind != kind || !left.empty() || !decode(frame->payload))
        throw FileError(path, "results", damaged, 2);
    return true;
}

std::string read_bytes(const std::filesystem::path& path) {
    const auto refuse = [&](int error) {
        throw FileError(path, "file-read", "cannot read: " + std::generic_category().message(error));
    };
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) refuse(errno);
    std::string bytes;
    struct stat status {};
    if (::fstat(file, &status) == 0) bytes.resize(static_cast<std::size_t>(status.st_size));
    std::size_t filled = 0;
    ssize_t count = 0;
    do {
        count = ::read(file, bytes.data() + filled, bytes.size() - filled);
        if (count > 0) filled += static_cast<std::size_t>(count);
    } while (count > 0 || (count < 0 && errno == EINTR));
    const int error = errno;
    ::close(file);
    if (count < 0) refuse(error);
    bytes.resize(filled);
    return bytes;
}

}  // namespace cultivar
