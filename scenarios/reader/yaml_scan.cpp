// SPDX-License-Identifier: Apache-2.0
#include "scenarios/reader/yaml_scan.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "scenarios/reader/yaml_flow.hpp"

namespace cultivar {

namespace {

/// Walks over the tokens of the text.
class Scanner : private YamlFlow {
  public:
    Scanner(const SourceText& source, Diagnostics& diagnostics, const ReadLimits& limits)
        : YamlFlow(source, diagnostics, limits) {}

    void scan() {
        while (at_ < text_.size()) line();
        check_closed();
        if (tokens_ == 0)
            found("empty", text_.empty() ? "the file is empty" : "the file holds only comments", npos);
    }

  private:
    /// One line, or several where a scalar spans them.
    void line() {
        line_start_ = at_;
        std::size_t tab = npos;
        while (is_blank(peek())) {
            if (peek() == '\t' && tab == npos) tab = at_;
            ++at_;
        }
        if (peek() == '\n' || peek() == '#') return end_line();
        if (tab != npos && !in_flow()) found("tab", "tab used to indent; use spaces", tab);
        if (!in_flow() && document_mark()) return;
        at_start_ = !in_flow();
        dashes_ = 0;
        while (at_ < text_.size() && peek() != '\n') {
            if (is_blank(peek())) {
                ++at_;
            } else if (peek() == '#' && is_blank(text_[at_ - 1])) {
                break;
            } else {
                token();
            }
        }
        end_line();
    }

    /// "---" and "..." at the start of a line.
    bool document_mark() {
        const std::string_view three = text_.substr(at_, 3);
        if (column() != 0 || !is_space(peek(3)) || (three != "---" && three != "...")) return false;
        if (three == "---" && tokens_ > 0)
            found("syntax", "a second document starts here; expected one", at_);
        at_ += 3;
        const std::size_t rest = text_.find_first_not_of(" \t", at_);
        if (rest != npos && text_[rest] != '\n' && text_[rest] != '#')
            found("syntax", "write the document on the lines after this mark", rest);
        if (three == "...") ended_ = true;
        end_line();
        return true;
    }

    void token() {
        const char c = peek();
        if (ended_) found("syntax", "text after the end of the document", at_);
        if (c == '[' || c == '{') {
            at_start_ = false;
            return open();
        }
        if (c == ']' || c == '}') {
            pending_value_ = false;
            return close();
        }
        if (c == ',' && in_flow()) return comma();
        if (c == ',') found("syntax", "a value cannot start with ','; quote it", at_);
        if (c == ':' && (is_space(peek(1)) || (in_flow() && !at_entry_))) return colon();
        if (c == '-' && is_space(peek(1)) && !in_flow()) return dash();
        if (c == '?' && is_space(peek(1)))
            found("key", "a key must be plain text; '?' is not supported", at_);
        if (c == '!') found("tag", "tags are not supported; quote text that starts with '!'", at_);
        if (c == '%' && column() == 0)
            found("syntax", "directives are not supported; quote a value with '%'", at_);
        if (c == '@' || c == '`' || c == '%')
            found("syntax", std::string("quote a value that starts with '") + c + "'", at_);
        if (c == '&' || c == '*') return anchor_or_alias();
        if (c == '"' || c == '\'') return quoted_scalar(c);
        if ((c == '|' || c == '>') && !in_flow()) return block_scalar();
        plain_scalar();
    }

    void colon() {
        if (at_start_ || (at_entry_ && in_flow())) found("key", "':' without a key before it", at_);
        ++at_;
        pending_value_ = true;
        at_entry_ = false;
    }

    void dash() {
        count_token(at_);
        if (++dashes_ > limits_.depth)
            found("limit-depth", "nested deeper than " + std::to_string(limits_.depth), at_);
        parent_column_ = column();
        pending_value_ = true;
        ++at_;
    }

    void anchor_or_alias() {
        const bool alias = peek() == '*';
        const std::size_t begin = at_++;
        while (!is_space(peek()) && std::string_view("[]{},").find(peek()) == npos) ++at_;
        if (at_ == begin + 1)
            found("syntax", std::string("quote a value that starts with '") + text_[begin] + "'", begin);
        if (!alias) return;
        value_seen(begin);
        pending_value_ = false;
    }

    /// Notes that a scalar or alias stands here.
    void value_seen(std::size_t begin) {
        count_token(begin);
        if (at_ - begin > limits_.scalar_bytes)
            found("limit-scalar", "a text of more than " + std::to_string(limits_.scalar_bytes) + " bytes",
                  begin);
        at_entry_ = false;
        after_comma_ = npos;
        at_start_ = false;
    }

    void quoted_scalar(char quote) {
        const std::size_t begin = at_;
        const long begin_column = column();
        for (++at_; at_ < text_.size(); ++at_) {
            if (quote == '"' && text_[at_] == '\\') {
                ++at_;
            } else if (text_[at_] == quote) {
                if (quote == '"' || peek(1) != '\'') break;
                ++at_;
            } else if (text_[at_] == '\n') {
                line_start_ = at_ + 1;
            }
        }
        if (at_ >= text_.size())
            found("unclosed", std::string("quote ") + quote + " opened here is never closed", begin);
        ++at_;
        value_seen(begin);
        after_scalar(begin, begin_column, text_.substr(begin, at_ - begin));
    }

    void plain_scalar() {
        const std::size_t begin = at_;
        const long begin_column = column();
        const bool key_place = at_entry_ && in_flow_map();
        for (++at_; peek() != '\n'; ++at_) {
            const char c = peek();
            if (c == '#' && is_blank(text_[at_ - 1])) break;
            if (c == ':' &&
                (is_space(peek(1)) || (in_flow() && std::string_view(",[]{}").find(peek(1)) != npos)))
                break;
            if (in_flow() && std::string_view(",[]{}").find(c) != npos) break;
        }
        value_seen(begin);
        const std::string_view written = text_.substr(begin, at_ - begin);
        const std::size_t colon_at = written.find(':');
        if (key_place && peek() != ':' && colon_at != npos)
            found("syntax", "missing space after ':'", begin + colon_at);
        if (key_place && (peek() == ',' || peek() == '}'))
            found("syntax", "expected 'key: value'", begin, "a text that holds a comma needs quotes here");
        after_scalar(begin, begin_column, written);
    }

    /// Decides whether a scalar was a key, a value, or a line that lacks its colon.
    void after_scalar(std::size_t begin, long begin_column, std::string_view written) {
        if (in_flow()) return;
        while (is_blank(peek())) ++at_;
        if (peek() == ':' && is_space(peek(1))) {
            parent_column_ = begin_column;
            has_key_ = true;
            return;
        }
        if (!pending_value_ || begin_column <= parent_column_) lonely(begin, written);
        pending_value_ = false;
        if (written[0] != '"' && written[0] != '\'') skip_continuation();
    }

    /// A scalar at the start of a line that is neither key nor value.
    void lonely(std::size_t begin, std::string_view written) {
        const std::size_t colon_at = written.find(':');
        const bool word_before =
            colon_at != npos && written.substr(0, colon_at).find(' ') == npos && colon_at > 0;
        if (word_before && colon_at + 1 < written.size())
            found("syntax", "missing space after ':'", begin + colon_at);
        if (has_key_) found("syntax", "expected 'key: value'", begin);
        lonely_at_ = begin;
    }

    /// The further lines of a plain scalar: those indented more than what holds it.
    void skip_continuation() {
        for (;;) {
            if (peek() != '\n') return;
            std::size_t next = line_end() + 1;
            std::size_t start = next;
            while (next < text_.size() && (is_blank(text_[next]) || text_[next] == '\n')) {
                if (text_[next] == '\n') start = next + 1;
                ++next;
            }
            if (next >= text_.size() || text_[next] == '#') return;
            if (static_cast<long>(next - start) <= parent_column_) return;
            if (text_.substr(start, next - start).find('\t') != npos)
                found("tab", "tab used to indent; use spaces", start + text_.substr(start).find('\t'));
            line_start_ = start;
            at_ = next;
            while (peek() != '\n' && at_ < text_.size()) {
                if (peek() == '#' && is_blank(text_[at_ - 1])) return;
                if (peek() == ':' && is_space(peek(1)) && lonely_at_ != npos)
                    found("syntax", "expected 'key: value'", lonely_at_);
                if (peek() == ':' && is_space(peek(1)))
                    found("syntax",
                          "a key inside a value: this line is indented too far, or the line above lacks its "
                          "end",
                          next);
                ++at_;
            }
        }
    }

    void block_scalar() {
        const std::size_t begin = at_;
        pending_value_ = false;
        at_ = std::min(line_end() + 1, text_.size());
        while (at_ < text_.size()) {
            const std::size_t end = line_end();
            const std::size_t first = text_.find_first_not_of(' ', at_);
            const bool blank = first == npos || first >= end;
            if (!blank && static_cast<long>(first - at_) <= parent_column_) break;
            at_ = std::min(end + 1, text_.size());
        }
        // The caller ends the line that it is in: step back onto the last line feed.
        if (text_[at_ - 1] == '\n') --at_;
        value_seen(begin);
    }

    std::uint32_t dashes_ = 0;      ///< on this line
    long parent_column_ = -1;       ///< of the key or dash whose value comes next
    std::size_t lonely_at_ = npos;  ///< a text at the top that is no key
    bool at_start_ = false;         ///< nothing but dashes on the line so far
    bool pending_value_ = false;    ///< a ':' or dash still waits for its value
    bool has_key_ = false;
    bool ended_ = false;
};

}  // namespace

bool scan_yaml(const SourceText& source, Diagnostics& diagnostics, const ReadLimits& limits) {
    try {
        Scanner(source, diagnostics, limits).scan();
        return true;
    } catch (const ScanStopped&) {
        return false;
    }
}

}  // namespace cultivar
