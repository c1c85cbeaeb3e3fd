// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/description.hpp"
#include "scenarios/reader/fields.hpp"
#include "scenarios/reader/names.hpp"
#include "scenarios/reader/table.hpp"

namespace cultivar {

/// What the parts of a world are read with: where its files lie, its names so far, its errors so far.
struct WorldReading {
    std::optional<std::filesystem::path> folder;  ///< empty: the world may name no files
    ReadLimits limits;
    std::uint32_t files = 0;
    Names names;
    Diagnostics diagnostics;

    /// The file that a text names, if it may: relative, in the folder of the world or below, not through a
    /// link that leads out. Errors: include-outside, limit-include.
    [[nodiscard]] std::optional<std::filesystem::path> file(const Node& node);

    /// The entries of a part that is written as a list, or is the name of a CSV table or of a catalogue file
    /// in which `key` holds the list. Runs `read(entry)` on each; errors about cells of a table get the code
    /// csv.
    template <class Read>
    void each_entry(const Node& part, const std::string& key, std::span<const Column> columns, Read read) {
        const Entries found = entries(part, key, columns);
        Diagnostics outside;
        if (found.from_table) std::swap(outside, diagnostics);
        for (const Node& entry : found.items) read(entry);
        if (!found.from_table) return;
        std::swap(outside, diagnostics);
        add_table_errors(outside, diagnostics);
    }

  private:
    struct Entries {
        std::vector<Node> items;
        bool from_table = false;
    };
    [[nodiscard]] Entries entries(const Node& part, const std::string& key, std::span<const Column> columns);
};

/// Regions and the distances between them, all or the `only` ones.
void read_regions(const Node& node, WorldDescription& world, WorldReading& reading);

void read_families(const Node& node, WorldDescription& world, WorldReading& reading);
void read_categories(const Node& node, WorldDescription& world, WorldReading& reading);
void read_sectors(const Node& node, WorldDescription& world, WorldReading& reading);
void read_agencies(const Node& node, WorldDescription& world, WorldReading& reading);
void read_firms(const Node& node, WorldDescription& world, WorldReading& reading);

}  // namespace cultivar
