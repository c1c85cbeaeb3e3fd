// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/reader/yaml_cursor.hpp"

namespace cultivar {

/// A cursor that keeps the brackets that are open around it and the number of values passed.
class YamlFlow : protected YamlCursor {
  protected:
    YamlFlow(const SourceText& source, Diagnostics& diagnostics, const ReadLimits& limits)
        : YamlCursor(source, diagnostics), limits_(limits) {}

    [[nodiscard]] bool in_flow() const { return !brackets_.empty(); }
    [[nodiscard]] bool in_flow_map() const { return in_flow() && brackets_.back().opening == '{'; }

    void count_token(std::size_t offset) {
        if (++tokens_ > limits_.nodes)
            found("limit-nodes", "more than " + std::to_string(limits_.nodes) + " values", offset);
    }

    void open() {
        count_token(at_);
        brackets_.push_back({peek(), at_});
        if (brackets_.size() > limits_.depth)
            found("limit-depth", "nested deeper than " + std::to_string(limits_.depth), at_);
        ++at_;
        at_entry_ = true;
        after_comma_ = npos;
    }

    void close() {
        const char c = peek();
        const char opening = c == ']' ? '[' : '{';
        if (brackets_.empty()) found("syntax", std::string("'") + c + "' without '" + opening + "'", at_);
        if (brackets_.back().opening != opening) {
            report_unclosed(brackets_.back());
            throw ScanStopped{};
        }
        if (after_comma_ != npos) found("syntax", std::string("nothing between ',' and '") + c + "'", at_);
        brackets_.pop_back();
        ++at_;
        at_entry_ = false;
    }

    void comma() {
        if (at_entry_) found("syntax", "nothing before ','", at_);
        after_comma_ = at_++;
        at_entry_ = true;
    }

    /// At the end of the text: every bracket that is still open is an error.
    void check_closed() {
        for (std::size_t i = brackets_.size(); i-- > 0;) report_unclosed(brackets_[i]);
        if (in_flow()) throw ScanStopped{};
    }

    const ReadLimits& limits_;
    std::uint64_t tokens_ = 0;
    bool at_entry_ = false;           ///< right after '[', '{' or ','
    std::size_t after_comma_ = npos;  ///< the comma after which nothing came yet

  private:
    struct Bracket {
        char opening;
        std::size_t offset;
    };

    void report_unclosed(const Bracket& bracket) {
        diagnostics_.add("unclosed", std::string("'") + bracket.opening + "' opened here is never closed",
                         source_.place(bracket.offset));
    }

    std::vector<Bracket> brackets_;
};

}  // namespace cultivar
