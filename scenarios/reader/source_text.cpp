// SPDX-License-Identifier: Apache-2.0
#include "scenarios/reader/source_text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "scenarios/reader/utf8.hpp"

namespace cultivar {

namespace {

/// A file that is open for reading, closed at the end of the scope.
class OpenFile {
  public:
    // O_NONBLOCK: a pipe without a writer must not hold us up before it is refused.
    explicit OpenFile(const char* path) : descriptor_(::open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {}
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    [[nodiscard]] int descriptor() const { return descriptor_; }

  private:
    int descriptor_;
};

std::string near_file(const std::filesystem::path& path) {
    std::error_code ignored;
    for (const char* folder : {"scenarios", "experiments"}) {
        const auto candidate = std::filesystem::path(folder) / path.filename();
        if (path.has_filename() && std::filesystem::is_regular_file(candidate, ignored))
            return "did you mean '" + candidate.string() + "'?";
    }
    std::vector<std::string> names;
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    for (std::filesystem::directory_iterator at(folder, ignored), end;
         !ignored && at != end && names.size() < 1000; at.increment(ignored))
        names.push_back(at->path().filename().string());
    std::sort(names.begin(), names.end());
    return did_you_mean(path.filename().string(), names);
}

std::string mebibytes(std::uint64_t bytes) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f MiB", static_cast<double>(bytes) / (1 << 20));
    return text.data();
}

std::string size_message(std::uint64_t bytes, std::uint64_t limit) {
    return mebibytes(bytes) + "; limit " + mebibytes(limit);
}

std::optional<std::string> read_bytes(int descriptor, std::uint64_t limit) {
    std::string bytes;
    std::array<char, 1 << 16> buffer{};
    while (bytes.size() <= limit) {
        const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return std::nullopt;
        if (count == 0) break;
        bytes.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return bytes;
}

/// What a text that is not UTF-8 from its first bytes on seems to be; empty if it may be UTF-8.
std::string other_encoding(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.starts_with("\x89HDF\r\n\x1a\n"sv)) return "this is an HDF5 file";
    if (bytes.starts_with("\xFF\xFE\0\0"sv) || bytes.starts_with("\0\0\xFE\xFF"sv))
        return "UTF-32 byte order mark";
    if (bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("\xFE\xFF"sv)) return "UTF-16 byte order mark";
    if (bytes.size() >= 4 && bytes.substr(0, 4).find('\0') != std::string_view::npos &&
        std::any_of(bytes.begin(), bytes.begin() + 4, [](char c) { return c != '\0'; }))
        return "UTF-16 or UTF-32 without a byte order mark, or a binary file";
    return {};
}

std::string with_line_feeds(std::string bytes) {
    std::string text;
    if (bytes.find('\r') == std::string::npos) return bytes;
    text.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] != '\r' || i + 1 == bytes.size() || bytes[i + 1] != '\n') text += bytes[i];
    }
    return text;
}

std::string byte_message(unsigned char byte) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "byte 0x%02X is not UTF-8", byte);
    return text.data();
}

bool check_characters(const SourceText& source, Diagnostics& diagnostics) {
    const std::string& text = source.text();
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint next = decode_utf8(text, at);
        if (!next.valid) {
            diagnostics.add("encoding", byte_message(static_cast<unsigned char>(text[at])), source.place(at),
                            "save the file as UTF-8 (it may be Latin-1 or GBK)");
            return false;
        }
        if (next.value == 0) {
            diagnostics.add("encoding", "NUL byte: this is a binary file", source.place(at));
            return false;
        }
        if (is_invisible(next.value)) {
            diagnostics.add("encoding", "invisible character " + code_point_name(next.value),
                            source.place(at), "remove it");
            return false;
        }
        at += next.length;
    }
    return true;
}

}  // namespace

SourceText::SourceText(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
    line_starts_.push_back(0);
    for (std::size_t i = 0; i < text_.size(); ++i) {
        if (text_[i] == '\n') line_starts_.push_back(static_cast<std::uint32_t>(i + 1));
    }
}

sim::Place SourceText::place(std::size_t offset) const {
    const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    const auto line_number = static_cast<std::size_t>(after - line_starts_.begin()) - 1;
    return place(line_number, offset - line_starts_[line_number]);
}

sim::Place SourceText::place(std::size_t line_number, std::size_t byte) const {
    const std::string_view before = line(line_number).substr(0, byte);
    const auto beyond = static_cast<std::uint32_t>(byte - before.size());
    return {name_, static_cast<std::uint32_t>(line_number) + 1, count_characters(before) + beyond + 1};
}

std::string_view SourceText::line(std::size_t line_number) const {
    if (line_number >= line_starts_.size()) return {};
    const std::size_t start = line_starts_[line_number];
    const std::size_t end =
        line_number + 1 < line_starts_.size() ? line_starts_[line_number + 1] - 1 : text_.size();
    return std::string_view(text_).substr(start, end - start);
}

std::optional<SourceText> read_source(const std::filesystem::path& path, Diagnostics& diagnostics,
                                      const ReadLimits& limits) {
    const std::string name = path.string();
    const sim::Place where{name, 0, 0};
    const auto fail = [&](const char* code, std::string what, std::string hint = {}) {
        diagnostics.add(code, std::move(what), where, std::move(hint));
        return std::nullopt;
    };
    if (name.find('\0') != std::string::npos) return fail("file-missing", "no such file");
    // Look before opening: opening a device can act on it.
    struct stat status {};
    if (::stat(name.c_str(), &status) != 0) {
        if (errno == EACCES) return fail("file-open", "permission denied");
        return fail("file-missing", "no such file", near_file(path));
    }
    if (!S_ISREG(status.st_mode)) return fail("file-kind", "not a regular file");
    const OpenFile file(name.c_str());
    if (file.descriptor() < 0) return fail("file-open", std::generic_category().message(errno));
    if (::fstat(file.descriptor(), &status) != 0 || !S_ISREG(status.st_mode))
        return fail("file-kind", "not a regular file");
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > limits.file_bytes) return fail("limit-size", size_message(size, limits.file_bytes));
    std::optional<std::string> bytes = read_bytes(file.descriptor(), limits.file_bytes);
    if (!bytes) return fail("file-open", "cannot be read: " + std::generic_category().message(errno));
    return check_source(std::move(*bytes), name, diagnostics, limits);
}

std::optional<SourceText> check_source(std::string bytes, const std::string& name, Diagnostics& diagnostics,
                                       const ReadLimits& limits) {
    if (bytes.size() > limits.file_bytes) {
        diagnostics.add("limit-size", size_message(bytes.size(), limits.file_bytes), {name, 0, 0});
        return std::nullopt;
    }
    if (const std::string other = other_encoding(bytes); !other.empty()) {
        const bool result_file = other.find("HDF5") != std::string::npos;
        diagnostics.add("encoding", other, {name, 1, 1},
                        result_file ? "a results file cannot be read as input" : "save the file as UTF-8");
        return std::nullopt;
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
    SourceText source(name, with_line_feeds(std::move(bytes)));
    if (!check_characters(source, diagnostics)) return std::nullopt;
    return source;
}

}  // namespace cultivar
