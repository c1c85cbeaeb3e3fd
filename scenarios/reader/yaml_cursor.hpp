// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "scenarios/reader/source_text.hpp"

namespace cultivar {

/// Thrown when the first finding of a scan is written down.
struct ScanStopped {};

/// A position in a YAML text, with the few questions that a scan asks of it. Columns are byte columns from 0.
class YamlCursor {
  protected:
    static constexpr std::size_t npos = std::string_view::npos;

    YamlCursor(const SourceText& source, Diagnostics& diagnostics)
        : source_(source), text_(source.text()), diagnostics_(diagnostics) {}

    /// Writes an error at a byte of the text (npos: about the whole file) and ends the scan.
    [[noreturn]] void found(const char* code, std::string what, std::size_t offset, std::string hint = {}) {
        const sim::Place where = offset == npos ? sim::Place{source_.name(), 0, 0} : source_.place(offset);
        diagnostics_.add(code, std::move(what), where, std::move(hint));
        throw ScanStopped{};
    }

    static bool is_blank(char c) { return c == ' ' || c == '\t'; }
    static bool is_space(char c) { return is_blank(c) || c == '\n'; }
    /// The next character, or one further on; a line feed beyond the end.
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\n';
    }
    [[nodiscard]] long column() const { return static_cast<long>(at_ - line_start_); }
    [[nodiscard]] std::size_t line_end() const {
        const std::size_t end = text_.find('\n', at_);
        return end == npos ? text_.size() : end;
    }
    void end_line() { at_ = std::min(line_end() + 1, text_.size()); }

    const SourceText& source_;
    std::string_view text_;
    Diagnostics& diagnostics_;
    std::size_t at_ = 0;
    std::size_t line_start_ = 0;
};

}  // namespace cultivar
