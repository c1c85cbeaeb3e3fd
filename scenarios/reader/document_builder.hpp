// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <yaml-cpp/eventhandler.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "scenarios/reader/source_text.hpp"

namespace cultivar {

/// Thrown out of the parser after an error that makes reading on pointless was written down.
struct ReadingStopped {};

/// Builds the tree of the one document of a source from the parser's events and checks what can be checked
/// without knowing the meaning: limits, keys, aliases, tags.
class DocumentBuilder : public YAML::EventHandler {
  public:
    DocumentBuilder(const SourceText& source, Diagnostics& diagnostics, const ReadLimits& limits);

    /// The finished tree; a null node if the document was empty.
    [[nodiscard]] const Node& top() const { return top_; }

    void OnDocumentStart(const YAML::Mark& mark) override;
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { close(); }
    void OnAnchor(const YAML::Mark& mark, const std::string& name) override;

  private:
    /// A list or map whose end has not come yet.
    struct Open {
        Node node;
        std::vector<Node> items;
        std::vector<MapEntry> entries;
        bool key_comes = false;
        YAML::anchor_t anchor = 0;
        std::uint64_t nodes = 1;
    };
    struct Anchor {
        Node node;
        std::uint64_t nodes = 0;
        bool finished = false;
    };

    [[nodiscard]] sim::Place place(const YAML::Mark& mark);
    [[nodiscard]] Node node_at(NodeKind kind, const YAML::Mark& mark);
    [[noreturn]] void stop(const char* code, std::string what, const YAML::Mark& mark);
    void check_tag(const std::string& tag, const YAML::Mark& mark);
    void count(const YAML::Mark& mark);
    [[nodiscard]] bool key_comes() const { return !open_.empty() && open_.back().key_comes; }
    void take_key(const YAML::Mark& mark, const std::string& text, bool quoted);
    void open(Node node, const YAML::Mark& mark, YAML::anchor_t anchor);
    void close();
    void add(Node node, std::uint64_t nodes, YAML::anchor_t anchor);
    void report_duplicates(const std::vector<MapEntry>& entries);

    const SourceText& source_;
    Diagnostics& diagnostics_;
    const ReadLimits& limits_;
    std::shared_ptr<const std::string> file_;
    std::vector<Open> open_;
    std::map<YAML::anchor_t, Anchor> anchors_;
    std::set<std::string> anchor_names_;
    std::uint64_t nodes_ = 0;
    std::uint64_t alias_nodes_ = 0;
    std::size_t last_line_ = 0;  ///< of the last mark, with its byte and character in the line
    std::size_t last_byte_ = 0;
    std::size_t last_character_ = 0;
    Node top_;
};

}  // namespace cultivar
