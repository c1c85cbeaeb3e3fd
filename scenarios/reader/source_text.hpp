// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/reader/document.hpp"

namespace cultivar {

/// The text of an input file: UTF-8 without byte order mark, lines end with LF.
class SourceText {
  public:
    SourceText(std::string name, std::string text);

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::string& text() const { return text_; }
    /// The place of a byte of the text.
    [[nodiscard]] sim::Place place(std::size_t offset) const;
    /// The place of a byte of a line, both counted from 0.
    [[nodiscard]] sim::Place place(std::size_t line, std::size_t byte) const;
    /// A line (counted from 0) without its end; empty beyond the last.
    [[nodiscard]] std::string_view line(std::size_t line) const;
    [[nodiscard]] std::size_t line_count() const { return line_starts_.size(); }

  private:
    std::string name_;
    std::string text_;
    std::vector<std::uint32_t> line_starts_;
};

/// Reads a whole regular file and checks its encoding; what is wrong goes to `diagnostics`. Nothing is read
/// from folders, devices and pipes.
[[nodiscard]] std::optional<SourceText> read_source(const std::filesystem::path& path,
                                                    Diagnostics& diagnostics, const ReadLimits& limits);

/// Checks the encoding of a text: no UTF-16, no binary file, no bytes outside UTF-8, no invisible characters.
[[nodiscard]] std::optional<SourceText> check_source(std::string bytes, const std::string& name,
                                                     Diagnostics& diagnostics, const ReadLimits& limits);

}  // namespace cultivar
