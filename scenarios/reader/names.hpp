// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/reader/document.hpp"

namespace cultivar {

/// The names that a world gives to things of several kinds ("region", "family", …), each with its place, and
/// the look-up of references to them.
class Names {
  public:
    /// Adds the next name of a kind. A name that is there already (also in other case or width) is an error.
    void add(std::string_view kind, const std::string& name, const sim::Place& place,
             Diagnostics& diagnostics);

    /// The index of the thing that a text names; an unknown name, and a name of another kind, are errors. If no
    /// name of the kind is known at all, their list was wrong and said so: nothing is added.
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view kind, const Node& node,
                                                    Diagnostics& diagnostics) const;

  private:
    struct Named {
        std::string name;
        std::uint32_t index;
        sim::Place place;
    };
    using ByName = std::map<std::string, Named, std::less<>>;

    std::map<std::string, ByName, std::less<>> kinds_;
};

}  // namespace cultivar
