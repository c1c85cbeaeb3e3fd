// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "experiments/cli/commands.hpp"
#include "experiments/plan/refusal.hpp"
#include "models/registry.hpp"
#include "scenarios/reader/diagnostics.hpp"
#include "scenarios/reader/quantity.hpp"
#include "sim/error.hpp"

namespace cultivar {

namespace {

using sim::Parameter;
using sim::ParameterKind;
using sim::ParameterTable;

/// A value as a world file would write it.
std::string value_text(const Parameter& row, double value) {
    if (row.kind == ParameterKind::choice) return std::string(row.choices[static_cast<std::size_t>(value)]);
    if (std::isinf(value)) return "∞";
    const bool whole = std::fabs(value) < 1e15 && value == std::floor(value);
    return whole ? std::to_string(static_cast<std::int64_t>(value)) : number_text(value);
}

std::string range_text(const Parameter& row) {
    if (row.kind != ParameterKind::choice)
        return value_text(row, row.low) + " … " + value_text(row, row.high);
    std::string text;
    for (const std::string_view choice : row.choices) {
        if (!text.empty()) text += ", ";
        text += choice;
    }
    return text;
}

std::string default_text(const Parameter& row) {
    std::string text = value_text(row, row.value);
    for (const sim::MemberDefault& member : row.members)
        text += ", " + std::string(member.member) + ' ' + value_text(row, member.value);
    return text;
}

std::string source_text(const Parameter& row) {
    std::string text(row.source);
    for (const sim::MemberDefault& member : row.members) {
        const std::string more(member.source);
        if (text.find(more) == std::string::npos) text.append("; ").append(more);
    }
    return text;
}

std::string name_text(const Parameter& row) {
    return row.each_member ? std::string(row.name).append(".<family>") : std::string(row.name);
}

std::string neutral_text(const Parameter& row) {
    return row.neutral ? value_text(row, *row.neutral) : "–";
}

bool is_bare(const Parameter& row) {
    return row.unit.empty() || row.unit == "-";
}

std::string unit_text(const Parameter& row) {
    if (row.kind == ParameterKind::choice) return "choice";
    return is_bare(row) ? "–" : std::string(row.unit);
}

/// A vertical bar would end the cell of a table.
std::string cell(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '|') escaped += '\\';
        escaped += c;
    }
    return escaped;
}

std::string markdown(const ParameterTable& table) {
    std::string text = "\n### ";
    text.append(table.mechanism)
        .append(
            "\n\n| parameter | unit | default | range | neutral | meaning | source |\n"
            "|---|---|---|---|---|---|---|\n");
    for (const Parameter& row : table.parameters) {
        text.append("| `").append(name_text(row)).append("` |");
        for (const std::string& part : {unit_text(row), default_text(row), range_text(row), neutral_text(row),
                                        std::string(row.meaning), source_text(row)})
            text.append(" ").append(cell(part)).append(" |");
        text += '\n';
    }
    return text;
}

std::string plain(const Parameter& row) {
    const std::string unit =
        row.kind == ParameterKind::choice || is_bare(row) ? "" : ' ' + std::string(row.unit);
    std::string text = "  ";
    text.append(name_text(row)).append("\n      ").append(row.meaning).append("\n      default ");
    text.append(default_text(row)).append(unit).append("; range ").append(range_text(row));
    if (row.neutral) text += "; neutral " + neutral_text(row);
    if (row.fixed) text += "; holds from the start of the world, has no date";
    return text + "\n      source: " + source_text(row) + '\n';
}

/// Whether a user who asks for `name` means this parameter: its own name, a prefix up to a dot, or its
/// mechanism.
bool meant(const std::string& name, const ParameterTable& table, const Parameter& row) {
    const std::string own(row.name);
    return name.empty() || name == table.mechanism || own == name || own.starts_with(name + '.') ||
           (row.each_member && name.starts_with(own + '.'));
}

[[noreturn]] void refuse(const std::string& name) {
    std::vector<std::string> known;
    for (const ParameterTable& table : parameter_tables()) {
        known.emplace_back(table.mechanism);
        for (const Parameter& row : table.parameters) known.emplace_back(row.name);
    }
    refuse_input("unknown-path", "no parameter or mechanism is called " + in_quotes(name), "cli",
                 did_you_mean(name, known));
}

}  // namespace

int fields_command(const FieldsRequest& request) {
    std::string text;
    for (const ParameterTable& table : parameter_tables()) {
        std::vector<Parameter> rows;
        std::copy_if(table.parameters.begin(), table.parameters.end(), std::back_inserter(rows),
                     [&](const Parameter& row) { return meant(request.name, table, row); });
        if (rows.empty()) continue;
        if (request.markdown) {
            text += markdown({table.mechanism, rows});
            continue;
        }
        if (!text.empty()) text += '\n';
        text += table.mechanism;
        text += '\n';
        for (const Parameter& row : rows) text += plain(row);
    }
    if (text.empty()) refuse(request.name);
    say(text);
    return exit_code::done;
}

}  // namespace cultivar
