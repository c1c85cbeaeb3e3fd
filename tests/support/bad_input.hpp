// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "scenarios/reader/document.hpp"
#include "scenarios/reader/world_file.hpp"
#include "sim/error.hpp"

namespace cultivar::test {

/// What one wrong input must be answered with; line and column 0: the whole file.
struct Answer {
    std::string code;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

inline std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The text of a small world that holds nothing but itself.
inline std::string two_regions() {
    return read_file(CULTIVAR_SOURCE_DIR "/tests/support/worlds/two_regions.yaml");
}

inline void write_file(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

/// An empty folder for a test, removed at its end.
class Folder {
  public:
    explicit Folder(const std::string& name)
        : path_(std::filesystem::temp_directory_path() / ("cultivar-test-" + name)) {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// The text with the one place where `from` stands replaced.
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, from);
    return text.replace(at, from.size(), to);
}

/// Line and column of a byte, counted from 1; columns count characters: continuation bytes do not count.
inline Answer answer_at(const std::string& code, const std::string& text, std::size_t offset) {
    Answer answer{code, 1, 1};
    for (std::size_t i = 0; i < offset; ++i) {
        if (text[i] == '\n') {
            ++answer.line;
            answer.column = 1;
        } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
            ++answer.column;
        }
    }
    return answer;
}

#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(__clang__)
inline constexpr double most_seconds = 1.0;
#else
inline constexpr double most_seconds = 20.0;  // builds that check themselves
#endif

/// The errors of a reading, which must come within a second of processor time with exit code 2.
inline std::vector<sim::Error> errors_of(const std::function<void()>& reading) {
    const std::clock_t begin = std::clock();
    std::vector<sim::Error> errors;
    try {
        reading();
    } catch (const sim::InputError& error) {
        CHECK(error.exit_code() == 2);
        errors = error.errors();
    }
    CHECK(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC < most_seconds);
    return errors;
}

inline std::vector<sim::Error> errors_of_document(const std::string& text) {
    return errors_of([&] {
        Diagnostics diagnostics;
        const auto top = parse_document(text, "W", diagnostics);
        diagnostics.throw_if_any();
    });
}

/// One error, this one, and nothing else.
inline void check_one(const std::string& name, const std::vector<sim::Error>& errors,
                      const Answer& expected) {
    CAPTURE(name);
    for (const sim::Error& error : errors) INFO(sim::format(error));
    REQUIRE(errors.size() == 1);
    INFO(sim::format(errors.front()));
    CHECK(errors.front().code == expected.code);
    CHECK(errors.front().where.line == expected.line);
    CHECK(errors.front().where.column == expected.column);
    CHECK(errors.front().what.size() < 300);
}

}  // namespace cultivar::test
