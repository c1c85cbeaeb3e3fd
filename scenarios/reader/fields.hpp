// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "scenarios/reader/document.hpp"
#include "sim/time.hpp"

namespace cultivar {

/// Adds the error type: something else was expected ("a list") than stands there.
void add_wrong_kind(const Node& node, const std::string& expected, Diagnostics& diagnostics);

/// The entries of one map, taken out strictly. `what` names the map in messages ("the world", "firm 'Anhui
/// Steel'"). Keys other than `known` are errors at once.
class Fields {
  public:
    Fields(const Node& map, std::string what, const std::vector<std::string>& known,
           Diagnostics& diagnostics);

    /// The value of a key; null if the key is absent or its value is empty (which is an error).
    [[nodiscard]] const Node* find(std::string_view key) const;
    /// The same for a key that must be there; its absence is an error at the place of the map.
    [[nodiscard]] const Node* need(std::string_view key) const;

    /// The value of a key through a reader `read(node, args..., diagnostics) -> std::optional<T>`; empty if
    /// the key is absent or wrong.
    template <class Read, class... Args>
    [[nodiscard]] auto get(std::string_view key, Read read, const Args&... args) const {
        return through(find(key), read, args...);
    }
    /// The same for a key that must be there.
    template <class Read, class... Args>
    [[nodiscard]] auto require(std::string_view key, Read read, const Args&... args) const {
        return through(need(key), read, args...);
    }

    [[nodiscard]] sim::Place place() const { return map_.place(); }
    [[nodiscard]] Diagnostics& diagnostics() const { return diagnostics_; }

  private:
    template <class Read, class... Args>
    [[nodiscard]] auto through(const Node* node, Read read, const Args&... args) const {
        using Result = std::invoke_result_t<Read, const Node&, const Args&..., Diagnostics&>;
        return node ? read(*node, args..., diagnostics_) : Result{};
    }

    Node map_;
    std::string what_;
    Diagnostics& diagnostics_;
};

/// An interval of admissible numbers, both ends included.
struct NumberRange {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
};

// The readers below report what is wrong with a value and are then empty.

/// Any text on one line without invisible characters; not empty.
[[nodiscard]] std::optional<std::string> read_text(const Node& node, Diagnostics& diagnostics);
/// A name: letters and digits of any script, and ". _ -"; at most 64 characters; not a reserved word ("all"
/// or "time"). Words such as `no` and `on` are names like others.
[[nodiscard]] std::optional<std::string> read_name(const Node& node, Diagnostics& diagnostics);
/// true, false, yes or no.
[[nodiscard]] std::optional<bool> read_switch(const Node& node, Diagnostics& diagnostics);
/// A pure number in a range.
[[nodiscard]] std::optional<double> read_number(const Node& node, const NumberRange& range,
                                                Diagnostics& diagnostics);
/// A whole number; 1e3 and 5.0 are whole.
[[nodiscard]] std::optional<std::int64_t> read_whole(const Node& node, std::int64_t low, std::int64_t high,
                                                     Diagnostics& diagnostics);
/// A share or probability, written 0.05 or 5 %.
[[nodiscard]] std::optional<double> read_share(const Node& node, const NumberRange& range,
                                               Diagnostics& diagnostics);
/// A number with a unit, as a number of `unit`; other units of the same kind are converted.
[[nodiscard]] std::optional<double> read_quantity(const Node& node, std::string_view unit,
                                                  const NumberRange& range, Diagnostics& diagnostics);
/// A span of time such as "540 days"; not negative, and zero or at least a microsecond.
[[nodiscard]] std::optional<sim::Duration> read_duration(const Node& node, Diagnostics& diagnostics);
/// A day such as 2025-11-07.
[[nodiscard]] std::optional<sim::Time> read_date(const Node& node, Diagnostics& diagnostics);
/// One of some names, as its index; `what` says what is chosen ("owner type").
[[nodiscard]] std::optional<std::size_t> read_choice(const Node& node, std::string_view what,
                                                     const std::vector<std::string>& names,
                                                     Diagnostics& diagnostics);
/// The items of a list that holds at least one.
[[nodiscard]] std::vector<Node> read_items(const Node& node, Diagnostics& diagnostics);
/// The version of a file that says `format: kind/version`; the versions 1 to `newest` are read.
[[nodiscard]] std::optional<int> read_format(const Node& top, std::string_view kind, int newest,
                                             Diagnostics& diagnostics);

/// True if the top of a document is a map; otherwise an error.
[[nodiscard]] bool is_map_at_top(const Node& top, Diagnostics& diagnostics);

}  // namespace cultivar
