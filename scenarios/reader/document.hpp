// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/reader/diagnostics.hpp"
#include "sim/error.hpp"

namespace cultivar {

/// The most that one input may hold.
struct ReadLimits {
    std::uint64_t file_bytes = 16ull << 20;
    std::uint32_t depth = 64;
    std::uint64_t nodes = 2'000'000;
    std::uint64_t alias_nodes = 2'000'000;  ///< nodes that aliases repeat
    std::uint64_t scalar_bytes = 1ull << 20;
    std::uint32_t files = 1000;  ///< files that one world names
};

enum class NodeKind : std::uint8_t { null, scalar, list, map };

struct MapEntry;

/// One value of a document with the place where it is written: line and column count from 1, columns count
/// characters, not bytes. Text is never turned into numbers here. A value; copies share what lies below them.
/// What an alias repeats keeps the place of the anchor's text.
class Node {
  public:
    Node() = default;
    static Node null(sim::Place place);
    static Node scalar(std::string text, sim::Place place, bool quoted = false);
    static Node list(std::vector<Node> items, sim::Place place);
    static Node map(std::vector<MapEntry> entries, sim::Place place);

    [[nodiscard]] NodeKind kind() const { return kind_; }
    [[nodiscard]] bool is_null() const { return kind_ == NodeKind::null; }
    [[nodiscard]] bool is_scalar() const { return kind_ == NodeKind::scalar; }
    [[nodiscard]] bool is_list() const { return kind_ == NodeKind::list; }
    [[nodiscard]] bool is_map() const { return kind_ == NodeKind::map; }
    /// Of a scalar: its text, and whether it stood in quotes.
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] bool quoted() const { return quoted_; }
    /// Of a list; empty for other kinds.
    [[nodiscard]] const std::vector<Node>& items() const;
    /// Of a map, in the order of the text; empty for other kinds.
    [[nodiscard]] const std::vector<MapEntry>& entries() const;
    /// The entry of a map with this key, or null.
    [[nodiscard]] const MapEntry* find(std::string_view key) const;
    [[nodiscard]] sim::Place place() const { return {file_ ? *file_ : std::string(), line_, column_}; }

  private:
    friend class DocumentBuilder;

    NodeKind kind_ = NodeKind::null;
    bool quoted_ = false;
    std::uint32_t line_ = 0;
    std::uint32_t column_ = 0;
    std::shared_ptr<const std::string> file_;
    std::string text_;
    std::shared_ptr<const std::vector<Node>> items_;
    std::shared_ptr<const std::vector<MapEntry>> entries_;
};

/// A key of a map with its place, and the value.
struct MapEntry {
    std::string key;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    Node value;

    [[nodiscard]] sim::Place key_place() const { return {value.place().file, line, column}; }
};

/// "a mapping", "a list", "text", "nothing": for messages.
[[nodiscard]] std::string_view kind_name(const Node& node);

/// Reads a file that holds exactly one YAML (or JSON) document. What is wrong goes to `diagnostics`, and the
/// result is empty if the text has no tree. Refused: what exceeds the limits, more than one document,
/// duplicate keys (also when they differ in case or width only), tags, merge keys, keys that are not plain
/// text, aliases that contain themselves, text that is not UTF-8, characters that cannot be seen. A byte
/// order mark, CRLF and a last line without an end are fine.
[[nodiscard]] std::optional<Node> read_document(const std::filesystem::path& path, Diagnostics& diagnostics,
                                                const ReadLimits& limits = {});

/// The same for a text that is already in memory; `name` is what messages call it.
[[nodiscard]] std::optional<Node> parse_document(std::string text, const std::string& name,
                                                 Diagnostics& diagnostics, const ReadLimits& limits = {});

}  // namespace cultivar
