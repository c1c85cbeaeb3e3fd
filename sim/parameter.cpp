// SPDX-License-Identifier: Apache-2.0
#include "sim/parameter.hpp"

#include <stdexcept>
#include <utility>

namespace cultivar::sim {

namespace {

ParameterEntry member_entry(const ParameterTable& table, const Parameter& row, const std::string& member) {
    ParameterEntry entry{std::string(row.name) + '.' + member, table.mechanism, row.value, row.source, row};
    for (const MemberDefault& own : row.members) {
        if (own.member != member) continue;
        entry.value = own.value;
        entry.source = own.source;
    }
    return entry;
}

}  // namespace

ParameterCatalogue::ParameterCatalogue(std::span<const ParameterTable> tables,
                                       std::span<const std::string> members)
    : members_(members.begin(), members.end()) {
    for (const ParameterTable& table : tables) {
        for (const Parameter& row : table.parameters) {
            if (row.each_member) {
                for (const std::string& member : members_)
                    entries_.push_back(member_entry(table, row, member));
            } else {
                entries_.push_back({std::string(row.name), table.mechanism, row.value, row.source, row});
            }
        }
    }
    for (std::uint32_t i = 0; i < entries_.size(); ++i) {
        if (!by_name_.emplace(entries_[i].name, ParameterId{i}).second)
            throw std::logic_error("two parameters are called " + entries_[i].name);
    }
}

std::optional<ParameterId> ParameterCatalogue::find(std::string_view name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

ParameterId ParameterCatalogue::id(std::string_view name) const {
    const auto found = find(name);
    if (!found) throw std::out_of_range("no parameter is called " + std::string(name));
    return *found;
}

std::vector<ParameterId> ParameterCatalogue::ids(std::string_view name) const {
    std::vector<ParameterId> result;
    result.reserve(members_.size());
    for (const std::string& member : members_) result.push_back(id(std::string(name) + '.' + member));
    return result;
}

std::vector<std::string> ParameterCatalogue::names() const {
    std::vector<std::string> result;
    result.reserve(entries_.size());
    for (const ParameterEntry& entry : entries_) result.push_back(entry.name);
    return result;
}

std::vector<double> ParameterCatalogue::defaults() const {
    std::vector<double> result;
    result.reserve(entries_.size());
    for (const ParameterEntry& entry : entries_) result.push_back(entry.value);
    return result;
}

}  // namespace cultivar::sim
