// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/id.hpp"

namespace cultivar::sim {

/// How the value of a parameter is written and checked: any number, a whole number, or one of a list of
/// names.
enum class ParameterKind { number, whole, choice };

/// The default of one member of a parameter that every member of a group (say, every family) has for itself.
struct MemberDefault {
    std::string_view member;
    double value;
    std::string_view source;
};

/// One number that a user may set: everything that input, errors, docs, results and notebooks say of it.
struct Parameter {
    std::string_view name;  ///< dotted path, as in YAML; of a group parameter the part before the member
    std::string_view unit;
    double value = 0.0;  ///< default, in `unit`; of a choice the index into `choices`
    double low = 0.0;    ///< smallest admissible value
    double high = std::numeric_limits<double>::infinity();
    std::optional<double> neutral = std::nullopt;  ///< value at which the mechanism leaves no trace
    std::string_view meaning;
    std::string_view source;  ///< a document, a data set, or "assumption"
    ParameterKind kind = ParameterKind::number;
    std::span<const std::string_view> choices = {};
    bool fixed = false;    ///< shapes the world's founding only: a dated change of it is an error
    bool at_once = false;  ///< its neutral value is no neighbour of the next ones: a ramp of it is an error
    bool each_member = false;  ///< one value for each member of the group (each family of the world)
    std::span<const MemberDefault> members = {};
};

/// The parameters of one mechanism.
struct ParameterTable {
    std::string_view mechanism;
    std::span<const Parameter> parameters;
};

/// A parameter of a particular world: its full name, default and the row that describes it.
struct ParameterEntry {
    std::string name;
    std::string_view mechanism;
    double value = 0.0;
    std::string_view source;
    Parameter row;
};

using ParameterId = Id<ParameterEntry>;

/// All parameters of a world in the order of the tables: group parameters are unfolded over `members`
/// ("adoption.p" becomes "adoption.p.5g", "adoption.p.ai", …). A value.
class ParameterCatalogue {
  public:
    ParameterCatalogue() = default;
    ParameterCatalogue(std::span<const ParameterTable> tables, std::span<const std::string> members);

    [[nodiscard]] std::optional<ParameterId> find(std::string_view name) const;
    /// The id of a name that must exist; throws std::out_of_range that names it.
    [[nodiscard]] ParameterId id(std::string_view name) const;
    /// The ids of a group parameter, in the order of the members.
    [[nodiscard]] std::vector<ParameterId> ids(std::string_view name) const;
    [[nodiscard]] const ParameterEntry& operator[](ParameterId id) const { return entries_[id.index]; }
    [[nodiscard]] const std::vector<ParameterEntry>& entries() const { return entries_; }
    [[nodiscard]] std::vector<std::string> names() const;
    [[nodiscard]] std::vector<double> defaults() const;
    [[nodiscard]] std::size_t size() const { return entries_.size(); }

  private:
    std::vector<ParameterEntry> entries_;
    std::map<std::string, ParameterId, std::less<>> by_name_;
    std::vector<std::string> members_;
};

}  // namespace cultivar::sim
