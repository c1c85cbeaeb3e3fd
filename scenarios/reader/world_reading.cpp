// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <system_error>
#include <utility>

#include "scenarios/reader/world_parts.hpp"

namespace cultivar {

namespace {

bool is_below(const std::filesystem::path& path, const std::filesystem::path& folder) {
    const auto [end, ignored] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return end == folder.end();
}

}  // namespace

std::optional<std::filesystem::path> WorldReading::file(const Node& node) {
    const auto text = read_text(node, diagnostics);
    if (!text) return std::nullopt;
    const auto outside = [&](const std::string& why) {
        diagnostics.add("include-outside", in_quotes(*text) + ' ' + why, node.place(),
                        "name files in the folder of the world or below");
        return std::nullopt;
    };
    const std::filesystem::path named = std::filesystem::path(*text).lexically_normal();
    if (!folder) return outside("is a file; this world must be complete in itself");
    if (named.is_absolute()) return outside("is an absolute path");
    if (named.begin() != named.end() && *named.begin() == "..")
        return outside("leaves the folder of the world");
    const std::filesystem::path path = (*folder / named).lexically_normal();
    std::error_code problem;
    const auto real = [&problem](const std::filesystem::path& of) {
        const std::filesystem::path whole = std::filesystem::absolute(of, problem);
        return problem ? of : std::filesystem::weakly_canonical(whole, problem);
    };
    const std::filesystem::path real_folder = real(*folder);
    const std::filesystem::path real_path = problem ? path : real(path);
    if (!problem && !is_below(real_path, real_folder))
        return outside("is a link to " + real_path.string() + " outside the folder of the world");
    if (++files <= limits.files) return path;
    if (files == limits.files + 1)
        diagnostics.add("limit-include", "more than " + std::to_string(limits.files) + " files",
                        node.place());
    return std::nullopt;
}

WorldReading::Entries WorldReading::entries(const Node& part, const std::string& key,
                                            std::span<const Column> columns) {
    if (!part.is_scalar()) return {read_items(part, diagnostics), false};
    const auto path = file(part);
    if (!path) return {};
    if (path->extension() == ".csv") {
        const auto table = read_table(*path, columns, diagnostics, limits);
        return {table ? table->items() : std::vector<Node>{}, true};
    }
    const auto top = read_document(*path, diagnostics, limits);
    if (!top || !is_map_at_top(*top, diagnostics) || !read_format(*top, "cultivar-catalogue", 1, diagnostics))
        return {};
    const Fields fields(*top, "the catalogue", {"format", "title", key}, diagnostics);
    (void)fields.get("title", read_text);
    const Node* list = fields.need(key);
    return {list != nullptr ? read_items(*list, diagnostics) : std::vector<Node>{}, false};
}

}  // namespace cultivar
