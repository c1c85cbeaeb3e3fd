// SPDX-License-Identifier: Apache-2.0
#include "scenarios/reader/document.hpp"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>
#include <utility>

#include "scenarios/reader/document_builder.hpp"
#include "scenarios/reader/source_text.hpp"
#include "scenarios/reader/yaml_scan.hpp"

namespace cultivar {

namespace {

void report(const YAML::Exception& problem, const SourceText& source, Diagnostics& diagnostics) {
    sim::Place where{source.name(), 0, 0};
    if (problem.mark.line >= 0 && problem.mark.column >= 0)
        where = source.place(static_cast<std::size_t>(problem.mark.line),
                             static_cast<std::size_t>(problem.mark.column));
    const std::string& text = problem.msg;
    if (text.find("anchor is not defined") != std::string::npos)
        return diagnostics.add("alias", "an alias without its anchor", where);
    if (dynamic_cast<const YAML::DeepRecursion*>(&problem) != nullptr)
        return diagnostics.add("limit-depth", "nested too deep", where);
    diagnostics.add("syntax", text, where,
                    "check the indentation, colons and quotes here and on the line above");
}

std::optional<Node> parse(const SourceText& source, Diagnostics& diagnostics, const ReadLimits& limits) {
    if (!scan_yaml(source, diagnostics, limits)) return std::nullopt;
    DocumentBuilder builder(source, diagnostics, limits);
    try {
        std::istringstream stream(source.text());
        YAML::Parser parser(stream);
        parser.HandleNextDocument(builder);
        const Node top = builder.top();
        DocumentBuilder rest(source, diagnostics, limits);
        if (parser.HandleNextDocument(rest)) {
            diagnostics.add("syntax", "text after the end of the document", rest.top().place());
            return std::nullopt;
        }
        return top;
    } catch (const ReadingStopped&) {
    } catch (const YAML::Exception& problem) {
        report(problem, source, diagnostics);
    }
    return std::nullopt;
}

}  // namespace

Node Node::null(sim::Place place) {
    Node node;
    node.line_ = place.line;
    node.column_ = place.column;
    node.file_ = std::make_shared<const std::string>(std::move(place.file));
    return node;
}

Node Node::scalar(std::string text, sim::Place place, bool quoted) {
    Node node = null(std::move(place));
    node.kind_ = NodeKind::scalar;
    node.text_ = std::move(text);
    node.quoted_ = quoted;
    return node;
}

Node Node::list(std::vector<Node> items, sim::Place place) {
    Node node = null(std::move(place));
    node.kind_ = NodeKind::list;
    node.items_ = std::make_shared<const std::vector<Node>>(std::move(items));
    return node;
}

Node Node::map(std::vector<MapEntry> entries, sim::Place place) {
    Node node = null(std::move(place));
    node.kind_ = NodeKind::map;
    node.entries_ = std::make_shared<const std::vector<MapEntry>>(std::move(entries));
    return node;
}

const std::vector<Node>& Node::items() const {
    static const std::vector<Node> none;
    return items_ ? *items_ : none;
}

const std::vector<MapEntry>& Node::entries() const {
    static const std::vector<MapEntry> none;
    return entries_ ? *entries_ : none;
}

const MapEntry* Node::find(std::string_view key) const {
    for (const MapEntry& entry : entries()) {
        if (entry.key == key) return &entry;
    }
    return nullptr;
}

std::string_view kind_name(const Node& node) {
    switch (node.kind()) {
        case NodeKind::scalar:
            return "text";
        case NodeKind::list:
            return "a list";
        case NodeKind::map:
            return "a mapping";
        default:
            return "nothing";
    }
}

std::optional<Node> read_document(const std::filesystem::path& path, Diagnostics& diagnostics,
                                  const ReadLimits& limits) {
    const std::optional<SourceText> source = read_source(path, diagnostics, limits);
    return source ? parse(*source, diagnostics, limits) : std::nullopt;
}

std::optional<Node> parse_document(std::string text, const std::string& name, Diagnostics& diagnostics,
                                   const ReadLimits& limits) {
    const std::optional<SourceText> source = check_source(std::move(text), name, diagnostics, limits);
    return source ? parse(*source, diagnostics, limits) : std::nullopt;
}

}  // namespace cultivar
