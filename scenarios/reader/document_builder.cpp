// SPDX-License-Identifier: Apache-2.0
#include "scenarios/reader/document_builder.hpp"

#include <yaml-cpp/mark.h>

#include <algorithm>
#include <utility>

#include "scenarios/reader/utf8.hpp"

namespace cultivar {

DocumentBuilder::DocumentBuilder(const SourceText& source, Diagnostics& diagnostics, const ReadLimits& limits)
    : source_(source),
      diagnostics_(diagnostics),
      limits_(limits),
      file_(std::make_shared<const std::string>(source.name())),
      top_(Node::null(source.place(0))) {}

sim::Place DocumentBuilder::place(const YAML::Mark& mark) {
    if (mark.line < 0 || mark.column < 0) return {source_.name(), 0, 0};
    const auto line = static_cast<std::size_t>(mark.line);
    const auto byte = static_cast<std::size_t>(mark.column);
    // Marks come almost in order: count characters from the last one, or long lines take quadratic time.
    if (line != last_line_) {
        last_line_ = line;
        last_byte_ = last_character_ = 0;
    }
    const std::string_view text = source_.line(line);
    const std::size_t low = std::min({byte, last_byte_, text.size()});
    const std::size_t between = count_characters(text.substr(low, std::max(byte, last_byte_) - low));
    last_character_ = byte < last_byte_ ? last_character_ - between : last_character_ + between;
    last_byte_ = byte;
    return {source_.name(), static_cast<std::uint32_t>(line + 1),
            static_cast<std::uint32_t>(last_character_ + 1)};
}

Node DocumentBuilder::node_at(NodeKind kind, const YAML::Mark& mark) {
    const sim::Place where = place(mark);
    Node node;
    node.kind_ = kind;
    node.line_ = where.line;
    node.column_ = where.column;
    node.file_ = file_;
    return node;
}

void DocumentBuilder::stop(const char* code, std::string what, const YAML::Mark& mark) {
    diagnostics_.add(code, std::move(what), place(mark));
    throw ReadingStopped{};
}

void DocumentBuilder::check_tag(const std::string& tag, const YAML::Mark& mark) {
    if (!tag.empty() && tag != "?" && tag != "!") stop("tag", "tags are not supported", mark);
}

void DocumentBuilder::count(const YAML::Mark& mark) {
    if (++nodes_ > limits_.nodes)
        stop("limit-nodes", "more than " + std::to_string(limits_.nodes) + " values", mark);
}

void DocumentBuilder::OnDocumentStart(const YAML::Mark&) {
    open_.clear();
    anchors_.clear();
}

void DocumentBuilder::OnAnchor(const YAML::Mark& mark, const std::string& name) {
    if (!anchor_names_.insert(name).second)
        stop("alias", "anchor " + in_quotes(name) + " defined twice", mark);
}

void DocumentBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (key_comes()) stop("key", "a key must be plain text", mark);
    count(mark);
    Node node = node_at(NodeKind::null, mark);
    if (!open_.empty() && !open_.back().entries.empty()) {
        // The parser marks an absent value at whatever follows; its key is the better place.
        node.line_ = open_.back().entries.back().line;
        node.column_ = open_.back().entries.back().column;
    }
    add(std::move(node), 1, anchor);
}

void DocumentBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                               const std::string& value) {
    check_tag(tag, mark);
    if (value.size() > limits_.scalar_bytes)
        stop("limit-scalar", "a text of more than " + std::to_string(limits_.scalar_bytes) + " bytes", mark);
    const bool is_quoted = tag == "!";
    if (key_comes()) {
        if (anchor != 0) stop("key", "a key cannot be an anchor", mark);
        return take_key(mark, value, is_quoted);
    }
    count(mark);
    Node node = node_at(NodeKind::scalar, mark);
    node.text_ = value;
    node.quoted_ = is_quoted;
    add(std::move(node), 1, anchor);
}

void DocumentBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (key_comes()) stop("key", "a key must be plain text, not an alias", mark);
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) stop("alias", "an alias without its anchor", mark);
    if (!found->second.finished) stop("alias-cycle", "an alias stands inside what it repeats", mark);
    alias_nodes_ += found->second.nodes;
    if (alias_nodes_ > limits_.alias_nodes)
        stop("limit-alias", "aliases repeat more than " + std::to_string(limits_.alias_nodes) + " values",
             mark);
    add(found->second.node, found->second.nodes, 0);
}

void DocumentBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                      YAML::EmitterStyle::value) {
    check_tag(tag, mark);
    open(node_at(NodeKind::list, mark), mark, anchor);
}

void DocumentBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                 YAML::EmitterStyle::value) {
    check_tag(tag, mark);
    open(node_at(NodeKind::map, mark), mark, anchor);
    open_.back().key_comes = true;
}

void DocumentBuilder::open(Node node, const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (key_comes()) stop("key", "a key must be plain text", mark);
    count(mark);
    if (open_.size() >= limits_.depth)
        stop("limit-depth", "nested deeper than " + std::to_string(limits_.depth), mark);
    if (anchor != 0) anchors_[anchor] = {};
    open_.push_back({std::move(node), {}, {}, false, anchor, 1});
}

void DocumentBuilder::take_key(const YAML::Mark& mark, const std::string& text, bool is_quoted) {
    const sim::Place where = place(mark);
    if (text == "<<" && !is_quoted) stop("merge", "'<<' is not supported; write the keys out", mark);
    for (std::size_t at = 0; at < text.size(); at += decode_utf8(text, at).length) {
        const std::uint32_t c = decode_utf8(text, at).value;
        if (c < 0x20 || is_invisible(c))
            stop("encoding", "invisible character " + code_point_name(c) + " in a name", mark);
    }
    if (text.empty()) stop("name", "empty name", mark);
    open_.back().entries.push_back({text, where.line, where.column, {}});
    open_.back().key_comes = false;
}

void DocumentBuilder::close() {
    Open ended = std::move(open_.back());
    open_.pop_back();
    report_duplicates(ended.entries);
    if (ended.node.kind_ == NodeKind::map) {
        ended.node.entries_ = std::make_shared<const std::vector<MapEntry>>(std::move(ended.entries));
    } else {
        ended.node.items_ = std::make_shared<const std::vector<Node>>(std::move(ended.items));
    }
    add(std::move(ended.node), ended.nodes, ended.anchor);
}

void DocumentBuilder::add(Node node, std::uint64_t nodes, YAML::anchor_t anchor) {
    if (anchor != 0) anchors_[anchor] = {node, nodes, true};
    if (open_.empty()) {
        top_ = std::move(node);
        return;
    }
    Open& parent = open_.back();
    parent.nodes += nodes;
    if (parent.node.kind_ == NodeKind::map) {
        parent.entries.back().value = std::move(node);
        parent.key_comes = true;
    } else {
        parent.items.push_back(std::move(node));
    }
}

void DocumentBuilder::report_duplicates(const std::vector<MapEntry>& entries) {
    std::map<std::string, const MapEntry*> seen;
    for (const MapEntry& entry : entries) {
        const auto [first, fresh] = seen.try_emplace(fold_case_and_width(entry.key), &entry);
        if (fresh) continue;
        const MapEntry& other = *first->second;
        const std::string before = std::to_string(other.line) + ':' + std::to_string(other.column);
        const std::string what =
            other.key == entry.key
                ? in_quotes(entry.key) + " is given twice"
                : in_quotes(other.key) + " and " + in_quotes(entry.key) + " differ only in case or width";
        diagnostics_.add("dup-key", what, {source_.name(), entry.line, entry.column},
                         "first given at " + before);
    }
}

}  // namespace cultivar
