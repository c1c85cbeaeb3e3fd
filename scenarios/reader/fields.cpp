// SPDX-License-Identifier: Apache-2.0
#include "scenarios/reader/fields.hpp"

#include <algorithm>
#include <utility>

#include "scenarios/reader/quantity.hpp"
#include "scenarios/reader/utf8.hpp"

namespace cultivar {

namespace {

constexpr std::size_t longest_name = 64;

bool is_text(const Node& node, const std::string& expected, Diagnostics& diagnostics) {
    if (!node.is_scalar()) add_wrong_kind(node, expected, diagnostics);
    return node.is_scalar();
}

std::optional<std::string> name_fault(const std::string& text) {
    if (text.empty()) return "empty name";
    if (count_characters(text) > longest_name) return in_quotes(text) + " is longer than 64 characters";
    static const std::vector<std::string> reserved{"all", "time"};
    if (std::find(reserved.begin(), reserved.end(), text) != reserved.end())
        return in_quotes(text) + " is reserved";
    if (text[0] == '-' || text[0] == '.') return in_quotes(text) + " starts with '" + text[0] + "'";
    for (const char c : text) {
        const bool word = static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') ||
                          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!word && c != '.' && c != '_' && c != '-') return in_quotes(text) + " is not allowed as a name";
    }
    return std::nullopt;
}

bool add_invisible(const Node& node, Diagnostics& diagnostics) {
    const std::string& text = node.text();
    for (std::size_t at = 0; at < text.size(); at += decode_utf8(text, at).length) {
        const std::uint32_t c = decode_utf8(text, at).value;
        if (c >= 0x20 && !is_invisible(c)) continue;
        diagnostics.add("encoding", "invisible character " + code_point_name(c) + " in a name", node.place());
        return true;
    }
    return false;
}

}  // namespace

void add_wrong_kind(const Node& node, const std::string& expected, Diagnostics& diagnostics) {
    diagnostics.add("type", "expected " + expected + ", found " + std::string(kind_name(node)), node.place());
}

Fields::Fields(const Node& map, std::string what, const std::vector<std::string>& known,
               Diagnostics& diagnostics)
    : map_(map), what_(std::move(what)), diagnostics_(diagnostics) {
    if (!map_.is_map()) add_wrong_kind(map_, "a mapping for " + what_, diagnostics_);
    for (const MapEntry& entry : map_.entries()) {
        if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
        diagnostics_.add("unknown-key", in_quotes(entry.key) + " in " + what_, entry.key_place(),
                         hint_for(entry.key, known));
    }
}

const Node* Fields::find(std::string_view key) const {
    const MapEntry* entry = map_.find(key);
    if (entry == nullptr) return nullptr;
    if (!entry->value.is_null()) return &entry->value;
    diagnostics_.add("null", in_quotes(key) + " has no value", entry->key_place());
    return nullptr;
}

const Node* Fields::need(std::string_view key) const {
    if (map_.is_map() && map_.find(key) == nullptr)
        diagnostics_.add("missing-key", what_ + " needs " + in_quotes(key), map_.place());
    return find(key);
}

std::optional<std::string> read_text(const Node& node, Diagnostics& diagnostics) {
    if (!is_text(node, "text", diagnostics) || add_invisible(node, diagnostics)) return std::nullopt;
    if (!node.text().empty()) return node.text();
    diagnostics.add("name", "empty text", node.place());
    return std::nullopt;
}

std::optional<std::string> read_name(const Node& node, Diagnostics& diagnostics) {
    if (!is_text(node, "a name", diagnostics) || add_invisible(node, diagnostics)) return std::nullopt;
    const auto fault = name_fault(node.text());
    if (!fault) return node.text();
    diagnostics.add("name", *fault, node.place(), "allowed: letters, digits, . _ -");
    return std::nullopt;
}

std::optional<bool> read_switch(const Node& node, Diagnostics& diagnostics) {
    if (!is_text(node, "true or false", diagnostics)) return std::nullopt;
    const std::string& text = node.text();
    if (!node.quoted() && (text == "true" || text == "yes")) return true;
    if (!node.quoted() && (text == "false" || text == "no")) return false;
    diagnostics.add("type", "expected true or false, found " + in_quotes(text), node.place());
    return std::nullopt;
}

std::optional<sim::Time> read_date(const Node& node, Diagnostics& diagnostics) {
    if (!is_text(node, "a date", diagnostics)) return std::nullopt;
    const auto date = sim::parse_date(node.text());
    if (date) return date;
    const std::string& text = node.text();
    const bool right_form = text.size() == 10 && text[4] == '-' && text[7] == '-';
    diagnostics.add("date", in_quotes(text) + (right_form ? ": no such day" : " is no date"), node.place(),
                    right_form ? "" : "write year-month-day, as in 2025-11-07");
    return std::nullopt;
}

std::optional<std::size_t> read_choice(const Node& node, std::string_view what,
                                       const std::vector<std::string>& names, Diagnostics& diagnostics) {
    if (!is_text(node, std::string(what), diagnostics)) return std::nullopt;
    const auto found = std::find(names.begin(), names.end(), node.text());
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    diagnostics.add("unknown-model", "unknown " + std::string(what) + ' ' + in_quotes(node.text()),
                    node.place(), hint_for(node.text(), names));
    return std::nullopt;
}

std::vector<Node> read_items(const Node& node, Diagnostics& diagnostics) {
    if (!node.is_list()) {
        add_wrong_kind(node, "a list", diagnostics);
    } else if (node.items().empty()) {
        diagnostics.add("empty-list", "the list is empty", node.place());
    }
    return node.items();
}

std::optional<int> read_format(const Node& top, std::string_view kind, int newest, Diagnostics& diagnostics) {
    const std::string expected = "format: " + std::string(kind) + '/' + std::to_string(newest);
    const MapEntry* entry = top.find("format");
    const auto fail = [&](std::string what, const sim::Place& where) {
        diagnostics.add("version", std::move(what), where, "expected '" + expected + "'");
        return std::nullopt;
    };
    if (entry == nullptr) return fail("the file does not say its format", top.place());
    if (!entry->value.is_scalar()) return fail("'format' is no text", entry->key_place());
    const std::string& text = entry->value.text();
    const std::size_t slash = text.rfind('/');
    if (slash == std::string::npos || text.substr(0, slash) != kind)
        return fail("this is not a " + std::string(kind) + " file but " + in_quotes(text),
                    entry->value.place());
    const auto version = parse_whole(std::string_view(text).substr(slash + 1));
    const auto* number = std::get_if<std::int64_t>(&version);
    if (number == nullptr || *number < 1)
        return fail(in_quotes(text.substr(slash + 1)) + " is no version", entry->value.place());
    if (*number > newest)
        return fail("the file says version " + std::to_string(*number) + "; this program reads 1 to " +
                        std::to_string(newest),
                    entry->value.place());
    return static_cast<int>(*number);
}

bool is_map_at_top(const Node& top, Diagnostics& diagnostics) {
    if (!top.is_map())
        diagnostics.add("type", "expected a mapping at the top, found " + std::string(kind_name(top)),
                        top.place());
    return top.is_map();
}

}  // namespace cultivar
